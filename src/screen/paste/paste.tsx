/** Draws the page for pasting: a box with the pasted text, the list of recognized texts, and the result so far. */
import { Box } from 'ink';
import { printable } from '../../views/characters/visible.ts';
import { aside, words } from '../../views/page.ts';
import type { PasteRow } from '../../views/paste/paste-page.ts';
import { columnOf, fillRows, fitRuns, wordRows } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Panel, Rule } from '../components/frame.tsx';
import type { ScreenSize } from '../components/regions.ts';
import { Rows } from '../components/rows.tsx';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';
import { helpList } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../walk/fields/text-field.ts';
import { PASTE_MODES, type PasteState } from './next-paste.ts';
import { keysOfPaste, type PasteContent, pasteContent } from './paste-content.ts';

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
        <Rule left={[words('So far')]} right={[soFar.standing]} />
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
