/** A problem as JSON. */

import type { Problem } from '../../bytes/problem.ts';

/** Turns a problem into what JSON documents hold of it; its `fix` is the member `mend`, a public name since version 1. */
export const problemJson = ({ code, says, fix, where, see }: Problem) => ({ code, says, mend: fix, where, see });

/** Turns the problem of an exchange into its part of a walk's document, with whose fault it is. */
export const exchangeProblemJson = (problem: Problem) => {
  const { code, ...rest } = problemJson(problem);
  return { kind: problem.kind, code, fault: problem.fault, ...rest };
};
