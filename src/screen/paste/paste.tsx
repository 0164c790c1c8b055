/** Says what the page for pasting shows, and draws it: a box with the pasted text, what was recognized, and the result so far. */
import { Box } from 'ink';
import { spokenText } from '../../layout/shown-glyphs.ts';
import { printable } from '../../views/characters/visible.ts';
import { aside, type Run, words } from '../../views/page.ts';
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
import { columnOf, fillRows, fitRuns, wordRows } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Panel, Rule } from '../components/frame.tsx';
import type { ScreenSize } from '../components/regions.ts';
import { Rows } from '../components/rows.tsx';
import { announcers } from '../components/spoken.ts';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';
import { fieldRuns } from '../components/text-field.ts';
import type { KeysNow } from '../footer-keys.ts';
import { helpItems, helpList, isOfferedInHelp } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { SEARCHING } from '../walk/announce.ts';
import { PASTE_MODES, type PasteState, pasteKeyMode } from './next-paste.ts';

/** The rows around the body: the first row, two rules, and the keys. */
const FRAME = 4;

export function Paste({ state, room }: { readonly state: PasteState; readonly room: ScreenRoom }) {
  const content = pasteContent(state);
  const { width, height } = columnOf(room);
  return (
    <Column room={room}>
      <Headline parts={[[words(content.text.question)]]} state={content.text.state} />
      <Rule />
      <Body>
        {state.help === null ? (
          <PastePage content={content} field={state.file} size={{ width, height: height - FRAME }} />
        ) : (
          <List list={helpList(state.help, PASTE_MODES)} height={height - FRAME} />
        )}
      </Body>
      <Rule />
      <Keys now={keysOfPaste(state)} />
    </Column>
  );
}

interface PastePageProps {
  readonly content: PasteContent;
  readonly field: PasteState['file'];
  readonly size: ScreenSize;
}

const HIGH = 18;
/** The most rows of a line of the invitation, of what was found so far, and of a notice. */
const MOST = { most: 2 } as const;
/** The rows of the line around the box, and of the rule above what was found so far. */
const LINES = 3;
const LEAST_LINES = 2;
const MOST_LINES = 22;
/** The lines of an empty box, if there is something to say below it. */
const EMPTY_LINES = 4;
/** The fewest places to look that are worth their title. */
const LEAST_PLACES = 4;
const MARGIN = 3;

function PastePage({ content: { text, lines, rows, soFar, notice, places }, field, size }: PastePageProps) {
  const { width, height } = size;
  const gap = height >= HIGH ? 1 : 0;
  const asked = field ? fieldRuns('@file ', field, width) : notice;
  const invitation = text.invitation.flatMap((line) => wordRows([words(line)], width, MOST));
  const found = [[soFar.says], ...(asked ? [asked] : [])].flatMap((runs) => wordRows(runs, width, MOST));
  const room = height - 4 * gap - invitation.length - rows.length - found.length - LINES;
  const below = Math.min(places.length, room - EMPTY_LINES - gap - 1);
  const isExplained = below >= LEAST_PLACES;
  const most = isExplained ? room - below - gap - 1 : MOST_LINES;
  return (
    <Box flexDirection="column" paddingTop={gap} gap={gap} flexShrink={0}>
      <Rows rows={invitation} />
      <Panel margin={MARGIN}>
        <Rows rows={lastLines(lines, Math.max(Math.min(room, most), LEAST_LINES), width - 2 * MARGIN - 4)} />
      </Panel>
      <Rows rows={rows.map((row) => recognizedRow(row, width))} />
      <Box flexDirection="column" flexShrink={0}>
        <Rule left={[words('So far')]} right={[soFar.state]} />
        <Rows rows={found} />
      </Box>
      {isExplained && (
        <Box flexDirection="column" flexShrink={0}>
          <Rule left={[words('Where to find it')]} />
          <Rows rows={places.slice(0, below).map((place) => fitRuns(place, width))} />
        </Box>
      )}
    </Box>
  );
}

/** Draws the last lines of the paste, with a caret at the position of the next paste. */
function lastLines(lines: readonly string[], height: number, width: number): ScreenRow[] {
  const shown = lines.slice(-(height - 1)).map((line) => fitRuns([words(printable(line))], width));
  return fillRows([...shown, [styleText('█', 'name')]], height);
}

const NAME_WIDTH = 14;

function recognizedRow({ name, isFound, says }: PasteRow, width: number): ScreenRow {
  const mark = isFound ? ({ text: '✓', meaning: 'agrees' } as const) : aside('–');
  return fitRuns(
    [words('   '), mark, words(` ${name.padEnd(NAME_WIDTH)} `), isFound ? words(says) : aside(says)],
    width,
  );
}

interface PasteContent {
  readonly text: PastePageText;
  /** The lines that were pasted, with all secrets masked. */
  readonly lines: readonly string[];
  readonly rows: readonly PasteRow[];
  readonly soFar: { readonly state: string; readonly says: Run };
  readonly notice: readonly Run[] | null;
  /** Where the texts are found; empty once something was pasted. */
  readonly places: readonly (readonly Run[])[];
}

function pasteContent({ page, pastes, searching, facts: known, notice }: PasteState): PasteContent {
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
    ? { state: 'reading', says: words('Reading…') }
    : { state: 'searching', says: words(searchText(searching, 'esc')) };

/** Returns the keys that have an effect now. */
const keysOfPaste = (state: PasteState): KeysNow => ({
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
