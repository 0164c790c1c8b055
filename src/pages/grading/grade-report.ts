/** What `sigv4 grade` says: counts, the first wrong stage, the mistakes by name, the cases, what is not tested. */

import type { Octets } from '../../bytes/octets.ts';
import { whyTwins } from '../../diagnosis/causes/twins.ts';
import type { Fault } from '../../grading/answer-book.ts';
import type { Candidate } from '../../grading/candidates.ts';
import { VALUE_NAMES, type ValueName } from '../../grading/cases/graded-case.ts';
import { untested } from '../../grading/cases/untested.ts';
import type { PublisherCount, StageCount } from '../../grading/grade.ts';
import type { ToldCase, ToldGrade, ToldMistake } from '../../grading/told.ts';
import { commandFor, publisherLabel, VALUE_LABELS } from '../../grading/value-labels.ts';
import { byteName, printable, visible } from '../characters/visible.ts';
import { aside, type Block, heading, line, prose, type Run, words } from '../page.ts';
import { shownWord } from '../shell.ts';
import { lessonLine } from '../value-blocks.ts';

/** The whole in one sentence; also what makes it wrong where every case is right. */
export function gradeRun({ cases, faults, isRight, program }: ToldGrade): Run {
  const right = cases.filter((one) => one.isRight).length;
  const name = program.map(shownWord).join(' ');
  return {
    text: `${isRight ? '✓' : '✗'} ${right} of ${cases.length} cases are right${surplusInWords(faults)}: ${name}`,
    meaning: isRight ? 'agrees' : 'differs',
  };
}

/**
 * `, 2 answers are surplus, 1 line is no answer, stopped at a limit`; nothing where every line is an answer to a case,
 * and the only one.
 */
function surplusInWords(faults: readonly Fault[]): string {
  const count = (...codes: readonly Fault['code'][]) => faults.filter(({ code }) => codes.includes(code)).length;
  const surplus = count('answered-twice', 'unknown-id');
  const wrong = count('line-wrong');
  return [
    surplus === 0 ? '' : `, ${surplus} ${surplus === 1 ? 'answer is' : 'answers are'} surplus`,
    wrong === 0 ? '' : `, ${wrong} ${wrong === 1 ? 'line is no answer' : 'lines are no answers'}`,
    count('limit-reached') === 0 ? '' : ', stopped at a limit',
  ].join('');
}

/** What stands below it. */
export function gradeReport(grade: ToldGrade): Block[] {
  return [
    ...countBlocks(grade),
    ...mistakeBlocks(grade),
    ...firstCaseBlocks(grade),
    ...wrongCaseBlocks(grade),
    ...faultBlocks(grade),
    ...endBlocks(grade),
    heading('Not tested'),
    ...untested(grade).map((sentence) => line('', [words(`– ${sentence}`)])),
  ];
}

/** In cells: the longest name of a publisher, and a space. */
const LABEL = 23;

/** Not there where nothing was answered, or no value was given: names of publishers alone say nothing. */
function countBlocks({ cases, counts, firstWrong }: ToldGrade): Block[] {
  if (cases.every(({ answer }) => answer === 'none')) return [];
  const stages = counts.flatMap((count) => count.stages);
  const absent = VALUE_NAMES.filter((name) => {
    const own = stages.filter((stage) => stage.name === name);
    return own.length > 0 && own.every(({ given }) => given === 0);
  });
  const notGiven = `not given, and so not compared: ${absent.map((name) => VALUE_LABELS[name]).join(', ')}`;
  const which = absent.length === 0 ? 'first wrong stage' : 'first wrong stage of those that are given';
  const first = firstWrong === null ? [] : [words(`${which}: ${VALUE_LABELS[firstWrong]}`)];
  const counted = counts.filter(
    (count) => count.stages.length === 0 || count.stages.some(({ name }) => !absent.includes(name)),
  );
  if (counted.length === 0) return [];
  return [
    heading('Counts', ...first),
    ...counted.map((count) => line('', countRuns(count, absent))),
    ...(absent.length === 0 ? [] : [line('', [aside(notGiven)])]),
  ];
}

