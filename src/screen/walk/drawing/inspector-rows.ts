/** Draws the inspector, which shows the known facts about the byte or the line under the cursor. */

import { canElide, elideDigits } from '../../../layout/elided-digits.ts';
import { glyphsOfWords, widthOf } from '../../../layout/shown-glyphs.ts';
import { cutGlyphs, type Room, wrapWithin } from '../../../layout/wrapping.ts';
import type { InspectorRow } from '../../../views/bytes/inspector.ts';
import { link, type Run } from '../../../views/page.ts';
import { noticeRows, padRow } from '../../components/fitted-rows.ts';
import type { RuleTitle } from '../../components/frame/rules.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../../components/styled-glyphs.ts';
import type { ScreenContent } from '../content.ts';

const LABEL_WIDTH = 10;
const DOCS = 'docs ↗';

export function inspectorTitle({ inspector }: Pick<ScreenContent, 'inspector'>): RuleTitle {
  if (!inspector) return {};
  const { letter, title, at } = inspector;
  return { letter, left: [{ text: title, meaning: 'name' }], right: at };
}

type Inspected = Pick<ScreenContent, 'inspector' | 'problem'>;

/** Draws at most `height` rows. Each label gets one row before any label gets a second row. */
export function inspectorRows({ inspector, problem }: Inspected, room: Room): ScreenRow[] {
  if (problem) return noticeRows(problem, room.width, room.height);
  if (!inspector) return [];
  const shown = inspector.rows.slice(0, room.height);
  let spare = room.height - shown.length;
  const more = excess(shown, room.width);
  const drawn = shown.flatMap(({ label, runs, isOneRow }) => {
    const labelWidth = labelCells(label);
    const width = Math.max(room.width - labelWidth - 1, 1);
    const glyphs = glyphsOfWords(runs);
    const fitted = isOneRow && canElide(glyphs, width) ? elideDigits(glyphs, widthOf(glyphs) - more) : glyphs;
    const lines = wrapWithin(fitted, { width, height: 1 + spare });
    spare -= Math.max(lines.length - 1, 0);
    return lines.map(
      (line, index): ScreenRow => [
        styleText(` ${(index === 0 ? label : '').padEnd(labelWidth)}`, 'aside'),
        ...styleGlyphs(line, PLAIN_LOOK),
      ],
    );
  });
  return inspector.see === null ? drawn : withDocs(drawn, inspector.see, room);
}

const labelCells = (label: string) => (label === '' ? 0 : LABEL_WIDTH);

/**
 * Returns by how many cells the widest row with a hash is too wide. All hashes are shortened by as much, so that the
 * same digits of each are shown and can be compared.
 */
function excess(rows: readonly InspectorRow[], width: number): number {
  const each = rows.map(({ label, runs, isOneRow }) => {
    const glyphs = glyphsOfWords(runs);
    const room = width - labelCells(label) - 1;
    return isOneRow && canElide(glyphs, room) ? widthOf(glyphs) - room : 0;
  });
  return Math.max(0, ...each);
}

/** Writes the link to the documentation at the end of the last row that has room for it, or on a separate row. */
function withDocs(rows: readonly ScreenRow[], see: string, { width, height }: Room): ScreenRow[] {
  const docs: Run = link(see, DOCS);
  const start = width - DOCS.length - 1;
  const drawn = styleGlyphs(glyphsOfWords([docs]), PLAIN_LOOK);
  const at = rows.findLastIndex((row) => widthOf(row) < start);
  if (at >= 0 && rows.length >= Math.min(height, 2))
    return rows.map((row, index) => (index === at ? [...padRow(row, start), ...drawn] : row));
  if (rows.length < height) return [...rows, [styleText(' '.repeat(Math.max(start, 0)), 'words'), ...drawn]];
  const last = rows.at(-1) ?? [];
  return [...rows.slice(0, -1), [...cutRow(last, start - 1), styleText(' ', 'words'), ...drawn]];
}

function cutRow(row: ScreenRow, width: number): ScreenRow {
  const glyphs = glyphsOfWords(row.map(({ text }) => ({ text, meaning: 'words' })));
  return padRow(styleGlyphs(cutGlyphs(glyphs, width), PLAIN_LOOK), width);
}
