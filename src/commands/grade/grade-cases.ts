/** Asks one program all cases, and grades its answers. */
import type { ProgramOrder } from '../../app/world/programs.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type Cases, casesOf, selectCases } from '../../grading/cases/cases.ts';
import { freshCases } from '../../grading/cases/fresh-cases.ts';
import type { GradedCase } from '../../grading/cases/graded-case.ts';
import type { Group } from '../../grading/cases/groups.ts';
import { type Grade, gradeOf } from '../../grading/grade.ts';
import { readVectors } from '../../vectors/vector.ts';
import { askProgram } from './ask-program.ts';

interface CaseOptions {
  readonly groups: readonly Group[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** The text from which fresh cases are drawn; `null` for the published ones. */
  readonly seed: string | null;
}

export interface AskedCases extends Pick<Cases, 'leftOut'> {
  readonly cases: readonly GradedCase[];
}

/** Selects the cases to ask. Returns a problem if there are none. */
export function casesToAsk(world: Pick<World, 'fixtures'>, { seed, ...selection }: CaseOptions): AskedCases | Problem {
  const vectors = readVectors(world.fixtures);
  const { cases: all, leftOut } = seed === null ? casesOf(vectors) : freshCases(vectors, seed);
  const cases = selectCases(all, selection);
  return isProblem(cases) ? cases : { cases, leftOut };
}

interface ProgramToAsk {
  readonly words: ProgramOrder['words'];
  readonly cases: readonly GradedCase[];
  /** The maximum time for one case, in milliseconds. */
  readonly patience: number;
  /** The maximum time for all cases, in milliseconds; `null` for the usual one. */
  readonly mostTime: number | null;
  readonly folder: string | null;
  readonly environment: ProgramOrder['environment'];
}

/**
 * The number of attempts for which the usual time limit allows. A case without an answer is asked again on its own.
 */
export const ATTEMPTS = 2;

/** Asks the program, and grades what it answers. Resolves with a problem if the program cannot be asked. */
export async function gradeProgramOn(
  world: World,
  { words, cases, patience, mostTime, folder, environment }: ProgramToAsk,
): Promise<Grade | Problem | 'interrupted'> {
  const from = world.now();
  const book = await askProgram(world, {
    program: words,
    cases,
    patience,
    mostTime: mostTime ?? cases.length * ATTEMPTS * patience,
    folder,
    environment,
  });
  if (book === 'interrupted' || isProblem(book)) return book;
  return gradeOf(cases, book, { from, to: world.now() });
}