/** Without the stages that the program gives in no case. */
function countRuns({ publisher, right, asked, stages }: PublisherCount, absent: readonly ValueName[]): Run[] {
  const name: Run = { text: publisherLabel(publisher).padEnd(LABEL), meaning: 'name' };
  const shown = stages.filter((stage) => !absent.includes(stage.name));
  const stageRuns = stages.length === 0 ? [mark('refused', right, asked)] : shown.map(stageRun);
  return [name, ...stageRuns.flatMap((run, index) => (index === 0 ? [run] : [words('   '), run]))];
}

function stageRun({ name, right, given }: StageCount): Run {
  return given === 0 ? aside(`${VALUE_LABELS[name]} not given`) : mark(VALUE_LABELS[name], right, given);
}

function mark(label: string, right: number, of: number): Run {
  const isRight = right === of;
  return { text: `${label} ${isRight ? '✓' : '✗'} ${right}/${of}`, meaning: isRight ? 'agrees' : 'differs' };
}

/** The most twins that are told: the others stand in the JSON. */
const MOST_TWINS = 4;

function mistakeBlocks({ mistakes, unknown, cases, say }: ToldGrade): Block[] {
  if (say === '1') return [];
  const wrong = new Set([...mistakes.flatMap(({ explains }) => explains), ...unknown]).size;
  const blocks = mistakes.flatMap((found, index) => oneMistake(found, wrong, index === 0 ? 'Mistake' : 'And'));
  if (unknown.length === 0) return blocks;
  const [first] = unknown;
  const one = cases.find(({ id }) => id === first);
  const where = one?.firstWrong ? ` The first: ${first}, in its ${VALUE_LABELS[one.firstWrong.name]}.` : '';
  const what = mistakes.length === 0 ? 'No mistake that is known makes' : 'None of these makes';
  return [
    ...blocks,
    heading('Unknown'),
    prose(words(`${what} ${unknown.length} of ${wrong} wrong signatures.${where}`)),
  ];
}

function oneMistake(
  { cause, mutation, explains, contradicts, twins, besides, lesson }: ToldMistake,
  wrong: number,
  title: string,
) {
  const alone = explains.length === wrong ? `all ${wrong}` : `${explains.length} of ${wrong}`;
  const doubt =
    contradicts.length === 0
      ? ''
      : `, and it would have made ${contradicts.length} wrong that are right: it is made in some cases only`;
  const more = twins.length > MOST_TWINS ? [line('', [aside(`and ${twins.length - MOST_TWINS} more`)])] : [];
  return [
    heading(title, { text: `✗ ${printable(mutation.says)}`, meaning: 'differs' }),
    prose({ text: 'Fix: ', meaning: 'name' }, words(printable(mutation.fix ?? cause.fix))),
    prose(
      words(
        `${besides === null ? 'It explains' : 'Together with the first it explains'} ${alone} wrong signatures${doubt}.`,
      ),
      aside(`  (${cause.id}, ${mutation.variant})`),
    ),
    ...lessonLine(lesson),
    ...(twins.length === 0 ? [] : [prose(words('Exactly the same comes of:'))]),
    ...twins.slice(0, MOST_TWINS).map((twin) => oneTwin({ cause, mutation }, twin)),
    ...more,
    line('more', [{ text: cause.see, meaning: 'link' }]),
  ];
}

/** With the reason, where it is known that nothing tells them apart, or little. */
function oneTwin(found: Candidate, twin: Candidate): Block {
  const nameOf = ({ cause: { id }, mutation: { variant } }: Candidate) => ({ id, variant });
  const why = whyTwins(nameOf(found), nameOf(twin));
  return prose(words(`– ${printable(twin.mutation.says)}`), ...(why === null ? [] : [aside(` ${why}`)]));
}

function faultBlocks({ faults }: ToldGrade): Block[] {
  const lines = faults.filter((fault) => !isEnd(fault));
  if (lines.length === 0) return [];
  const more = lines.length - MOST_LISTED;
  return [
    heading('What your program wrote that is no answer'),
    ...lines.slice(0, MOST_LISTED).map(faultLine),
    ...(more > 0 ? [line('', [aside(`and ${more} more: --json has all`)])] : []),
  ];
}

