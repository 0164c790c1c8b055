/**
 * Runs `walk --break` without a screen: makes mistakes in a request on purpose, sends it to the sandbox, and reports what
 * they change.
 */
import { DONE, type Exit } from '../app/options/command.ts';
import type { OutputValues } from '../app/outputs/output-options.ts';
import { writeResult } from '../app/outputs/write-result.ts';
import type { SignedWalk, WalkBreaker } from '../app/walks/shown-walk.ts';
import type { World } from '../app/world/world.ts';
import { isDiagnosable } from '../aws/diagnosable.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { type BrokenFacts, requireDiagnosis } from '../views/facts.ts';
import { isListWanted } from './break.ts';

/** Prints what the breaks change. Resolves with 0 if the request was broken and answered. */
export async function printBroken(
  world: World,
  options: OutputValues,
  walk: SignedWalk,
  ids: readonly string[],
): Promise<Exit> {
  if (walk.breaker === null) return NOT_HERE;
  if (isListWanted(ids)) {
    const breaks = await walk.breaker.breaks();
    return isProblem(breaks) ? breaks : writeResult(world, options, { kind: 'breaks', breaks }, DONE);
  }
  const broken = await brokenFacts(walk, walk.breaker, ids);
  if (isProblem(broken)) return broken;
  return writeResult(world, options, { kind: 'walk', facts: () => broken.broken, broken }, DONE);
}

async function brokenFacts(
  walk: SignedWalk,
  breaker: WalkBreaker,
  ids: readonly string[],
): Promise<BrokenFacts | Problem> {
  const made = await breaker.walk(ids);
  if (isProblem(made)) return made;
  const exchange = await made.send(null);
  const status = exchange.response?.head.status;
  const opened = status !== undefined && isDiagnosable(status) ? await made.openDiagnosis?.() : null;
  const diagnosis = opened && !isProblem(opened) ? requireDiagnosis(opened.facts) : null;
  return { right: walk.facts, broken: { ...made.facts, exchange }, diagnosis };
}

const NOT_HERE = problem('break', 'This request cannot be broken on purpose.', 'Break a request that is signed here.');
