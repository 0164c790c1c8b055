/**
 * Makes the table of a class, with a row for each submission. It has nothing that depends on time, so that the same
 * submissions always have the same table.
 */
import { VALUE_NAMES } from '../../grading/cases/graded-case.ts';
import type { ClassGrade, SubmissionGrade, SubmissionResult } from '../../grading/class/class-grade.ts';
import type { Hint } from '../../grading/class/hints.ts';
import type { Grade } from '../../grading/grade.ts';
import { isCore } from '../../grading/points/core.ts';
import { PARTS } from '../../grading/points/parts.ts';
import { FORMS } from '../../grading/points/points.ts';
import { VALUE_LABELS } from '../../grading/told.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, line, prose, type Report, type Run, words } from '../page.ts';
import { PART_LABELS } from './grade-report.ts';

export type Cell = string | number;

/** Returns the rows of the table; the first one has the titles. */
export const classTable = ({ submissions }: ClassGrade): readonly (readonly Cell[])[] => [
  [
    'submission',
    'student',
    'points',
    'of',
    ...FORMS.flatMap((form) => PARTS.map((part) => `${form}: ${PART_LABELS[part]}`)),
    'extra right',
    'extra asked',
    'first wrong stage',
    'mistakes',
    'mistakes in extra cases',
    'no answer',
    'restarts',
    'stray lines',
    'limit',
    'own files changed',
    'hints',
    'not graded',
  ],
  ...submissions.map(rowOf),
];

function rowOf({ submission, student, result, hints }: SubmissionGrade): readonly Cell[] {
  return [submission, student, ...cellsOf(result), hints.map(hintInWords).join('; '), whyNotGraded(result)];
}

const whyNotGraded = (result: SubmissionResult): string => (result.kind === 'graded' ? '' : result.why);

/** The cells between the student and the hints. */
const RESULT_CELLS = 2 + FORMS.length * PARTS.length + 10;

function cellsOf(result: SubmissionResult): readonly Cell[] {
  if (result.kind === 'not-graded') return [0, ...Array.from({ length: RESULT_CELLS - 1 }, () => '')];
  const { grade, points, changed } = result;
  const mistakes = mistakesOf(grade);
  const parts = FORMS.flatMap((form) =>
    PARTS.map((part) => points.parts.find((one) => one.form === form && one.part === part)?.points ?? ''),
  );
  return [
    points.points,
    points.of,
    ...parts,
    points.extra.right,
    points.extra.asked,
    firstWrongIn(grade),
    mistakes.core.join('; '),
    mistakes.extra.join('; '),
    grade.results.filter(({ answer }) => answer.kind === 'none').length,
    grade.restarts,
    grade.strayLines,
    limitInWords(grade),
    changed,
  ];
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
          { text: printable(student).padEnd(width), meaning: 'name' },
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
  return [prose(), prose(words(says))];
}

function resultRuns(result: SubmissionResult): Run[] {
  if (result.kind === 'not-graded') return [{ text: `  not graded: ${printable(result.why)}`, meaning: 'differs' }];
  const { points, grade } = result;
  const mistakes = mistakesOf(grade).core.join('; ');
  return [words(`  ${points.points.toFixed(1).padStart(6)} of ${points.of}  ${mistakes}`)];
}
