/**
 * Writes the report of `sigv4 grade`: the counts, the first wrong stage, the named mistakes, the cases, and the parts
 * that were not tested.
 */

import { counted } from '../../bytes/joined.ts';
import { whyTwins } from '../../causes/twins.ts';
import type { Fault } from '../../grading/answer-book.ts';
import { VALUE_NAMES, type ValueName } from '../../grading/cases/graded-case.ts';
import { untested } from '../../grading/cases/groups.ts';
import type { PublisherCount, StageCount } from '../../grading/grade.ts';
import type { Candidate } from '../../grading/mistakes/candidates.ts';
import type { NamedMistake } from '../../grading/mistakes/name-mistakes.ts';
import type { ToldCase, ToldGrade } from '../../grading/told.ts';
import { commandFor, publisherLabel, VALUE_LABELS } from '../../grading/told.ts';
import { pairLines } from '../../sides/difference/line-difference.ts';
import { shownPairs } from '../../sides/difference/line-ends.ts';
import { byteName, printable } from '../characters/visible.ts';
import {
  aside,
  type Block,
  differs,
  headed,
  heading,
  line,
  named,
  prose,
  type Report,
  type Run,
  words,
} from '../page.ts';
import type { Results } from '../results.ts';
import { shownWord } from '../shell.ts';
import { lessonLine, markedLine } from '../value-blocks.ts';

/** Returns the result in one sentence, including faults of the output. */
function gradeRun({ cases, faults, isRight, program }: ToldGrade): Run {
  const right = cases.filter((one) => one.isRight).length;
  const says = `${right} of ${cases.length} cases are right${surplusInWords(faults)}`;
  return verdict(isRight, '', `${says}: ${program.map(shownWord).join(' ')}`);
}

/**
 * Describes faults of the output, such as `, 2 extra answers, 1 line is not an answer, stopped at a limit`. Returns
 * nothing if every line is the only answer to its case.
 */
function surplusInWords(faults: readonly Fault[]): string {
  const count = (...codes: readonly Fault['code'][]) => faults.filter(({ code }) => codes.includes(code)).length;
  const surplus = count('answered-twice', 'unknown-id');
  const wrong = count('line-wrong');
  return [
    surplus === 0 ? '' : `, ${counted(surplus, 'extra answer')}`,
    wrong === 0 ? '' : `, ${wrong} ${wrong === 1 ? 'line is not an answer' : 'lines are not answers'}`,
    count('limit-reached') === 0 ? '' : ', stopped at a limit',
  ].join('');
}

export const gradeReport = ({ grade }: Pick<Results['grade'], 'grade'>): Report => ({
  title: gradeRun(grade),
  blocks: [
    ...countBlocks(grade),
    ...mistakeBlocks(grade),
    ...firstCaseBlocks(grade),
    ...wrongCaseBlocks(grade),
    ...faultBlocks(grade),
    ...endBlocks(grade),
    heading('Not tested'),
    ...untested(grade).map((sentence) => line('', `– ${sentence}`)),
  ],
});

const spaced = (runs: readonly Run[]): Run[] =>
  runs.flatMap((run, index) => (index === 0 ? [run] : [words('   '), run]));

/** The width of the publisher column, in cells. */
const LABEL = 23;

/** Counts the correct values by publisher and stage. Returns nothing if the program gave no values. */
function countBlocks({ cases, counts, firstWrong }: ToldGrade): Block[] {
  if (cases.every(({ answer }) => answer === 'none')) return [];
  const stages = counts.flatMap((count) => count.stages);
  const absent = VALUE_NAMES.filter((name) => {
    const own = stages.filter((stage) => stage.name === name);
    return own.length > 0 && own.every(({ given }) => given === 0);
  });
  const notGiven = `not given, so not compared: ${absent.map((name) => VALUE_LABELS[name]).join(', ')}`;
  const which = absent.length === 0 ? 'first wrong stage' : 'first wrong stage among those given';
  const first = firstWrong === null ? [] : [words(`${which}: ${VALUE_LABELS[firstWrong]}`)];
  const counted = counts.filter(
    (count) => count.stages.length === 0 || count.stages.some(({ name }) => !absent.includes(name)),
  );
  if (counted.length === 0) return [];
  return [
    heading('Counts', ...first),
    ...counted.map((count) => line('', countRuns(count, absent))),
    ...(absent.length === 0 ? [] : [line('', aside(notGiven))]),
  ];
}

