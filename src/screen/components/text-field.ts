/** Edits the text of a field: a state and the keys that change it. */
import { aroundCaret } from '../../layout/field-in-row.ts';
import { wordGlyphs } from '../../layout/shown-glyphs.ts';
import { type Run, textOf, words } from '../../views/page.ts';
import { graphemesOf, segmentsOf } from '../graphemes.ts';

export interface TextField {
  readonly text: string;
  /** The number of UTF-16 code units before the caret. The caret is never in the middle of a character. */
  readonly caret: number;
}

export const fieldOf = (text: string): TextField => ({ text, caret: text.length });

/** Returns the field after a key. For a key that has no effect, the result is the same object. */
export function fieldAfterKey(field: TextField, key: string): TextField {
  const { text, caret } = field;
  switch (key) {
    case 'left':
      return { text, caret: before(text, caret) };
    case 'right':
      return { text, caret: following(text, caret) };
    case 'home':
    case 'ctrl+a':
      return { text, caret: 0 };
    case 'end':
    case 'ctrl+e':
      return { text, caret: text.length };
    case 'backspace':
      return without(field, before(text, caret), caret);
    case 'delete':
    case 'ctrl+d':
      return without(field, caret, following(text, caret));
    case 'ctrl+u':
      return without(field, 0, caret);
    case 'ctrl+k':
      return without(field, caret, text.length);
    case 'ctrl+w':
    case 'alt+backspace':
      return without(field, wordBefore(text, caret), caret);
    default:
      return isTyped(key) ? withText(field, key) : field;
  }
}

/** Inserts text at the caret, as one line. */
export function withText({ text, caret }: TextField, typed: string): TextField {
  const line = typed.replace(/[\r\n]+/g, ' ').replace(/\p{Cc}/gu, '');
  return { text: text.slice(0, caret) + line + text.slice(caret), caret: caret + line.length };
}

const isTyped = (key: string) => [...graphemesOf(key)].length === 1;

function without({ text }: TextField, start: number, end: number): TextField {
  return { text: text.slice(0, start) + text.slice(end), caret: start };
}

function before(text: string, caret: number): number {
  return caret === 0 ? 0 : (segmentsOf(text).containing(caret - 1)?.index ?? 0);
}

function following(text: string, caret: number): number {
  const found = segmentsOf(text).containing(caret);
  return found ? found.index + found.segment.length : text.length;
}

const wordBefore = (text: string, caret: number) => text.slice(0, caret).search(/\S*\s*$/);

const CARET = '▏';

/**
 * Draws a field in one row. The caret is before the next character, and text that does not fit is cut off on either
 * side. `width` is in cells.
 */
export function fieldRuns(prompt: string, { text, caret }: TextField, width: number): Run[] {
  const [typed, following] = [text.slice(0, caret), text.slice(caret)].map((part) => wordGlyphs(part, 'words'));
  const [before, ahead] = aroundCaret(typed ?? [], following ?? [], Math.max(width - prompt.length - CARET.length, 1));
  return [
    { text: prompt, meaning: 'name' },
    words(textOf(before)),
    { text: CARET, meaning: 'name' },
    words(textOf(ahead)),
  ];
}
