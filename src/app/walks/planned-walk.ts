/** The inputs of a request as a walk: the request planned and signed, and the way on which it is sent. */
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
import { pasteReader } from './pasted-walk.ts';
import { type EditedWalk, type SignedWalk, shownWalk, type WayOn } from './shown-walk.ts';
import { factsAlone, factsCompleter, firstFacts, type WalkSubject } from './walk-facts.ts';

/** What all walks of one command are made with. */
export interface WalkMaking {
  readonly world: World;
  /** Those of the command: what is shown of secrets, and how requests are sent. */
  readonly options: OptionValues;
  readonly reads: PlanningReads;
  readonly findRoute: WalkRouter;
}

/** Where a planned request goes. */
export interface WalkRoute {
  /** For the reader. */
  readonly connectsTo: string;
  readonly send: (watched: Watched) => Promise<Exchange>;
}

/** Finds the way of a planned request. */
export type WalkRouter = (plan: RequestPlan) => Promise<WalkRoute | Problem>;

/** A request that was signed, and how it is sent. */
export interface SignedRequest {
  readonly subject: WalkSubject;
  /** As it goes over the wire. */
  readonly head: Octets;
  readonly send: WalkRoute['send'];
}

export interface PlannedWalk extends SignedRequest {
  readonly plan: RequestPlan;
}

/** Plans the request; nothing is sent before `send` is called. A problem names the input at fault. */
export async function planWalk(
  { options, reads, findRoute }: WalkMaking,
  inputs: RequestInputs,
): Promise<PlannedWalk | Problem> {
  const plan = await planRequest(reads, inputs);
  if (isProblem(plan)) return plan;
  if (plan.trace === null) return notSigned();
  const route = await findRoute(plan);
  if (isProblem(route)) return route;
  return {
    plan,
    subject: {
      trace: (await plan.wholeTrace()) ?? plan.trace,
      url: urlText(plan.place),
      body: plan.body,
      destination: { signedFor: hostOf(plan), connectsTo: route.connectsTo },
      showsSecrets: options.showSecret === true,
    },
    head: headOf(plan),
    send: route.send,
  };
}

/** The walk of a signed request, as it is shown first. Its inputs are not edited. */
export function signedWalk(world: World, options: OptionValues, signed: SignedRequest): SignedWalk {
  const { subject } = signed;
  const facts = firstFacts(subject);
  const sending = sendingOf(world, options, signed);
  return {
    ...shownWalk({ facts, paste: pasteReader(world, options) }),
    complete: factsCompleter(world, subject, facts),
    ...sending,
  };
}

/** The walk of a signed request in the place of another one, complete but for the second opinion. */
export function editedWalk(world: World, options: OptionValues, signed: SignedRequest): EditedWalk {
  return { facts: factsAlone(world, signed.subject), ...sendingOf(world, options, signed) };
}

/** How it is sent, and the way from the answer that came last to why it says no. */
function sendingOf(
  world: World,
  options: OptionValues,
  { subject, head, send }: SignedRequest,
): Pick<SignedWalk, 'send' | 'leadOn'> {
  const { trace, body, showsSecrets } = subject;
  const secrets = showsSecrets ? [] : secretsOf(trace);
  let last: Exchange | null = null;
  const leadOn: WayOn = async () => {
    const diagnosis = diagnoseRefusal({ trace, head, body }, last);
    if (isProblem(diagnosis)) return diagnosis;
    return diagnosisWalk(diagnosis, {
      showsSecrets: options.showSecret === true,
      paste: pasteReader(world, options),
    });
  };
  return {
    send: watchedSender(world, head.length + body.length, async (watched) => {
      last = await send(watched);
      return redactExchange(last, secrets);
    }),
    leadOn,
  };
}

/** To the host of the address, or where the options say. */
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
