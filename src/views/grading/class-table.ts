/**
 * Makes the table of a class, with a row for each submission. It has nothing that depends on time, so that the same
 * submissions always have the same table.
 */
import { VALUE_NAMES } from '../../grading/cases/graded-case.ts';
import type { ClassGrade, SubmissionGrade, SubmissionResult } from '../../grading/class/class-grade.ts';
import type { Hint } from '../../grading/class/hints.ts';
import type { Grade } from '../../grading/grade.ts';
import { isCore } from '../../grading/points/core.ts';
import { PARTS, type Part } from '../../grading/points/parts.ts';
import { FORMS, type Form } from '../../grading/points/points.ts';
import { VALUE_LABELS } from '../../grading/told.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, differs, line, named, prose, type Report, type Run, words } from '../page.ts';
import { PART_LABELS } from './grade-report.ts';

export type Cell = string | number;

type Graded = Extract<SubmissionResult, { kind: 'graded' }>;

/** The columns between the points and the hints, which are empty without a grade, each with its title. */
const RESULT_COLUMNS: readonly (readonly [title: string, cellOf: (result: Graded) => Cell])[] = [
  ['of', ({ points }) => points.of],
  ...FORMS.flatMap((form) => PARTS.map((part) => pointColumn(form, part))),
  ['extra right', ({ points }) => points.extra.right],
  ['extra asked', ({ points }) => points.extra.asked],
  ['first wrong stage', ({ grade }) => firstWrongIn(grade)],
  ['mistakes', ({ grade }) => mistakesOf(grade).core.join('; ')],
  ['mistakes in extra cases', ({ grade }) => mistakesOf(grade).extra.join('; ')],
  ['no answer', ({ grade }) => grade.results.filter(({ answer }) => answer.kind === 'none').length],
  ['restarts', ({ grade }) => grade.restarts],
  ['stray lines', ({ grade }) => grade.strayLines],
  ['limit', ({ grade }) => limitInWords(grade)],
  ['own files changed', ({ changed }) => changed],
];

function pointColumn(form: Form, part: Part) {
  const cellOf = ({ points }: Graded): Cell =>
    points.parts.find((one) => one.form === form && one.part === part)?.points ?? '';
  return [`${form}: ${PART_LABELS[part]}`, cellOf] as const;
}

/** Returns the rows of the table; the first one has the titles. */
export const classTable = ({ submissions }: ClassGrade): readonly (readonly Cell[])[] => [
  ['submission', 'student', 'points', ...RESULT_COLUMNS.map(([title]) => title), 'hints', 'not graded'],
  ...submissions.map(rowOf),
];

function rowOf({ submission, student, result, hints }: SubmissionGrade): readonly Cell[] {
  const isGraded = result.kind === 'graded';
  const points = isGraded ? result.points.points : 0;
  const cells = RESULT_COLUMNS.map(([, cellOf]) => (isGraded ? cellOf(result) : ''));
  return [submission, student, points, ...cells, hints.map(hintInWords).join('; '), isGraded ? '' : result.why];
}

/**
 * Names the mistakes of a program by the IDs of their causes and variants: those in cases that count for points, and those
 * in extra cases only.
 */
function mistakesOf({ naming, results }: Grade): Readonly<Record<'core' | 'extra', readonly string[]>> {
  const core = new Set(results.flatMap(({ graded }) => (isCore(graded) ? [graded.id] : [])));
  const isOfCore = (ids: readonly string[]) => ids.some((id) => core.has(id));
  const named = naming.mistakes.map(({ cause, mutation, explains }) => ({
    name: `${cause.id}/${mutation.variant}`,
    isCore: isOfCore(explains),
  }));
  const names = (wanted: boolean) => named.filter((one) => one.isCore === wanted).map(({ name }) => name);
  return {
    core: [
      ...names(true),
      ...(naming.isHeaderFormOnly ? ['header-form-only'] : []),
      ...(isOfCore(naming.unknown) ? ['unknown'] : []),
    ],
    extra: names(false),
  };
}

/** Returns the earliest stage that is wrong in a case that counts for points. */
function firstWrongIn({ results }: Grade): string {
  const core = results.filter(({ graded }) => isCore(graded));
  const first = VALUE_NAMES.find((name) => core.some(({ verdicts }) => verdicts[name] === 'wrong'));
  return first === undefined ? '' : VALUE_LABELS[first];
}

function limitInWords({ limit, faults }: Grade): string {
  if (limit !== null) return LIMITS[limit];
  return faults.some(({ code }) => code === 'too-slow') ? 'time of a case' : '';
}

const LIMITS = { time: 'time of all cases', bytes: 'size of the output', lines: 'lines that are not answers' } as const;

function hintInWords(hint: Hint): string {
  switch (hint.kind) {
    case 'course-signer':
      return `${hint.percent} % of its lines are those of a signer of the course`;
    case 'published-answers':
      return `contains ${hint.count} published signatures`;
    case 'runs-sigv4':
      return 'mentions sigv4 signer';
    case 'equal':
      return `has the same lines as ${hint.to.join(', ')}`;
  }
}

/** Returns the results of a class in short, for the terminal. */
export function classReport(graded: ClassGrade): Report {
  const { submissions, changedOriginals } = graded;
  const done = submissions.filter(({ result }) => result.kind === 'graded').length;
  const width = Math.max(0, ...submissions.map(({ student }) => student.length));
  return {
    title: words(`${done} of ${submissions.length} submissions are graded.`),
    blocks: [
      ...submissions.map(({ student, result, hints }) =>
        line('', [
          named(printable(student).padEnd(width)),
          ...resultRuns(result),
          ...(hints.length === 0 ? [] : [aside(`  hint: ${printable(hints.map(hintInWords).join('; '))}`)]),
        ]),
      ),
      ...changedBlocks(changedOriginals),
    ],
  };
}

/** The maximum number of names that are listed. */
const MOST_NAMES = 5;

function changedBlocks(names: readonly string[]): Block[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  const listed = names.slice(0, MOST_NAMES).map(printable).join(', ');
  const says = `Files were changed while the class was graded, in ${listed}${more}. No grade depends on it, because copies were graded.`;
  return [prose(), prose(says)];
}

function resultRuns(result: SubmissionResult): Run[] {
  if (result.kind === 'not-graded') return [differs(`  not graded: ${printable(result.why)}`)];
  const { points, grade } = result;
  const mistakes = mistakesOf(grade).core.join('; ');
  return [words(`  ${points.points.toFixed(1).padStart(6)} of ${points.of}  ${mistakes}`)];
}
