/** Writes text as the source of a manual page: the macros of man(7) (https://man7.org/linux/man-pages/man7/groff_man.7.html). */

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '"': '\\(dq',
};

/** Escapes a text: no character is a command for the formatter, and none is replaced by a typographic one. */
export function roffText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // Zero width in front: a line that begins with a point would be a request.
  return (line.startsWith('.') ? '\\&' : '') + [...line].map(roffCharacter).join('');
}

function roffCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return '';
  return NAMED[character] ?? (code < 0x7f ? character : `\\[u${code.toString(16).toUpperCase().padStart(4, '0')}]`);
}

/** Formats prose in which `…` is bold. */
export function roffProse(text: string): string {
  return text
    .split('`')
    .map((part, index) => {
      const edges = [/^\s/.test(part) ? ' ' : '', /\S\s+$/.test(part) ? ' ' : ''] as const;
      const words = `${edges[0]}${roffText(part)}${edges[1]}`;
      return index % 2 === 1 ? `\\fB${words}\\fR` : words;
    })
    .join('')
    .trim();
}

/** Formats a line that names something and, indented below it, what it is. */
export function roffItem(name: string, says: string): string[] {
  return ['.TP', `\\fB${roffText(name)}\\fR`, roffProse(says)];
}

export const roffSection = (title: string): string => `.SH ${quoted(title.toUpperCase())}`;
export const roffSubsection = (title: string): string => `.SS ${quoted(title)}`;

/** Formats paragraphs below a heading. */
export function roffParagraphs(texts: readonly string[]): string[] {
  return texts.flatMap((text, index) => (index === 0 ? [roffProse(text)] : ['.PP', roffProse(text)]));
}

/** Quotes an argument of a macro. */
const quoted = (text: string) => `"${roffText(text)}"`;
