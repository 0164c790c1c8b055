/** Every question there is, in the order in which all are asked, and what no question asks. */
import type { RunnableVector, VectorGroup } from '../../vectors/vector.ts';
import { chunkCases } from './chunk-cases.ts';
import type { GradedCase } from './graded-case.ts';
import type { LeftOut } from './groups.ts';
import { REFUSAL_CASES } from './refusal-cases.ts';
import { requestCase } from './request-cases.ts';

export interface Cases {
  readonly cases: readonly GradedCase[];
  /** How many vectors are none, by reason. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/** The documentation first, since that is where learners begin; ours last, since they are the hardest. */
const FIRST = ['s3-documentation', 'aws-signing-test-suite', 'aws-signing-test-suite-query', 'aws-documentation'];

/** The cases of these groups of vectors, then those that have to be refused; the documentation of S3 comes first. */
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
