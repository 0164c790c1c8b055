/** Draws the page for pasting. */

import { words } from '../../views/page.ts';
import { NOTHING_PASTED, PASTE_PAGES, pasteRows, soFar } from '../../views/paste/paste-page.ts';
import { searchText } from '../../views/progress-text.ts';
import { widthIn } from '../components/regions.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH } from '../footer-keys.ts';
import { helpList, isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../walk/fields/text-field.ts';
import { PASTE_MODES } from './next-paste.ts';
import { type PasteContent, pasteScreenRows } from './paste-rows.ts';
import { type PasteState, pasteKeyMode } from './paste-state.ts';

export function drawPaste(state: PasteState, { size }: ScreenRoom): ScreenRow[] {
  const width = widthIn(size);
  return pasteScreenRows(pasteContent(state, width), { ...size, width });
}

/** Returns the content of the page. `width` is in cells. */
export function pasteContent(state: PasteState, width: number): PasteContent {
  const { page, pastes, searching, facts: known, file, help, notice } = state;
  const facts = known ?? NOTHING_PASTED;
  const isRead = facts.shown.length === pastes.length && (searching === null || facts.found.kind !== 'evidence');
  return {
    text: PASTE_PAGES[page.purpose],
    lines: facts.shown.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== ''),
    rows: pasteRows(page.purpose, facts),
    soFar: isRead ? soFar(facts) : readingSoFar(searching),
    notice: file ? fieldRuns('@file ', file, width) : notice === null ? null : [words(notice)],
    list: help === null ? null : helpList(help, PASTE_MODES),
    footer: footerKeys(
      {
        mode: pasteKeyMode(state),
        isOffered: help === null ? ({ action }) => action !== 'help' && isOffered(action, state) : isOfferedInHelp,
      },
      width - HELP_WIDTH,
    ),
    footerEnd: file ? [] : HELP_KEY,
  };
}

const readingSoFar = (searching: number | null): PasteContent['soFar'] =>
  searching === null
    ? { standing: 'reading', says: words('Reading…') }
    : { standing: 'searching', says: words(searchText(searching, 'esc')) };

function isOffered(action: string, { pastes, reading, searching }: PasteState): boolean {
  if (action === 'close') return searching !== null;
  if (action === 'clear' || action === 'take-back') return pastes.length > 0;
  return action !== 'choose' || (reading?.opens ?? null) !== null;
}
