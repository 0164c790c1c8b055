/** A field as it is drawn: in one row, however long its text is, with the caret in sight. */
import { type Run, words } from '../../../pages/page.ts';
import { textOf, widthOf, wordGlyphs } from '../../../render/layout/shown-glyphs.ts';
import { cutGlyphs } from '../../../render/layout/wrapping.ts';
import type { TextField } from './text-field.ts';

const CARET = '▏';
/** So many characters behind the caret stay in sight. */
const LOOKAHEAD = 8;

/** The caret stands where the next character goes; what has no room is left out on either side of it. `width` in cells. */
export function fieldRuns(prompt: string, { text, caret }: TextField, width: number): Run[] {
  const behind = text.slice(caret);
  const room = Math.max(width - prompt.length - CARET.length, 1);
  const before = endOf(text.slice(0, caret), Math.max(room - Math.min(textWidth(behind), LOOKAHEAD), 1));
  const left = Math.max(room - textWidth(before), 0);
  const shown = textOf(cutGlyphs(wordGlyphs(behind, 'words'), left));
  return [{ text: prompt, meaning: 'name' }, words(before), { text: CARET, meaning: 'name' }, words(shown)];
}

const textWidth = (text: string) => widthOf(wordGlyphs(text, 'words'));
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
