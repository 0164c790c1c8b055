/** Draws the inspector, which shows the known facts about the byte or the line under the cursor. */

import { canElide, elideDigits } from '../../../layout/shortening.ts';
import { glyphsOfWords, widthOf } from '../../../layout/shown-glyphs.ts';
import { type Room, wrapWithin } from '../../../layout/wrapping.ts';
import type { InspectorRow } from '../../../views/bytes/inspector.ts';
import { link } from '../../../views/page.ts';
import { noticeRows } from '../../components/fitted-rows.ts';
import type { RuleTitle } from '../../components/frame/rules.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../../components/styled-glyphs.ts';
import type { WalkContent } from '../content.ts';

const LABEL_WIDTH = 10;
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

/** Where the labels are: in a column of their own, or above the text where such a column would make it too narrow. */
export type LabelPlace = 'beside' | 'above';

/** The width below which the column of labels takes too much of a column beside the text. */
const NARROW_COLUMN = 48;

/** Returns where the labels of an inspector are that has a column beside the text. `width` is in cells. */
export const labelsIn = (width: number): LabelPlace => (width < NARROW_COLUMN ? 'above' : 'beside');

/** Draws at most `height` rows. Each label gets one row of text before any label gets a second one. */
export function inspectorRows(
  { inspector, problem }: Inspected,
  room: Room,
  labels: LabelPlace = 'beside',
): ScreenRow[] {
  if (problem) return noticeRows(problem, room.width, room.height);
  if (!inspector) return [];
  return labels === 'beside'
    ? rowsOf(inspector.rows.slice(0, room.height), room)
    : rowsBelowLabels(inspector.rows.slice(0, Math.floor(room.height / 2)), room);
}

/** Returns the rows that the whole inspector needs in a column beside the text. `width` is in cells. */
export const inspectorNeeds = (inspected: Inspected, width: number): number =>
  inspectorRows(inspected, { width, height: Number.POSITIVE_INFINITY }, labelsIn(width)).length;

function rowsBelowLabels(shown: readonly InspectorRow[], { width, height }: Room): ScreenRow[] {
  const withoutLabels = shown.map((row) => ({ ...row, label: '' }));
  const labels = shown.filter(({ label }) => label !== '').length;
  const texts = eachRow(withoutLabels, { width, height: height - labels });
  return shown.flatMap(({ label }, at) => [
    ...(label === '' ? [] : [[styleText(` ${label}`, 'aside')]]),
    ...(texts[at] ?? []),
  ]);
}

const rowsOf = (shown: readonly InspectorRow[], room: Room): ScreenRow[] => eachRow(shown, room).flat();

/** Returns the rows of each, with its label before the first one. */
function eachRow(rows: readonly InspectorRow[], { width: columns, height }: Room): ScreenRow[][] {
  const shown = rows.map((row) => fieldOf(row, columns));
  let spare = height - shown.length;
  const more = Math.max(0, ...shown.flatMap(({ excess }) => excess ?? []));
  return shown.map(({ label, labelWidth, glyphs, width, excess }) => {
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
