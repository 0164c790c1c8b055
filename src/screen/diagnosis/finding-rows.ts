/** Breaks the parts of a diagnosis into rows of a width: the verdict, the suspects, both sides, the fix, and the question. */

import { oneSideRows, railRows } from '../../layout/rail/rail.ts';
import { type RailRow, RESULT_LETTER } from '../../layout/rail/rail-lines.ts';
import { elideDigits, shortened } from '../../layout/shortening.ts';
import { glyphsOfRuns, glyphsOfWords, rangeOf } from '../../layout/shown-glyphs.ts';
import { cutGlyphs, type Room } from '../../layout/wrapping.ts';
import { REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { bytesShown } from '../../views/bytes/shown-bytes.ts';
import type { RuledOut } from '../../views/diagnosis/after-answer.ts';
import { type CauseView, type LineForProgram, MOST_CELLS } from '../../views/diagnosis/cause-view.ts';
import type { ComparedSides } from '../../views/diagnosis/compared-sides.ts';
import type { DiagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import { type FixTrial, trialInWords } from '../../views/diagnosis/fix-trial.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { placesOf } from '../../views/map/places.ts';
import { letterOfLine, tagsIn } from '../../views/map/tags.ts';
import { aside, type Run, textOf, words } from '../../views/page.ts';
import { walkPage } from '../../views/walk-pages.ts';
import { fitRuns, LABEL_WIDTH, padRow, wordRows } from '../components/fitted-rows.ts';
import { GUTTER, gutter } from '../components/frame/gutter.ts';
import { reversed } from '../components/frame/headline.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../components/styled-glyphs.ts';

/** The empty cells before each row. */
export const MARGIN = 3;
/** The column of what is said beside labels, such as `Fix`, which are one cell from the edge. */
const SAID = 1 + LABEL_WIDTH;

/** Draws the verdict and, at the right edge, the word for its certainty. Below it, says which response was read. */
export function verdictRows({ verdict, sure, choices }: DiagnosisView, width: number): ScreenRow[] {
  const word = sure === '' ? '' : ` ${sure} `;
  const room = width - 1 - (word === '' ? 0 : word.length + 1);
  const [first = [], ...others] = wordRows([verdict], room, { most: 4 });
  return [
    word === '' ? first : [...padRow(first, width - word.length), reversed(word)],
    ...others,
    ...choices.flatMap((sentence) => wordRows([aside(sentence)], width - 1, { most: 2 })),
  ];
}

/** The most suspects that are shown, around the selected one. */
const SUSPECTS = 5;
const CERTAINTY_WIDTH = 10;

/** Lists suspects, each in one row. The selected one is shown completely. */
export function suspectRows(suspects: readonly CauseView[], index: number, width: number): ScreenRow[] {
  const first = Math.max(Math.min(index - Math.floor(SUSPECTS / 2), suspects.length - SUSPECTS), 0);
  return suspects.slice(first, first + SUSPECTS).flatMap(({ says, label, cells, why }, at) => {
    const isHere = first + at === index;
    const bar = cells === null ? '' : `${'▮'.repeat(cells)}${'▯'.repeat(MOST_CELLS - cells)} `;
    const name: Run = { text: `${isHere ? ' > ' : '   '}${first + at + 1}  ${bar}`, meaning: 'name' };
    const before = [name, aside(label.padEnd(CERTAINTY_WIDTH))];
    if (!isHere) return [fitRuns([...before, words(says)], width)];
    const indent = name.text.length + CERTAINTY_WIDTH;
    const [row = [], ...rows] = wordRows([words(says)], width, { most: 2, margin: indent });
    const reason = why === '' ? [] : wordRows([aside(why)], width, { most: 2, margin: indent });
    return [[...fitRuns(before, width), ...row.slice(1)], ...rows, ...reason];
  });
}

/** Says which suspects an answer took away, and why. */
export const ruledOutRows = (out: readonly RuledOut[], width: number): ScreenRow[] =>
  out.flatMap(({ says, said }) => [
    fitRuns([aside('   out  '), aside(says)], width),
    ...wordRows([words(`you said ${said}`)], width, { most: 2, margin: MARGIN + 5 }),
  ]);

/** Draws what both sides have, in about `height` rows. */
export const railOnScreen = (comparison: ComparedSides, { width, height }: Room): ScreenRow[] =>
  railRows(comparison, { width: width - GUTTER, height }).map(rowInGutter(comparison));

/** Draws what the one side has that is known. */
export const oneSideOnScreen = (comparison: ComparedSides, { width, height }: Room): ScreenRow[] =>
  oneSideRows(comparison, { width: width - GUTTER, height }).map(rowInGutter(comparison));

/** Draws rows with their letters, of which those of the lines are lit that are not the same on both sides. */
function rowInGutter({ lines }: ComparedSides): (row: RailRow) => ScreenRow {
  const lit = lines.flatMap(({ standing, letter }) => (standing === 'same' ? [] : (letter?.text ?? []))).join('');
  return ({ letter, number, glyphs }) => [...gutter({ letter, lit, number }), ...styleGlyphs(glyphs, PLAIN_LOOK)];
}

/** Draws the lines of the request as it was given, with their letters; none if no request was given. */
export function requestRows(facts: WalkFacts, width: number): ScreenRow[] {
  const step = facts.trace.stages.findIndex(({ id }) => id === REQUEST_STAGE.id);
  if (step < 0) return [];
  const { blocks } = walkPage(facts, step);
  const places = placesOf(facts.trace);
  const bytesOf = (id: string) => bytesShown(facts, id);
  const room = width - GUTTER;
  const lines = blocks.flatMap((block) =>
    block.kind === 'line' && block.runs.some(({ shows }) => shows) ? [block] : [],
  );
  return lines.map((line, at) => {
    const glyphs = glyphsOfRuns(line.runs, bytesOf);
    const range = rangeOf(glyphs);
    const letter = range ? letterOfLine(tagsIn(places, range), at + 1) : null;
    const shown = shortened(glyphs, room);
    return [...gutter({ letter, number: at + 1 }), ...styleGlyphs(shown, { ...PLAIN_LOOK, places })];
  });
}

/** Draws the line of a fix for one program, and how many other programs have one. */
export function codeRows(lines: readonly LineForProgram[], index: number, width: number): ScreenRow[] {
  const shown = lines[index % Math.max(lines.length, 1)];
  if (!shown) return [];
  const others = lines.length < 2 ? '' : `tab other programs (${lines.length - 1})`;
  const name = `${shown.program}${shown.isSeen ? ', which was seen' : ''}`;
  const before: Run[] = [{ text: '❯ ', meaning: 'name' }, words(`${name}   `)];
  const margin = SAID;
  const code: Run = { text: shown.line, meaning: 'command' };
  const whole = fitRuns([words(' '.repeat(margin)), ...before, code], width);
  const isWhole = margin + textOf(before).length + shown.line.length + others.length + 3 < width;
  if (isWhole) return [[...padRow(whole, width - others.length - 1), styleText(others, 'aside')]];
  return [
    ...wordRows([...before, aside(others)], width, { most: 1, margin }),
    ...wordRows([code], width, { most: 3, margin: margin + 2 }),
  ];
}

const WITH_FIX = 'With the fix';

/** Shows what became of the request with the fix, below a rule. */
export function trialRows(trial: FixTrial | 'sending' | null, width: number): ScreenRow[] {
  if (trial === null) return [];
  const right = trial === 'sending' ? 'sending …' : 'sent to a sandbox in this program';
  const rule = ruleTitle(width, { left: [words(WITH_FIX)], right: [right] });
  const lines = trial === 'sending' ? [] : trialInWords(trial);
  return [rule, ...lines.flatMap((runs) => trialRow(runs, width))];
}

/** Shows the signature that the fix gives, if it is known, and the key that tries it. */
export function untriedRows(signature: string | null, width: number): ScreenRow[] {
  const key: Run[] = [{ text: 't', meaning: 'name' }, words(' tries it in a sandbox in this program')];
  return trialRow(signature === null ? key : [words(`${signature}  `), ...key], width);
}

/** Fits a signature into one row, and breaks words. */
function trialRow(runs: readonly Run[], width: number): ScreenRow[] {
  const [first] = runs;
  if (!first || !DIGITS.test(first.text)) return wordRows(runs, width - 1, { most: 2, margin: MARGIN });
  const glyphs = elideDigits(glyphsOfWords(runs), width - GUTTER);
  return [[...gutter({ letter: RESULT_LETTER }), ...styleGlyphs(cutGlyphs(glyphs, width - GUTTER), PLAIN_LOOK)]];
}

const DIGITS = /^[0-9a-f]{64}/;

/** The keys that answer the question. */
const ANSWERS: readonly Run[] = [
  { text: '   y', meaning: 'name' },
  words('  yes'),
  { text: '      n', meaning: 'name' },
  words('  no'),
  { text: '      u', meaning: 'name' },
  words('  I do not know'),
];

export const questionRows = (asks: string, width: number): ScreenRow[] => [
  ...wordRows([{ text: asks, meaning: 'name' }], width - 1, { most: 2 }),
  fitRuns(ANSWERS, width),
];
