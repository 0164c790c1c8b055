/** What `sigv4 grade` says: counts, the first wrong stage, the mistakes by name, the cases, what is not tested. */
import { whyTwins } from '../../diagnosis/causes/twins.ts';
import type { Fault } from '../../grading/answer-book.ts';
import type { Candidate } from '../../grading/candidates.ts';
import { VALUE_NAMES, type ValueName } from '../../grading/cases/graded-case.ts';
import { untested } from '../../grading/cases/groups.ts';
import type { PublisherCount, StageCount } from '../../grading/grade.ts';
import type { ToldGrade, ToldMistake } from '../../grading/told.ts';
import { publisherLabel, VALUE_LABELS } from '../../grading/told.ts';
import { printable } from '../characters/visible.ts';
import { lessonLine } from '../diagnosis/lesson-line.ts';
import { aside, type Block, heading, line, prose, type Run, words } from '../page.ts';
import { shownWord } from '../shell.ts';
import { firstCaseBlocks, MOST_LISTED, wrongCaseBlocks } from './wrong-case-blocks.ts';

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
