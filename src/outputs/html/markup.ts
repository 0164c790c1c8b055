/**
 * Writes HTML. All inserted text is escaped here, in one place, unless the text is itself markup. That includes
 * characters that command a terminal or cannot be seen, because HTML can be printed too.
 */
import { printable } from '../../views/characters/visible.ts';

declare const brand: unique symbol;

/** Text that is valid HTML. Only `markup` creates it. */
export type Markup = string & { readonly [brand]: true };

type Inserted = string | number | MarkupNode | null;
interface MarkupNode {
  readonly markup: Markup;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for an element or a quoted attribute. Only the newline, which ends a row of commands, is kept. */
const escaped = (text: string): string => (NOTHING_TO_ESCAPE.test(text) ? text : escapedLines(text));

/** Matches ASCII without the characters of HTML, and the lines and blocks of pictures. Nearly every text is one. */
const NOTHING_TO_ESCAPE = /^[ !#-%(-;=?-~\n\u2500-\u259f]*$/;

const escapedLines = (text: string): string =>
  text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Writes HTML. Attributes must be quoted. Strings and numbers are escaped, lists are joined, and `null` is omitted. */
export function markup(
  texts: TemplateStringsArray,
  ...inserted: readonly (Inserted | readonly Inserted[])[]
): MarkupNode {
  const parts = inserted.map((one) => (Array.isArray(one) ? one.map(textOf).join('') : textOf(one as Inserted)));
  return { markup: texts.map((text, index) => text + (parts[index] ?? '')).join('') as Markup };
}

function textOf(inserted: Inserted): string {
  if (inserted === null) return '';
  return typeof inserted === 'object' ? inserted.markup : escaped(String(inserted));
}

/** A value that `markup` can insert. Markup is not escaped again. */
export type { MarkupNode };

/**
 * Writes data as JSON inside a `script` element, in ASCII. No string in the data can end the element or begin a
 * comment.
 */
export const jsonMarkup = (data: unknown): MarkupNode => ({
  markup: JSON.stringify(data).replace(
    /[<>&\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ) as Markup,
});

/**
 * Marks this program's own text, such as a style sheet, as markup. The text must never contain anything from outside.
 */
export const ownText = (text: string): MarkupNode => ({ markup: text as Markup });
