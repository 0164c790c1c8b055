/** Draws the page for pasting: a box with the pasted text, the list of recognized texts, and the result. */

import { printable } from '../../views/characters/visible.ts';
import { aside, type Run, words } from '../../views/page.ts';
import type { PastePageText, PasteRow } from '../../views/paste/paste-page.ts';
import {
  fillRows,
  fitRuns,
  isTooSmall,
  keysRow,
  type ListContent,
  listRows,
  padRow,
  type ScreenFooter,
  tooSmallRows,
  wrapRuns,
} from '../components/fitted-rows.ts';
import { headlineRow } from '../components/frame/headline.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import type { ScreenSize } from '../components/regions.ts';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';

export interface PasteContent extends ScreenFooter {
  readonly text: PastePageText;
  /** The lines that were pasted, with all secrets masked. */
  readonly lines: readonly string[];
  readonly rows: readonly PasteRow[];
  readonly soFar: { readonly standing: string; readonly says: Run };
  /** A list, such as the help, that covers the page. */
  readonly list: ListContent | null;
}

/**
 * Draws the page. The rows fill the height of the screen exactly, and no row is wider than the screen. `size` is in
 * cells.
 */
export function pasteScreenRows(content: PasteContent, size: ScreenSize): ScreenRow[] {
  if (isTooSmall(size)) return tooSmallRows(size);
  const { width, height } = size;
  const { text, list, footer, footerEnd } = content;
  const head = [headlineRow({ parts: [[words(text.question)]], state: text.state }, width), ruleTitle(width)];
  const end = [ruleTitle(width), keysRow(footer, footerEnd, width)];
  const room = height - head.length - end.length;
  const body = list ? listRows(list, room, width) : pageBody(content, { width, height: room });
  return [...head, ...fillRows(body, room), ...end];
}

/** The minimum number of rows of pasted text in the box. */
const LEAST_LINES = 2;
const BOX = 2;

function pageBody({ text, lines, rows, soFar, notice }: PasteContent, { width, height }: ScreenSize): ScreenRow[] {
  const isHigh = height >= HIGH;
  const gap: ScreenRow[] = isHigh ? [[]] : [];
  const invitation = text.invitation.flatMap((line) => indented(wrapRuns([words(line)], width - 2, INVITATION)));
  const recognized = rows.map((row) => recognizedRow(row, width));
  const says = indented(wrapRuns([soFar.says], width - 2, SO_FAR));
  const below = notice ? indented(wrapRuns(notice, width - 2, SO_FAR)) : [];
  const after = [
    ...gap,
    ...recognized,
    ...gap,
    ruleTitle(width, { left: [words('So far')], right: [soFar.standing] }),
    ...says,
    ...below,
  ];
  const room = height - 2 * gap.length - invitation.length - after.length - BOX;
  return [
    ...gap,
    ...invitation,
    ...gap,
    ...box(lines, Math.max(Math.min(room, MOST_LINES), LEAST_LINES), width),
    ...after,
  ];
}

const indented = (rows: readonly ScreenRow[]): ScreenRow[] => rows.map((row) => [styleText(' ', 'words'), ...row]);

const HIGH = 18;
const SO_FAR = 2;
const INVITATION = 2;
const MOST_LINES = 22;
const MARGIN = 3;

/** Draws the last lines of the paste in a box, with a caret at the position of the next paste. */
function box(lines: readonly string[], height: number, width: number): ScreenRow[] {
  const margin = ' '.repeat(MARGIN);
  const inner = width - 2 * MARGIN - 4;
  const shown = lines.slice(-(height - 1)).map((line) => [words(printable(line))]);
  const inside = fillRows([...shown.map((runs) => fitRuns(runs, inner)), [styleText('█', 'name')]], height);
  const edge = (left: string, right: string) => [
    styleText(`${margin}${left}${'─'.repeat(inner + 2)}${right}`, 'aside'),
  ];
  return [
    edge('┌', '┐'),
    ...inside.map(
      (row): ScreenRow => [styleText(`${margin}│ `, 'aside'), ...padRow(row, inner), styleText(' │', 'aside')],
    ),
    edge('└', '┘'),
  ];
}

const NAME_WIDTH = 14;

function recognizedRow({ name, isFound, says }: PasteRow, width: number): ScreenRow {
  const mark: Run = isFound ? { text: '✓', meaning: 'agrees' } : aside('–');
  const text = isFound ? words(says) : aside(says);
  return fitRuns([words('   '), mark, words(` ${name.padEnd(NAME_WIDTH)} `), text], width);
}
