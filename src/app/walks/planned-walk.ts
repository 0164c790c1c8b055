/** Creates the walk of a request that this program plans, signs, and can send. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isThisMachine } from '../../http/host.ts';
import { secretsOf } from '../../trace/redact.ts';
import { checkTrace } from '../../vectors/expectations.ts';
import { publishedFor } from '../../vectors/record.ts';
import type { LiveTarget, WalkFacts } from '../../views/facts.ts';
import type { ValuesOf } from '../options/option-values.ts';
import { walkExports } from '../outputs/walk-exports.ts';
import type { RequestPlan } from '../planning/planned-request.ts';
import { routeOf, type WIRE_OPTIONS } from '../planning/sending.ts';
import { watchedSender } from '../reading/watched-send.ts';
import type { World } from '../world/world.ts';
import { firstFacts, type WalkSubject } from './facts-of-trace.ts';
import { type EditedWalk, type SignedWalk, shownWalk, type WalkBreaker } from './shown-walk.ts';
import {
  maskedExchange,
  type SandboxRoute,
  type ScreenContext,
  type SignedRequest,
  type WalkRouter,
} from './signed-request.ts';

/** Creates the first walk of a signed request. */
export function signedWalk(shown: ScreenContext, signed: SignedRequest): SignedWalk {
  const facts = comparedFacts(shown.world, signed);
  const sending = sendingOf(shown, signed);
  return {
    ...shownWalk({
      facts,
      paste: shown.paste,
      exports: walkExports(shown.world, 'walk', (now) => ({ kind: 'walk', facts: () => now, broken: null })),
    }),
    ...sending,
  };
}

/** Creates the walk that replaces another walk after an edit. */
export function editedWalk(shown: ScreenContext, signed: SignedRequest): EditedWalk {
  return { facts: comparedFacts(shown.world, signed), ...sendingOf(shown, signed) };
}

/** Collects the facts, and compares them with the published values. Throws if the files of this program are damaged. */
export function comparedFacts(
  { fixtures, vectorRecord }: Pick<World, 'fixtures' | 'vectorRecord'>,
  subject: WalkSubject,
): WalkFacts {
  const record = vectorRecord();
  const found = publishedFor(subject.trace, record, fixtures);
  return {
    ...firstFacts(subject),
    checks: found ? checkTrace(subject.trace, found.vector) : [],
    publisher: found?.publisher ?? null,
    vectors: record.published,
  };
}

/**
 * Creates the functions that send the request, open the diagnosis of the last response, and make mistakes in the
 * request on purpose.
 */
function sendingOf(
  shown: ScreenContext,
  signed: SignedRequest,
): Pick<SignedWalk, 'send' | 'openDiagnosis' | 'breaker'> {
  const { world, showsSecrets, paste } = shown;
  const { trace, body, head, send, otherSecrets } = signed;
  const secrets = showsSecrets ? null : [...secretsOf(trace), ...otherSecrets];
  let last: Exchange | null = null;
  return {
    send: watchedSender(world, head.length + body.length, async (watched) => {
      last = await send(watched);
      return maskedExchange(last, secrets);
    }),
    openDiagnosis: async (watch) => {
      // Most walks are not diagnosed, and the causes are a third of the program.
      const { searchedWalk, searchRefusal, secretOf } = await import('./diagnosis-walk.ts');
      const search = searchRefusal({ trace, head, body, secretAccessKey: secretOf(trace) }, last);
      return isProblem(search) ? search : searchedWalk(search, { showsSecrets, paste, world }, watch);
    },
    breaker: signed.toSandbox ? breakerOf(shown, signed, signed.toSandbox) : null,
  };
}

/** Creates a router that sends each request to the host of its address, or to the place that the options give. */
export const toItsHost =
  (world: World, options: ValuesOf<typeof WIRE_OPTIONS>): WalkRouter =>
  async (plan) => {
    const route = await routeOf(world, plan, options);
    if (isProblem(route)) return route;
    return {
      goesTo: 'network',
      connectsTo: route.connectsTo,
      ...(isThisMachine(route.host) ? {} : { live: liveTarget(world, plan, route) }),
      send: (watched) => route.send(null, watched),
    };
  };

const liveTarget = (
  world: World,
  plan: RequestPlan,
  { host, port }: Pick<LiveTarget, 'host' | 'port'>,
): LiveTarget => ({
  host,
  port,
  isTls: plan.place.scheme === 'https',
  now: world.now().getTime(),
});

/**
 * Creates the breaker of a walk. The mistakes are loaded only when the user breaks something. `toSandbox` finds the
 * sandbox, which is the same for every broken request.
 */
function breakerOf(
  shown: ScreenContext,
  signed: SignedRequest,
  toSandbox: () => Promise<SandboxRoute | Problem>,
): WalkBreaker {
  let route: Promise<SandboxRoute | Problem> | null = null;
  let breaks: ReturnType<WalkBreaker['breaks']> | null = null;
  const breaker: WalkBreaker = {
    breaks: () => {
      breaks ??= import('./broken-walk.ts').then(({ breaksOf }) => breaksOf(signed));
      return breaks;
    },
    walk: async (ids) => {
      const { brokenWalk } = await import('./broken-walk.ts');
      route ??= toSandbox();
      const found = await route;
      const made = isProblem(found) ? found : brokenWalk(shown, signed, found, ids);
      return isProblem(made) ? made : { ...made, breaker };
    },
    preview: async (id, right) => {
      const [made, { breakPreview }] = await Promise.all([
        breaker.walk([id]),
        import('../../views/breaks/break-preview.ts'),
      ]);
      return isProblem(made) ? made : breakPreview(right, made.facts);
    },
  };
  return breaker;
}