/** What it did in the place of writing: once each, since every case of it stands among the wrong ones. */
function endBlocks({ faults }: ToldGrade): Block[] {
  const ends = faults.filter(isEnd);
  const kinds = [...new Set(ends.map(({ code }) => code))].map((wanted) => ends.filter(({ code }) => code === wanted));
  if (kinds.length === 0) return [];
  return [
    heading('Where your program gave no answer'),
    ...kinds.flatMap(([first, ...others]) => [
      ...(first === undefined ? [] : [faultLine(first)]),
      ...(others.length === 0 ? [] : [line('', [aside(`and so at ${casesInWords(others.length)} more`)])]),
    ]),
  ];
}

const isEnd = ({ line }: Fault) => line === null;
const faultLine = ({ says }: Fault) => line('', [words(`– ${printable(says)}`)]);
const casesInWords = (count: number) => (count === 1 ? 'one case' : `${count} cases`);

/** The most of anything that a person reads of; the JSON has all. */
export const MOST_LISTED = 20;

/** The case to look at first: the first one that is wrong at the earliest stage. */
export function firstCaseBlocks(grade: ToldGrade): Block[] {
  const { cases, firstWrong, program } = grade;
  const shown = cases.find((one) => one.firstWrong !== null && one.firstWrong.name === firstWrong);
  if (!shown?.firstWrong) return [];
  const { name, place, values } = shown.firstWrong;
  const where = place === null || !isText(name) ? '' : `, line ${place.line}, byte ${place.column}`;
  return [
    heading('First wrong case', words(`${shown.id}: ${VALUE_LABELS[name]}${where}`)),
    ...(values === null ? [] : valueLines(name, values)),
    { kind: 'command', says: 'This case alone:', commands: [commandFor(shown, program).map(shownWord)] },
  ];
}

/** Where a byte stands in digits tells nobody anything. */
const isText = (name: ValueName) => name !== 'signingKeyHex' && name !== 'signature';

function valueLines(
  name: ValueName,
  { right, given, difference }: NonNullable<NonNullable<ToldCase['firstWrong']>['values']>,
): Block[] {
  if (!isText(name) || difference === null) return [valueLine('right', right, null), valueLine('yours', given, null)];
  const { rightLine, givenLine, column } = difference;
  const byte = (octet: number | null) => (octet === null ? 'the end of the line' : byteName(octet));
  const isBoth = rightLine !== null && givenLine !== null;
  return [
    valueLine('right', rightLine, column),
    valueLine('yours', givenLine, column),
    ...(isBoth
      ? [line('', [aside(`${byte(difference.right)} would be right, ${byte(difference.given)} is there.`)])]
      : []),
  ];
}

/** `at`: the byte from which it differs. */
function valueLine(label: string, octets: Octets | null, at: number | null): Block {
  if (octets === null) return line(label, [aside('(no such line)')]);
  if (octets === '') return line(label, [aside('(an empty line)')]);
  if (at === null) return line(label, [{ text: visible(octets), meaning: 'given' }]);
  const runs: Run[] = [
    { text: visible(octets.slice(0, at) as Octets), meaning: 'given' },
    { text: visible(octets.slice(at) as Octets), meaning: 'differs' },
  ];
  return line(
    label,
    runs.filter(({ text }) => text !== ''),
  );
}

/** Each wrong case with the value that is wrong first, or why there is none; no more than `MOST_LISTED` of them. */
export function wrongCaseBlocks({ cases, mistakes }: ToldGrade): Block[] {
  const wrong = cases.filter(({ isRight }) => !isRight);
  if (wrong.length === 0) return [];
  const more = wrong.length - MOST_LISTED;
  return [
    heading('Wrong cases'),
    ...wrong.slice(0, MOST_LISTED).map((one) => line('', [words(`✗ ${one.id}  `), aside(inWords(one, mistakes))])),
    ...(more > 0 ? [line('', [aside(`and ${more} more: --json has all`)])] : []),
  ];
}

function inWords({ firstWrong, says, mistake }: ToldCase, mistakes: readonly ToldMistake[]): string {
  if (firstWrong === null) return printable(says ?? '');
  const named = mistake !== null && mistakes.length > 1 ? `: ${mistake.cause.id}, ${mistake.mutation.variant}` : '';
  return `${VALUE_LABELS[firstWrong.name]}${named}`;
}

/** The stages of a case that are not right, for a line of a program's report. */
export function wrongStages({ verdicts }: ToldCase): readonly string[] {
  return VALUE_NAMES.filter((name) => verdicts[name] === 'wrong').map((name) => VALUE_LABELS[name]);
}
