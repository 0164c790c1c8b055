/** A field as it is drawn: in one row, however long its text is, with the caret in sight. */
import { type Run, words } from '../../pages/page.ts';
import { textWidth } from '../../render/fit.ts';
import type { TextField } from './text-field.ts';

const CARET = '▏';
/** So many characters behind the caret stay in sight. */
const LOOKAHEAD = 8;

/** The caret stands where the next character goes. What is behind it is not cut here. `width` in cells. */
export function fieldRuns(prompt: string, { text, caret }: TextField, width: number): Run[] {
  const behind = text.slice(caret);
  const room = width - prompt.length - CARET.length - Math.min(behind.length, LOOKAHEAD);
  return [
    { text: prompt, meaning: 'name' },
    words(endOf(text.slice(0, caret), Math.max(room, 1))),
    { text: CARET, meaning: 'name' },
    words(behind),
  ];
}

const characters = new Intl.Segmenter();
const ELLIPSIS = '…';

/** As much of the end of a text as has room, behind an ellipsis where that is not all. */
function endOf(text: string, room: number): string {
  if (text.length <= room && textWidth(text) <= room) return text;
  let left = room - ELLIPSIS.length;
  let start = text.length;
  while (start > 0) {
    const character = characters.segment(text).containing(start - 1);
    left -= textWidth(character?.segment ?? '');
    if (!character || left < 0) break;
    start = character.index;
  }
  return ELLIPSIS + text.slice(start);
}
