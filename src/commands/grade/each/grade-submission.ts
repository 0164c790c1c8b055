/** Grades one submission: writes a copy of its files, runs its command there, and looks at what became of the copy. */
import type { World } from '../../../app/world/world.ts';
import { isProblem } from '../../../bytes/problem.ts';
import type { Archive, Unpacked } from '../../../disk/archive.ts';
import type { GradedCase } from '../../../grading/cases/graded-case.ts';
import type { SubmissionResult } from '../../../grading/class/class-grade.ts';
import { commandOf, type FoundCommand, submittedFiles } from '../../../grading/class/submission.ts';
import { programEnvironment } from '../../../grading/environment.ts';
import { pointsOf } from '../../../grading/points/points.ts';
import { gradeProgramOn } from '../grade-cases.ts';
import { keptTalk } from '../kept-talk.ts';

/** What is the same for every submission. */
export interface SubmissionOrder {
  readonly cases: readonly GradedCase[];
  /** The command for every submission; empty to find the command of each. */
  readonly words: readonly string[];
  readonly patience: number;
  readonly mostTime: number | null;
  /** The points for everything right. */
  readonly of: number;
}

interface GradedSubmission {
  readonly result: SubmissionResult;
  /** The beginning of what the program wrote to standard error, as lines. */
  readonly talk: readonly string[];
}

/** Grades a submission. The copy is removed afterward. */
export async function gradeSubmission(
  world: World,
  archive: Archive,
  order: SubmissionOrder,
): Promise<GradedSubmission | 'interrupted'> {
  const command = commandFor(archive, order.words);
  if (command.kind === 'none') return notGraded(command.why);
  const copy = world.unpack(archive);
  if (isProblem(copy)) return notGraded(copy.says);
  try {
    return await gradeCopy(world, copy, { ...order, words: command.words });
  } finally {
    copy.remove();
  }
}

const notGraded = (why: string): GradedSubmission => ({ result: { kind: 'not-graded', why }, talk: [] });

function commandFor(archive: Archive, words: readonly string[]): FoundCommand {
  if (archive.problem !== null) return { kind: 'none', why: archive.problem };
  const [file, ...args] = words;
  return file === undefined ? commandOf(submittedFiles(archive)) : { kind: 'command', words: [file, ...args] };
}

async function gradeCopy(
  world: World,
  copy: Unpacked,
  { words, cases, patience, mostTime, of }: SubmissionOrder & { readonly words: readonly [string, ...string[]] },
): Promise<GradedSubmission | 'interrupted'> {
  const talk = keptTalk();
  const { folder } = copy;
  const grade = await gradeProgramOn(
    { ...world, rows: talk.take },
    {
      words,
      cases,
      patience,
      mostTime,
      folder,
      // Settings and temporary files of the program are in its copy, where no other program finds them.
      environment: { ...programEnvironment(world.environment), HOME: folder, TMPDIR: folder },
    },
  );
  if (grade === 'interrupted') return grade;
  if (isProblem(grade)) return notGraded(`${grade.says} ${grade.fix}`.replace(/\.$/, ''));
  const points = pointsOf(grade.results, grade.naming, of);
  return {
    result: { kind: 'graded', command: words, grade, points, changed: copy.changed() },
    talk: talk.lines(),
  };
}
