/** Draws the inspector, which shows the known facts about the byte or the line under the cursor. */

import { canElide, elideDigits } from '../../../layout/shortening.ts';
import { glyphsOfWords, widthOf } from '../../../layout/shown-glyphs.ts';
import { type Room, wrapWithin } from '../../../layout/wrapping.ts';
import type { InspectorRow } from '../../../views/bytes/inspector.ts';
import { link } from '../../../views/page.ts';
import { LABEL_WIDTH, noticeRows } from '../../components/fitted-rows.ts';
import type { RuleTitle } from '../../components/frame/rules.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../../components/styled-glyphs.ts';
import type { WalkContent } from '../content.ts';

const DOCS = ['docs ↗', '↗'] as const;

export function inspectorTitle({ inspector }: Pick<WalkContent, 'inspector'>): RuleTitle {
  if (!inspector) return {};
  const { letter, title, at, see } = inspector;
  return {
    ...{ letter, left: [{ text: title, meaning: 'name' }], right: at },
    ...(see !== null && { links: DOCS.map((text) => link(see, text)) }),
  };
}

type Inspected = Pick<WalkContent, 'inspector' | 'problem'>;

/** Draws at most `height` rows. Each label gets one row of text before any label gets a second one. */
export function inspectorRows({ inspector, problem }: Inspected, room: Room): ScreenRow[] {
  if (problem) return noticeRows(problem, room.width, room.height);
  return inspector ? rowsOf(inspector.rows.slice(0, room.height), room) : [];
}

/** Returns the rows that the whole inspector needs. `width` is in cells. */
export const inspectorNeeds = (inspected: Inspected, width: number): number =>
  inspectorRows(inspected, { width, height: Number.POSITIVE_INFINITY }).length;

function rowsOf(rows: readonly InspectorRow[], { width: columns, height }: Room): ScreenRow[] {
  const shown = rows.map((row) => fieldOf(row, columns));
  let spare = height - shown.length;
  const more = Math.max(0, ...shown.flatMap(({ excess }) => excess ?? []));
  return shown.flatMap(({ label, labelWidth, glyphs, width, excess }) => {
    const fitted = excess === null ? glyphs : elideDigits(glyphs, widthOf(glyphs) - more);
    const lines = wrapWithin(fitted, { width: Math.max(width, 1), height: 1 + spare });
    spare -= Math.max(lines.length - 1, 0);
    return lines.map(
      (line, index): ScreenRow => [
        styleText(` ${(index === 0 ? label : '').padEnd(labelWidth)}`, 'aside'),
        ...styleGlyphs(line, PLAIN_LOOK),
      ],
    );
  });
}

/**
 * Returns a row with the width for its text, and by how many cells its hash is too wide; `null` if it has none. All
 * hashes are shortened by as much as the widest one needs, so that the same digits of each are shown and can be compared.
 */
function fieldOf({ label, runs, isOneRow }: InspectorRow, columns: number) {
  const glyphs = glyphsOfWords(runs);
  const labelWidth = label === '' ? 0 : LABEL_WIDTH;
  const width = columns - labelWidth - 1;
  const excess = isOneRow && canElide(glyphs, width) ? widthOf(glyphs) - width : null;
  return { label, labelWidth, glyphs, width, excess };
}
