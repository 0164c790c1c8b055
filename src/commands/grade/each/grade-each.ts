/** Grades each submission in a folder with its own copy, and writes a table and a text for each student. */
import { complain, DONE, type Exit, INTERRUPTED } from '../../../app/options/command.ts';
import { csvText } from '../../../app/outputs/csv.ts';
import { writeOutput } from '../../../app/outputs/write-file.ts';
import type { World } from '../../../app/world/world.ts';
import { octetsFromText } from '../../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../../bytes/problem.ts';
import { sha256Hex } from '../../../crypto/digests.ts';
import type { Archive } from '../../../disk/archive.ts';
import { GROUPS } from '../../../grading/cases/groups.ts';
import type { ClassGrade, SubmissionGrade } from '../../../grading/class/class-grade.ts';
import { hintsOf } from '../../../grading/class/hints.ts';
import { studentOf, submittedFiles } from '../../../grading/class/submission.ts';
import { reportText } from '../../../outputs/plain/plain-text.ts';
import { printable } from '../../../views/characters/visible.ts';
import { classReport, classTable } from '../../../views/grading/class-table.ts';
import { type AskedCases, casesToAsk } from '../grade-cases.ts';
import type { GradeValues } from '../grade-options.ts';
import { gradeSubmission, type SubmissionOrder } from './grade-submission.ts';
import { studentReport } from './student-report.ts';

interface EachOrder {
  readonly options: GradeValues;
  readonly folder: string;
  /** The command for every submission; empty to find the command of each. */
  readonly words: readonly string[];
  readonly patience: number;
}

const DEFAULT_POINTS = 100;

/**
 * Reads all submissions into memory, grades one after the other, and writes the results. Submissions are graded in an
 * order that no one can know, and each result depends on its own files alone.
 */
export async function gradeEach(world: World, order: EachOrder): Promise<Exit> {
  const { options, folder } = order;
  const archives = world.readArchives(folder);
  if (isProblem(archives)) return archives;
  if (archives.length === 0) return noSubmission(folder);
  const groups = GROUPS.filter((group) => options.groups?.includes(group));
  const selection = { groups, only: options.only, skip: options.skip };
  const asked = casesToAsk(world, { ...selection, seed: options.seed ?? null });
  if (isProblem(asked)) return asked;
  const published = casesToAsk(world, { groups, only: [], skip: [], seed: null });
  if (isProblem(published)) return published;
  const submissions = archives.map((archive) => ({ name: archive.name, files: submittedFiles(archive) }));
  const hints = hintsOf(submissions, { courseSigners: courseSigners(world), signatures: signaturesOf(published) });
  const submitted: SubmissionOrder = {
    cases: asked.cases,
    words: order.words,
    patience: order.patience,
    mostTime: options.maxTime === undefined ? null : options.maxTime * 1000,
    of: options.points ?? DEFAULT_POINTS,
  };
  const telling = {
    say: options.say ?? '2',
    groups,
    leftOut: asked.leftOut,
    of: submitted.of,
    isFresh: options.seed !== undefined,
  } as const;
  const graded = new Map<string, SubmissionGrade>();
  const reports = new Map<string, string>();
  for (const [index, archive] of inSecretOrder(archives, world.now()).entries()) {
    world.errors(`sigv4: ${index + 1} of ${archives.length}: ${printable(studentOf(archive.name))}\n`);
    const result = await gradeSubmission(world, archive, submitted);
    if (result === 'interrupted') return INTERRUPTED;
    const { name } = archive;
    const one = { submission: name, student: studentOf(name), result: result.result, hints: hints.get(name) ?? [] };
    graded.set(name, one);
    reports.set(`${name}.txt`, studentReport(one, { ...telling, talk: result.talk }));
  }
  const whole: ClassGrade = {
    submissions: archives.flatMap(({ name }) => graded.get(name) ?? []),
    changedOriginals: world.changedSince(folder, archives),
  };
  return writeClass(world, options, whole, reports);
}

const noSubmission = (folder: string): Problem =>
  problem(
    'no-submission',
    `${folder} has no submissions.`,
    'Name the folder that holds a folder or a file for each student.',
  );

/** Orders the submissions by a hash with the time, so that no program can know which one comes after it. */
function inSecretOrder(archives: readonly Archive[], now: Date): readonly Archive[] {
  const rank = new Map(archives.map(({ name }) => [name, sha256Hex(octetsFromText(`${now.getTime()}/${name}`))]));
  const rankOf = ({ name }: Archive) => rank.get(name) ?? '';
  return archives.toSorted((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1));
}

const SIGNERS = 'signers';

const courseSigners = ({ lessons }: Pick<World, 'lessons'>): string[] =>
  lessons.list(SIGNERS).map((file) => lessons.read(`${SIGNERS}/${file}`));

const signaturesOf = ({ cases }: AskedCases): ReadonlySet<string> =>
  new Set(cases.flatMap(({ expected }) => (expected.kind === 'values' ? (expected.values.signature ?? []) : [])));

/** Writes the results. If the table cannot be written, it is printed, because it took long to make. */
async function writeClass(
  world: World,
  { csv, reports: folder }: GradeValues,
  whole: ClassGrade,
  reports: ReadonlyMap<string, string>,
): Promise<Exit> {
  const table = csvText(classTable(whole));
  if (csv !== '-') world.output(reportText(classReport(whole), world.outputWidth));
  const failed = csv === undefined ? null : await writeOutput(world, csv, table);
  if (failed) world.output(table);
  const written = folder === undefined ? null : await world.writeFolder(folder, masked(world, reports), 'reports');
  const problems = [failed, written].filter((one) => isProblem(one));
  return Math.max(DONE, ...problems.map((found) => complain(world, found)));
}

const masked = (world: Pick<World, 'masked'>, reports: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...reports].map(([name, text]) => [name, world.masked(text)]));
