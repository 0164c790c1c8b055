/** A command line as a walk: its request planned and signed, and the way on which it is sent. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import { redactExchange, secretsOf } from '../../trace/redact-exchange.ts';
import type { OptionValues } from '../options/option-values.ts';
import { headOf, hostOf, type RequestPlan, urlText } from '../planning/planned-request.ts';
import { planRequest } from '../planning/request-plan.ts';
import { routeOf } from '../planning/sending.ts';
import { type BodyReader, readBody } from '../reading/read-body.ts';
import { type Watched, watchedSender } from '../reading/watched-send.ts';
import type { RequestSources } from '../settings/request-sources.ts';
import type { WalkSender, WayOn, World } from '../world/world.ts';
import { diagnosisWalk } from './diagnosis-walk.ts';
import { pasteReader } from './pasted-walk.ts';
import { diagnoseRefusal, type SentHere } from './refused-walk.ts';
import type { WalkSubject } from './walk-facts.ts';

/** What a person typed, and the world that it was typed in. */
export interface CommandLine {
  readonly world: World;
  readonly address: string;
  readonly options: OptionValues;
  readonly sources: RequestSources;
}

/** Where a planned request goes. */
export interface WalkRoute {
  /** For the reader. */
  readonly connectsTo: string;
  readonly send: (watched: Watched) => Promise<Exchange>;
}

/** Finds the way of a planned request. */
export type WalkRouter = (command: CommandLine, plan: RequestPlan) => Promise<WalkRoute | Problem>;

export interface PlannedWalk {
  readonly plan: RequestPlan;
  readonly subject: WalkSubject;
  readonly send: WalkSender;
  readonly leadOn: WayOn;
}

/** Plans what the command line says; nothing is sent before `send` is called. */
export async function planWalk(
  command: CommandLine,
  findRoute: WalkRouter,
  bodyOfData: BodyReader = readBody,
): Promise<PlannedWalk | Problem> {
  const { world, address, options, sources } = command;
  const plan = await planRequest(world, address, options, { bodyOfData, sources });
  if (isProblem(plan)) return plan;
  if (plan.trace === null) return notSigned();
  const route = await findRoute(command, plan);
  if (isProblem(route)) return route;
  const trace = (await plan.wholeTrace()) ?? plan.trace;
  const showsSecrets = options.showSecret === true;
  const secrets = showsSecrets ? [] : secretsOf(trace);
  const head = headOf(plan);
  const sending = leadingOn(world, options, { trace, head, body: plan.body }, route.send);
  return {
    plan,
    subject: {
      trace,
      by: sources.by,
      url: urlText(plan.place),
      body: plan.body,
      destination: { signedFor: hostOf(plan), connectsTo: route.connectsTo },
      showsSecrets,
    },
    send: watchedSender(world, head.length + plan.body.length, async (watched) =>
      redactExchange(await sending.send(watched), secrets),
    ),
    leadOn: sending.leadOn,
  };
}

/** A sender, and the way from the answer that came last to why it says no. */
export function leadingOn(
  world: World,
  options: OptionValues,
  sent: SentHere,
  send: WalkRoute['send'],
): Pick<WalkRoute, 'send'> & Pick<PlannedWalk, 'leadOn'> {
  let last: Exchange | null = null;
  return {
    send: async (watched) => {
      last = await send(watched);
      return last;
    },
    leadOn: async () => {
      const diagnosis = diagnoseRefusal(sent, last);
      if (isProblem(diagnosis)) return diagnosis;
      return diagnosisWalk(diagnosis, {
        showsSecrets: options.showSecret === true,
        paste: pasteReader(world, options),
      });
    },
  };
}

/** To the host of the address, or where the options say. */
export const toItsHost: WalkRouter = async ({ world, options }, plan) => {
  const route = await routeOf(world, plan, options);
  if (isProblem(route)) return route;
  return { connectsTo: `${route.host} port ${route.port}`, send: (watched) => route.send(null, watched) };
};

function notSigned(): Problem {
  return problem(
    'unsigned',
    'A request that is not signed has no signature to walk through.',
    'Leave out --no-sign-request.',
  );
}
