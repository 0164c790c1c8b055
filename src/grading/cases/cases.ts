/** Lists all cases in the order in which they are asked, and selects cases by group and by name. */

import { type Problem, problem } from '../../bytes/problem.ts';
import type { RunnableVector, VectorGroup } from '../../vectors/vector.ts';
import { chunkCases } from './chunk-cases.ts';
import type { GradedCase } from './graded-case.ts';
import type { Group, LeftOut } from './groups.ts';
import { REFUSAL_CASES } from './refusal-cases.ts';
import { requestCase } from './request-cases.ts';

export interface Cases {
  readonly cases: readonly GradedCase[];
  /** The number of vectors that are not cases, by reason. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/**
 * The groups of vectors that come first, starting with the documentation because learners begin there. This project's
 * own cases come last because they are the hardest.
 */
const FIRST = ['s3-documentation', 'aws-signing-test-suite', 'aws-signing-test-suite-query', 'aws-documentation'];

/** Creates cases from groups of vectors. The cases that must be refused come last. */
export function casesOf(groups: readonly VectorGroup[]): Cases {
  const cases: GradedCase[] = [];
  const leftOut = new Map<LeftOut, number>();
  for (const { id, runnable } of [...groups].sort(inOrder)) {
    for (const made of runnable.flatMap((vector) => casesOfVector(id, vector))) {
      if (typeof made === 'string') leftOut.set(made, (leftOut.get(made) ?? 0) + 1);
      else cases.push(made);
    }
  }
  return { cases: [...cases, ...REFUSAL_CASES], leftOut };
}

function inOrder(one: VectorGroup, other: VectorGroup): number {
  const place = ({ id, publisher }: VectorGroup) =>
    publisher.isOurs ? FIRST.length + 1 : FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length;
  return place(one) - place(other) || (one.id < other.id ? -1 : 1);
}

function casesOfVector(publisher: string, vector: RunnableVector): readonly (GradedCase | LeftOut)[] {
  switch (vector.kind) {
    case 'events':
      return ['events'];
    case 'policy':
      return ['policy'];
    case 'query':
      return [requestCase(publisher, vector)];
    case 'chain':
      return listOf(chunkCases(publisher, vector));
    case 'header': {
      const request = requestCase(publisher, vector);
      if (vector.chunkSizes === undefined || typeof request === 'string') return [request];
      return [request, ...listOf(chunkCases(publisher, vector))];
    }
  }
}

const listOf = (made: readonly GradedCase[] | LeftOut) => (typeof made === 'string' ? [made] : made);

export interface Selection {
  readonly groups: readonly Group[];
  /**
   * Glob patterns for IDs, in which `*` matches any characters and `?` matches one. An empty list selects all cases.
   */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** Selects cases. Returns a problem if no cases remain. */
export function selectCases(cases: readonly GradedCase[], selection: Selection): readonly GradedCase[] | Problem {
  const { groups, only, skip } = selection;
  const isWanted = ({ id }: GradedCase) => (only.length === 0 || matchesAny(id, only)) && !matchesAny(id, skip);
  const wanted = cases.filter(isWanted);
  const asked = wanted.filter(({ needs }) => needs.every((group) => groups.includes(group)));
  if (asked.length > 0) return asked;
  const [other] = wanted;
  return other === undefined ? NO_SUCH_CASE : inOtherGroup(other);
}

const matchesAny = (id: string, globs: readonly string[]) => globs.some((glob) => asPattern(glob).test(id));

function asPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

const NO_SUCH_CASE = problem(
  'no-case',
  'No case has this name.',
  "A name is a group and a vector, such as s3-documentation/get-object. * stands for any characters: 's3-documentation/*'.",
);

const inOtherGroup = ({ id, needs }: GradedCase) =>
  problem('no-case', `${id} is not asked by default.`, `Add --groups ${needs.join(',')}.`);
