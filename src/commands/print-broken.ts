/**
 * Runs `walk --break` without a screen: makes mistakes in a request on purpose, sends it to the sandbox, and reports what
 * they change.
 */
import { complain, DONE } from '../app/options/command.ts';
import type { OptionValues } from '../app/options/option-values.ts';
import { DIAGNOSIS, type SignedWalk, type WalkBreaker } from '../app/walks/shown-walk.ts';
import type { World } from '../app/world/world.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { breakJson, breaksJson } from '../outputs/json/break-json.ts';
import { jsonText } from '../outputs/json/json-text.ts';
import { walkJson } from '../outputs/json/walk-json.ts';
import { plainBlocks } from '../outputs/plain.ts';
import { type BrokenFacts, breakList, breakReport } from '../pages/breaks/break-report.ts';
import { requireDiagnosis } from '../pages/facts.ts';
import { isDiagnosable } from '../sides/answers/diagnosable.ts';
import { isListWanted } from './break.ts';
import { writeHtml } from './write-output.ts';

/** Prints what the breaks change. Resolves with 0 if the request was broken and answered. */
export async function printBroken(
  world: World,
  options: OptionValues,
  walk: SignedWalk,
  ids: readonly string[],
): Promise<number> {
  if (walk.breaker === null) return complain(world, notHere());
  if (isListWanted(options)) return printBreaks(world, options, walk.breaker);
  const facts = await brokenFacts(walk, walk.breaker, ids);
  if (isProblem(facts)) return complain(world, facts);
  if (typeof options.html === 'string') {
    const failed = await writeHtml(world, options.html, facts.broken);
    return failed ? complain(world, failed) : DONE;
  }
  if (options.json) world.output(walkJson(facts.broken, breakJson(facts)));
  else world.output(plainBlocks(breakReport(facts), world.outputWidth));
  return DONE;
}

async function printBreaks(world: World, options: OptionValues, breaker: WalkBreaker): Promise<number> {
  const breaks = await breaker.breaks();
  if (isProblem(breaks)) return complain(world, breaks);
  world.output(
    options.json
      ? jsonText({ version: 1, breaks: breaksJson(breaks) })
      : plainBlocks(breakList(breaks), world.outputWidth),
  );
  return DONE;
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
  const opened = status !== undefined && isDiagnosable(status) ? await made.openWalk?.(DIAGNOSIS) : null;
  const diagnosis = opened && !isProblem(opened) ? requireDiagnosis(opened.facts) : null;
  return { right: walk.facts, broken: { ...made.facts, exchange }, diagnosis };
}

const notHere = () =>
  problem('break', 'This request cannot be broken on purpose.', 'Break a request that is signed here.');
