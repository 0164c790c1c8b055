/** Breaks the parts of a diagnosis into rows of a width: the verdict, the suspects, the two lines, and the question. */

import { type CauseView, MOST_CELLS } from '../../views/diagnosis/cause-view.ts';
import type { BothTexts, LineOfBoth, LineOfSide, TwoLines } from '../../views/diagnosis/compared-texts.ts';
import type { DiagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import { SIDE_NAMES } from '../../views/diagnosis/two-texts.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { fitRuns, padRow, wordRows } from '../components/fitted-rows.ts';
import { reversed } from '../components/frame/headline.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';

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

/** The characters that are shown before the first difference, if a line does not fit. */
const CONTEXT = 24;

/** Draws the two lines, one below the other, with a mark below each character that differs. */
export function lineRows({ where, ...lines }: TwoLines, width: number): ScreenRow[] {
  const room = width - MARGIN - LABEL;
  const sides = SIDE_NAMES.map((side) => lines[side]);
  const first = Math.min(...sides.flatMap(({ differing }) => differing.map(({ start }) => start)));
  const longest = Math.max(...sides.map(({ text }) => (text ?? '').length));
  const isWhole = longest <= room || !Number.isFinite(first);
  const from = isWhole ? 0 : Math.max(Math.min(first - CONTEXT, longest - room + 1), 0);
  const notes = SIDE_NAMES.flatMap((side) =>
    lines[side].text === null || lines[side].note === '' ? [] : [`${side}: ${lines[side].note}`],
  ).join(', ');
  const rest = width - MARGIN - where.length - 1;
  const { differing } = lines.client.differing.length > 0 ? lines.client : lines.server;
  const marks = Array.from({ length: room }, (_, at) =>
    differing.some(({ start, end }) => start <= at + from && at + from < end) ? '~' : ' ',
  );
  return [
    fitRuns([words('   '), aside(where), aside(notes.length + 2 > rest ? '' : notes.padStart(rest))], width),
    ...SIDE_NAMES.map((side) => fitRuns([aside(`   ${side.padEnd(LABEL)}`), lineRun(lines[side], from)], width)),
    ...(differing.length === 0
      ? []
      : [fitRuns([words(' '.repeat(MARGIN + LABEL)), { text: marks.join('').trimEnd(), meaning: 'differs' }], width)]),
  ];
}

/** Returns a line from the character `from`, or the reason that there is none. */
function lineRun({ text, note }: LineOfSide, from: number): Run {
  if (text === null) return aside(note);
  return words(textOrEmpty(from === 0 ? text : `…${text.slice(from + 1)}`));
}

const textOrEmpty = (text: string): string => (text === '' ? '(empty)' : text);

const NUMBER = 3;

/** Draws the whole text of both sides. Lines on which both sides agree are faint, and are drawn once. */
export const textRows = ({ lines }: BothTexts, width: number): ScreenRow[] =>
  lines.flatMap(({ number, server, client }: LineOfBoth) => {
    const shown = number === null ? '' : String(number);
    const row = (side: string, mark: string, text: Run) =>
      fitRuns([aside(`   ${side.padEnd(LABEL)}${mark.padStart(NUMBER)}  `), text], width);
    if (server !== null && client === null) return [row('', shown, aside(textOrEmpty(server)))];
    return [
      ...(server === null ? [] : [row('server', shown, words(textOrEmpty(server)))]),
      ...(client === null ? [] : [row('client', server === null ? '+' : '', words(textOrEmpty(client)))]),
    ];
  });

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