function countRuns({ publisher, right, asked, stages }: PublisherCount, absent: readonly ValueName[]): Run[] {
  const shown = stages.filter((stage) => !absent.includes(stage.name));
  const stageRuns = stages.length === 0 ? [mark('refused', right, asked)] : shown.map(stageRun);
  return [named(publisherLabel(publisher).padEnd(LABEL)), ...spaced(stageRuns)];
}

function stageRun({ name, right, given }: StageCount): Run {
  return given === 0 ? aside(`${VALUE_LABELS[name]} not given`) : mark(VALUE_LABELS[name], right, given);
}

const mark = (label: string, right: number, of: number): Run => verdict(right === of, `${label} `, `${right}/${of}`);

const verdict = (isRight: boolean, before: string, after: string): Run => ({
  text: `${before}${isRight ? '✓' : '✗'} ${after}`,
  meaning: isRight ? 'agrees' : 'differs',
});

/** The maximum number of twins that are listed. The JSON output lists all of them. */
const MOST_TWINS = 4;

function mistakeBlocks({ mistakes, unknown, cases, say, isHeaderFormOnly }: ToldGrade): Block[] {
  if (say === '1') return [];
  const wrong = new Set([...mistakes.flatMap(({ explains }) => explains), ...unknown]).size;
  const blocks = [
    ...mistakes.flatMap((found, index) => oneMistake(found, wrong, index === 0 ? 'Mistake' : 'Another mistake')),
    ...(isHeaderFormOnly ? headerFormOnly(cases) : []),
  ];
  if (unknown.length === 0) return blocks;
  const [first] = unknown;
  const one = cases.find(({ id }) => id === first);
  const where = one?.firstWrong ? ` The first: ${first}, in its ${VALUE_LABELS[one.firstWrong.name]}.` : '';
  const what = mistakes.length === 0 ? 'No known mistake explains' : 'None of these explains';
  const says = `${what} ${unknown.length} of ${wrong} wrong signatures.${where}`;
  return [...blocks, heading('Unknown'), prose(says)];
}

/** Says that the form in the query is missing as a whole, which is no mistake in a step. */
function headerFormOnly(cases: readonly ToldCase[]): Block[] {
  const count = cases.filter(({ form, isRight }) => form === 'query' && !isRight).length;
  const says = `The program signs every request in its header. ${count} cases ask for a signature in the query.`;
  return [
    heading('Mistake', differs(`✗ ${says}`)),
    prose(named('Fix: '), 'Look at "form" in the line. If it is "query", sign a presigned URL.'),
    ...lessonLine('in-the-url'),
  ];
}

/** How a few wrong signatures are called together. */
const ALL_OF: readonly (string | undefined)[] = [undefined, 'the only', 'both'];

function oneMistake(
  { cause, mutation, explains, contradicts, twins, besides }: NamedMistake,
  wrong: number,
  title: string,
) {
  const who = besides === null ? 'It explains' : 'Together with the first one, it explains';
  const alone = `${explains.length === wrong ? (ALL_OF[wrong] ?? `all ${wrong}`) : `${explains.length} of ${wrong}`} wrong ${wrong === 1 ? 'signature' : 'signatures'}`;
  const doubt =
    contradicts.length === 0
      ? ''
      : `, but it would also make ${contradicts.length} correct cases wrong, so it applies to some cases only`;
  return [
    heading(title, differs(`✗ ${printable(mutation.says)}`)),
    prose(named('Fix: '), printable(mutation.fix ?? cause.fix)),
    prose(`${who} ${alone}${doubt}.`, aside(`  (${cause.id}, ${mutation.variant})`)),
    ...lessonLine(cause.lesson),
    ...(twins.length === 0 ? [] : [prose('These mistakes have exactly the same result:')]),
    ...firstOf(
      twins.map((twin) => oneTwin({ cause, mutation }, twin)),
      MOST_TWINS,
    ),
    line('more', { text: cause.see, meaning: 'link' }),
  ];
}

/**
 * Names a twin. If the reason that the two mistakes are hard or impossible to tell apart is known, adds that reason.
 */
function oneTwin(found: Candidate, twin: Candidate): Block {
  const why = whyTwins(mistakeName(found), mistakeName(twin));
  return prose(`– ${printable(twin.mutation.says)}`, ...(why === null ? [] : [aside(` ${why}`)]));
}

