/** Announces the page for pasting: at first everything, and then the recognized texts. */
import { spokenText } from '../../layout/shown-glyphs.ts';
import type { ScreenRoom } from '../session-description.ts';
import { SEARCHING } from '../walk/announce.ts';
import { pasteContent } from './paste-content.ts';
import type { PasteState } from './paste-state.ts';

const ANY_WIDTH = Number.POSITIVE_INFINITY;

export function announcePaste(state: PasteState, { size }: ScreenRoom): string[] {
  const { footer, footerEnd } = pasteContent(state, size.width);
  const keys = [footer, footerEnd].filter((runs) => runs.length > 0).map(spokenText);
  return [...linesToHear(state), `Keys: ${keys.join(', ')}`];
}

export function changeOfPaste(before: PasteState, after: PasteState): string[] {
  const known = new Set(linesToHear(before));
  return linesToHear(after).filter((line) => !known.has(line));
}

function linesToHear(state: PasteState): string[] {
  const { text, lines, rows, soFar, notice, list } = pasteContent(state, ANY_WIDTH);
  if (list) return list.items.map(spokenText);
  return [
    text.question,
    ...text.invitation,
    ...(lines.length === 0 ? [] : [`Pasted: ${lines.length} lines.`]),
    ...rows.map(({ name, isFound, says }) => `${name}: ${isFound ? 'found' : 'not found'}, ${says}`),
    // The count changes several times a second, so it is not announced.
    state.searching === null ? `So far: ${spokenText([soFar.says])}` : `So far: ${SEARCHING}`,
    ...(notice ? [spokenText(notice)] : []),
  ];
}
