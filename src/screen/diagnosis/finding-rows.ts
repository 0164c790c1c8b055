/** Breaks the parts of a diagnosis into rows of a width: the verdict, the suspects, the two lines, and the question. */

import { railRows } from '../../layout/rail/rail.ts';
import { type CauseView, MOST_CELLS } from '../../views/diagnosis/cause-view.ts';
import type { Comparison } from '../../views/diagnosis/comparison.ts';
import type { DiagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { fitRuns, padRow, wordRows } from '../components/fitted-rows.ts';
import { GUTTER, gutter } from '../components/frame/gutter.ts';
import { reversed } from '../components/frame/headline.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs } from '../components/styled-glyphs.ts';

/** The empty cells before each row. */
export const MARGIN = 3;
/** The column of labels, such as `server` and `Fix`. */
export const LABEL = 9;

/** Draws the verdict and, at the right edge, the word for its certainty. Below it, says which response was read. */
export function verdictRows({ verdict, sure, choices }: DiagnosisView, width: number): ScreenRow[] {
  const word = sure === '' ? '' : ` ${sure} `;
  const room = width - 1 - (word === '' ? 0 : word.length + 1);
  const [first = [], ...others] = wordRows([verdict], room, { most: 3 });
  return [
    word === '' ? first : [...padRow(first, width - word.length), reversed(word)],
    ...others,
    ...choices.flatMap((sentence) => wordRows([aside(sentence)], width - 1, { most: 2 })),
  ];
}

/** The most suspects that are shown, around the selected one. */
const SUSPECTS = 5;
const STANDING = 10;

/** Lists suspects, each in one row. The selected one is shown completely. */
export function suspectRows(suspects: readonly CauseView[], index: number, width: number): ScreenRow[] {
  const first = Math.max(Math.min(index - Math.floor(SUSPECTS / 2), suspects.length - SUSPECTS), 0);
  return suspects.slice(first, first + SUSPECTS).flatMap(({ says, standing, cells, why }, at) => {
    const isHere = first + at === index;
    const bar = cells === null ? '' : `${'▮'.repeat(cells)}${'▯'.repeat(MOST_CELLS - cells)} `;
    const name: Run = { text: `${isHere ? ' > ' : '   '}${first + at + 1}  ${bar}`, meaning: 'name' };
    const before = [name, aside(standing.padEnd(STANDING))];
    if (!isHere) return [fitRuns([...before, words(says)], width)];
    const indent = name.text.length + STANDING;
    const [row = [], ...rows] = wordRows([words(says)], width, { most: 2, margin: indent });
    const reason = why === '' ? [] : wordRows([aside(why)], width, { most: 2, margin: indent });
    return [[...fitRuns(before, width), ...row.slice(1)], ...rows, ...reason];
  });
}

/** Draws what both sides have, in about `height` rows. */
export const railOnScreen = (comparison: Comparison, width: number, height: number): ScreenRow[] =>
  railRows(comparison, { width: width - GUTTER, height }).map(({ letter, number, glyphs }) => [
    ...gutter({ letter, number }),
    ...styleGlyphs(glyphs, PLAIN_LOOK),
  ]);

/** The keys that answer the question. */
const ANSWERS: readonly Run[] = [
  { text: '   +', meaning: 'name' },
  words('  yes'),
  { text: '      -', meaning: 'name' },
  words('  no'),
  { text: '      0', meaning: 'name' },
  words('  I do not know'),
];

export const questionRows = (asks: string, width: number): ScreenRow[] => [
  ...wordRows([{ text: asks, meaning: 'name' }], width - 1, { most: 2 }),
  fitRuns(ANSWERS, width),
];