function faultBlocks({ faults }: ToldGrade): Block[] {
  const lines = faults.filter((fault) => !isEnd(fault)).map(faultLine);
  return headed('Output of your program that is not an answer', firstOf(lines, MOST_LISTED, ': --json shows all'));
}

/** Lists the reasons that the program gave no answer, without repetition. The list of wrong cases names the cases. */
function endBlocks({ faults }: ToldGrade): Block[] {
  const kinds = [...Map.groupBy(faults.filter(isEnd), ({ code }) => code).values()];
  const lines = kinds.flatMap(([first, ...others]) => [
    ...(first === undefined ? [] : [faultLine(first)]),
    ...(others.length === 0 ? [] : [line('', aside(`and the same in ${casesInWords(others.length)}`))]),
  ]);
  return headed('Cases without an answer', lines);
}

const isEnd = ({ line }: Fault) => line === null;
const faultLine = ({ says }: Fault) => line('', `– ${printable(says)}`);
const casesInWords = (count: number) => (count === 1 ? 'one more case' : `${count} more cases`);

/** The maximum number of entries listed. The JSON output lists all of them. */
const MOST_LISTED = 20;

/** Returns the first blocks, and then the number of the others. */
const firstOf = (blocks: readonly Block[], most: number, where = ''): Block[] => [
  ...blocks.slice(0, most),
  ...(blocks.length > most ? [line('', aside(`and ${blocks.length - most} more${where}`))] : []),
];

/** Shows the first of the cases that go wrong at the earliest stage. */
function firstCaseBlocks(grade: ToldGrade): Block[] {
  const { cases, firstWrong } = grade;
  const shown = cases.find((one) => one.firstWrong !== null && one.firstWrong.name === firstWrong);
  if (!shown?.firstWrong) return [];
  const { name, place, values } = shown.firstWrong;
  const command = commandFor(shown, grade);
  const where = place === null || !isText(name) ? '' : `, line ${place.line}, byte ${place.column}`;
  return [
    heading('First wrong case', `${shown.id}: ${VALUE_LABELS[name]}${where}`),
    ...(values === null ? [] : valueLines(name, values)),
    { kind: 'command', says: 'To run this case alone:', commands: [command.map(shownWord)] },
  ];
}

/** Returns whether a value is text. Other values are hexadecimal, and positions within their digits would not help. */
const isText = (name: ValueName) => name !== 'signingKeyHex' && name !== 'signature';

function valueLines(
  name: ValueName,
  { right, given, difference }: NonNullable<NonNullable<ToldCase['firstWrong']>['values']>,
): Block[] {
  if (!isText(name) || difference === null)
    return [line('right', markedLine(right, null)), line('yours', markedLine(given, null))];
  const { column } = difference;
  const { server: rightLine = null, client: givenLine = null } =
    shownPairs(pairLines(right, given))[difference.line - 1] ?? {};
  const byte = (octet: number | null) => (octet === null ? 'the end of the line' : byteName(octet));
  const isBoth = rightLine !== null && givenLine !== null;
  return [
    line('right', markedLine(rightLine, column)),
    line('yours', markedLine(givenLine, column)),
    ...(isBoth ? [line('', aside(`Expected ${byte(difference.right)}, found ${byte(difference.given)}.`))] : []),
  ];
}

/** Lists the wrong cases. Each case is followed by its first wrong value, or by the reason that it has no values. */
function wrongCaseBlocks({ cases, mistakes }: ToldGrade): Block[] {
  const wrong = cases.filter(({ isRight }) => !isRight);
  const lines = wrong.map((one) => line('', [`✗ ${one.id}  `, aside(inWords(one, mistakes))]));
  return headed('Wrong cases', firstOf(lines, MOST_LISTED, ': --json shows all'));
}

function inWords({ firstWrong, says, mistake }: ToldCase, mistakes: readonly NamedMistake[]): string {
  if (firstWrong === null) return printable(says ?? '');
  const named = mistake !== null && mistakes.length > 1 ? `: ${mistake.cause.id}, ${mistake.mutation.variant}` : '';
  return `${VALUE_LABELS[firstWrong.name]}${named}`;
}

/** Names a mistake by the ID of its cause and by its variant. */
export const mistakeName = ({ cause, mutation }: Candidate) => ({ id: cause.id, variant: mutation.variant });

export function wrongStages({ verdicts }: ToldCase): readonly string[] {
  return VALUE_NAMES.filter((name) => verdicts[name] === 'wrong').map((name) => VALUE_LABELS[name]);
}
