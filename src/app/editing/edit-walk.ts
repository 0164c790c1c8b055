/** Implements a walk that can be edited. An input that is not edited keeps its value and its source. */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import type { RequestInputs } from '../planning/request-inputs.ts';
import { planWalk, type WalkContext } from '../walks/plan-walk.ts';
import { editedWalk, signedWalk } from '../walks/planned-walk.ts';
import type { SignedWalk, WalkEditor } from '../walks/shown-walk.ts';
import type { WalkInputs } from '../walks/walk-inputs.ts';
import { begunInputs, type EndpointFinder, isUnedited, replanner } from './edited-inputs.ts';

/** Begins the walk of a request that is signed here and whose inputs can be edited. */
export async function beginWalk(
  context: WalkContext,
  inputs: RequestInputs,
  findEndpoint: EndpointFinder,
): Promise<SignedWalk | Problem> {
  const planned = await planWalk(context, inputs);
  if (isProblem(planned)) return planned;
  const walk = signedWalk(context, planned);
  const { facts, send, openDiagnosis, breaker } = walk;
  const begun = begunInputs(inputs, planned.payloadLength);
  const replan = replanner(begun, findEndpoint, (edited, typed) => planWalk(routed(context, edited, typed), edited));
  const editor: WalkEditor = {
    inputs: begun.typed,
    fromFiles: begun.fromFiles,
    walk: async (now) => {
      if (isUnedited(begun, now)) return { facts, send, openDiagnosis, breaker };
      const replanned = await replan(now);
      return isProblem(replanned) ? replanned : editedWalk(context, replanned);
    },
    shownSecret: (secret) =>
      context.showsSecrets || isExampleSecret(octetsFromText(secret)) ? secret : '*'.repeat(secret.length),
    now: () => writeTimestamp(context.world.now()),
  };
  return { ...walk, editor };
}

/** Routes the request to the sandbox in this program if the user chooses this destination. */
const routed = (context: WalkContext, edited: RequestInputs, { goesTo }: WalkInputs): WalkContext =>
  goesTo === 'sandbox' ? { ...context, findRoute: context.toSandbox(edited) } : context;
