/** The walk of a request that is signed here: planned, signed, and ready to be sent. */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import { redactExchange, secretsOf } from '../../trace/redact-exchange.ts';
import type { OptionValues } from '../options/option-values.ts';
import { headOf, hostOf, type RequestPlan, urlText } from '../planning/planned-request.ts';
import type { RequestInputs } from '../planning/request-inputs.ts';
import { planRequest } from '../planning/request-plan.ts';
import { routeOf } from '../planning/sending.ts';
import type { PlanningReads } from '../reading/planning-reads.ts';
import { type Watched, watchedSender } from '../reading/watched-send.ts';
import type { World } from '../world/world.ts';
import { diagnoseRefusal, diagnosisWalk } from './diagnosis-walk.ts';
import { type EditedWalk, type PasteReader, type SignedWalk, shownWalk } from './shown-walk.ts';
import { factsCompleter, factsWithoutOpinion, firstFacts, type WalkSubject } from './walk-facts.ts';

/** What every walk that a command makes has in common. */
export interface WalkContext extends ScreenContext {
  readonly reads: PlanningReads;
  readonly findRoute: WalkRouter;
}

/** What every walk of a signed request is shown with. */
export interface ScreenContext {
  readonly world: World;
  /** Whether the user asked to see secrets. */
  readonly showsSecrets: boolean;
  readonly paste: PasteReader;
}

/** Where a planned request goes. */
export interface WalkRoute {
  /** The place, in words. */
  readonly connectsTo: string;
  readonly send: (watched: Watched) => Promise<Exchange>;
}

/** Finds the route of a planned request. */
export type WalkRouter = (plan: RequestPlan) => Promise<WalkRoute | Problem>;

/** A request that was signed, and how it is sent. */
export interface SignedRequest extends WalkSubject {
  /** The head as it is sent. */
  readonly head: Octets;
  readonly send: WalkRoute['send'];
}

/** Plans the request; nothing is sent before `send` is called. A problem names the input at fault. */
export async function planWalk(
  { showsSecrets, reads, findRoute }: Omit<WalkContext, 'world' | 'paste'>,
  inputs: RequestInputs,
): Promise<(SignedRequest & Pick<RequestPlan, 'payloadLength'>) | Problem> {
  const plan = await planRequest(reads, inputs);
  if (isProblem(plan)) return plan;
  if (plan.trace === null) return notSigned();
  const route = await findRoute(plan);
  if (isProblem(route)) return route;
  return {
    trace: (await plan.wholeTrace()) ?? plan.trace,
    url: urlText(plan.place),
    body: plan.body,
    payloadLength: plan.payloadLength,
    destination: { signedFor: hostOf(plan), connectsTo: route.connectsTo },
    showsSecrets,
    head: headOf(plan),
    send: route.send,
  };
}

/** Makes the walk of a signed request as it is shown first. Its inputs cannot be edited. */
export function signedWalk(shown: ScreenContext, signed: SignedRequest): SignedWalk {
  const facts = firstFacts(signed);
  return {
    ...shownWalk({ facts, paste: shown.paste }),
    complete: factsCompleter(shown.world, signed, facts),
    ...sendingOf(shown, signed),
  };
}

/** Makes the walk that replaces another one after an edit, complete except for the second opinion. */
export function editedWalk(shown: ScreenContext, signed: SignedRequest): EditedWalk {
  return { facts: factsWithoutOpinion(shown.world, signed), ...sendingOf(shown, signed) };
}

/** Makes the sender of a walk, and the opener of the diagnosis of its last response. */
function sendingOf(
  { world, showsSecrets, paste }: ScreenContext,
  { trace, body, head, send }: SignedRequest,
): Pick<SignedWalk, 'send' | 'openWalk'> {
  const secrets = showsSecrets ? [] : secretsOf(trace);
  let last: Exchange | null = null;
  return {
    send: watchedSender(world, head.length + body.length, async (watched) => {
      last = await send(watched);
      return redactExchange(last, secrets);
    }),
    openWalk: async () => {
      const diagnosis = diagnoseRefusal({ trace, head, body }, last);
      return isProblem(diagnosis) ? diagnosis : diagnosisWalk(diagnosis, { showsSecrets, paste });
    },
  };
}

/** Routes each request to the host of its address, or to where the options say. */
export const toItsHost =
  (world: World, options: OptionValues): WalkRouter =>
  async (plan) => {
    const route = await routeOf(world, plan, options);
    if (isProblem(route)) return route;
    return {
      connectsTo: `${route.host} port ${route.port}`,
      send: (watched) => route.send(null, watched, route.timeLimit),
    };
  };

function notSigned(): Problem {
  return problem(
    'unsigned',
    'A request that is not signed has no signature to walk through.',
    'Leave out --no-sign-request.',
  );
}
