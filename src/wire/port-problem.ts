/** Says why a port cannot be listened on. This is apart from `listen.ts`, which loads the network of Node.js. */

import { type Problem, problem } from '../bytes/problem.ts';
import { reasonOf } from '../bytes/system-errors.ts';

/** Returns the problem for a port that is not available. `error` is the reason with which `listen` rejected. */
export function portProblem(port: number, error: unknown): Problem {
  return problem('no-port', `Port ${port} on 127.0.0.1 is not available: ${reasonOf(error)}.`, 'Choose another port.');
}
