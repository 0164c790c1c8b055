/** Draws the inspector, which shows the known facts about the byte or the line under the cursor. */

import { canElide, elideDigits } from '../../../layout/elided-digits.ts';
import { glyphsOfWords, widthOf } from '../../../layout/shown-glyphs.ts';
import { type Room, wrapWithin } from '../../../layout/wrapping.ts';
import type { InspectorRow } from '../../../views/bytes/inspector.ts';
import { link } from '../../../views/page.ts';
import { noticeRows } from '../../components/fitted-rows.ts';
import type { RuleTitle } from '../../components/frame/rules.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../../components/styled-glyphs.ts';
import type { WalkContent } from '../content.ts';

const LABEL_WIDTH = 10;
const DOCS = 'docs ↗';

export function inspectorTitle({ inspector }: Pick<WalkContent, 'inspector'>): RuleTitle {
  if (!inspector) return {};
  const { letter, title, at, see } = inspector;
  return {
    ...{ letter, left: [{ text: title, meaning: 'name' }], right: at },
    ...(see !== null && { link: link(see, DOCS) }),
  };
}

type Inspected = Pick<WalkContent, 'inspector' | 'problem'>;

/**
 * Draws at most `height` rows, with the labels in a column of their own. Each label gets one row before any label gets a
 * second row.
 */
export function inspectorRows({ inspector, problem }: Inspected, room: Room): ScreenRow[] {
  if (problem) return noticeRows(problem, room.width, room.height);
  if (!inspector) return [];
  return rowsOf(inspector.rows.slice(0, room.height), room);
}

/** Returns the rows that the whole inspector needs. `width` is in cells. */
export const inspectorNeeds = (inspected: Inspected, width: number): number =>
  inspectorRows(inspected, { width, height: Number.POSITIVE_INFINITY }).length;

function rowsOf(shown: readonly InspectorRow[], room: Room): ScreenRow[] {
  let spare = room.height - shown.length;
  const more = excess(shown, room.width);
  return shown.flatMap(({ label, runs, isOneRow }) => {
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
