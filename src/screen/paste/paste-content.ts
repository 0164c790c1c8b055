/** Says what the page for pasting shows, on the screen and to a screen reader. */
import { spokenText } from '../../layout/shown-glyphs.ts';
import { type Run, words } from '../../views/page.ts';
import {
  NOTHING_PASTED,
  PASTE_PAGES,
  type PastePageText,
  type PasteRow,
  pasteRows,
  placesToFind,
  soFar,
} from '../../views/paste/paste-page.ts';
import { searchText } from '../../views/progress-text.ts';
import { announcers } from '../components/spoken.ts';
import type { KeysNow } from '../footer-keys.ts';
import { helpItems, isOfferedInHelp } from '../help.ts';
import { SEARCHING } from '../walk/announce.ts';
import { PASTE_MODES, type PasteState, pasteKeyMode } from './next-paste.ts';

export interface PasteContent {
  readonly text: PastePageText;
  /** The lines that were pasted, with all secrets masked. */
  readonly lines: readonly string[];
  readonly rows: readonly PasteRow[];
  readonly soFar: { readonly standing: string; readonly says: Run };
  readonly notice: readonly Run[] | null;
  /** Where the texts are found; empty once something was pasted. */
  readonly places: readonly (readonly Run[])[];
}

export function pasteContent({ page, pastes, searching, facts: known, notice }: PasteState): PasteContent {
  const facts = known ?? NOTHING_PASTED;
  const isRead = facts.shown.length === pastes.length && (searching === null || facts.found.kind !== 'evidence');
  return {
    text: PASTE_PAGES[page.purpose],
    lines: facts.shown.flatMap((text) => (text.trim() === '' ? [] : text.trimEnd().split('\n'))),
    rows: pasteRows(page.purpose, facts),
    soFar: isRead ? soFar(facts) : readingSoFar(searching),
    notice: notice === null ? null : [words(notice)],
    places: placesToFind(page.purpose, facts),
  };
}

const readingSoFar = (searching: number | null): PasteContent['soFar'] =>
  searching === null
    ? { standing: 'reading', says: words('Reading…') }
    : { standing: 'searching', says: words(searchText(searching, 'esc')) };

/** Returns the keys that have an effect now. */
export const keysOfPaste = (state: PasteState): KeysNow => ({
  mode: pasteKeyMode(state),
  isOffered: state.help === null ? ({ action }) => isOffered(action, state) : isOfferedInHelp,
});

function isOffered(action: string, { pastes, reading, searching }: PasteState): boolean {
  if (action === 'close') return searching !== null;
  if (action === 'clear' || action === 'take-back') return pastes.length > 0;
  return action !== 'choose' || (reading?.opens ?? null) !== null;
}

export const announcePaste = announcers(
  (state: PasteState) => ({ lines: linesToHear(state), isHelp: state.help !== null }),
  keysOfPaste,
);

function linesToHear(state: PasteState): string[] {
  if (state.help !== null) return helpItems(PASTE_MODES).map(spokenText);
  const { text, lines, rows, soFar, notice } = pasteContent(state);
  const heard = state.file ? `@file ${state.file.text}` : notice && spokenText(notice);
  return [
    text.question,
    ...text.invitation,
    ...(lines.length === 0 ? [] : [`Pasted: ${lines.length} lines.`]),
    ...rows.map(({ name, isFound, says }) => `${name}: ${isFound ? 'found' : 'not found'}, ${says}`),
    // The count changes several times a second, so it is not announced.
    state.searching === null ? `So far: ${spokenText([soFar.says])}` : `So far: ${SEARCHING}`,
    ...(heard === null ? [] : [heard]),
  ];
}
