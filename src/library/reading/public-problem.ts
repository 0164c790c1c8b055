/** A problem of the engine as the library gives it. */
import type { Problem as OwnProblem } from '../../bytes/problem.ts';
import type { Problem } from '../problem.ts';

/** `path` is the member of the input that is at fault; that of the problem, where it has one. */
export function publicProblem(own: OwnProblem & { readonly path?: string }, path = own.path ?? null): Problem {
  const { kind, code, says, fix, where, see } = own;
  return { kind, code, says, fix, path, where, see };
}
