/** Defines a signed request that a walk shows, and the route on which the walk sends it. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { LiveTarget, WalkFacts } from '../../views/facts.ts';
import type { RequestPlan } from '../planning/planned-request.ts';
import type { Watched } from '../reading/watched-send.ts';
import type { World } from '../world/world.ts';
import type { PasteReader } from './shown-walk.ts';
import type { WalkSubject } from './walk-facts.ts';

/** The context that is needed to show a walk of a signed request. */
export interface ScreenContext {
  readonly world: World;
  readonly showsSecrets: boolean;
  readonly paste: PasteReader;
}

export interface WalkRoute {
  readonly goesTo: WalkFacts['destination']['goesTo'];
  /** The destination of the request, in words for the user. */
  readonly connectsTo: string;
  /** The target outside this machine to which the request is sent; absent if there is no such target. */
  readonly live?: LiveTarget;
  readonly send: (watched: Watched) => Promise<Exchange>;
}

/** The route to the sandbox in this program, which also takes requests that are not signed correctly. */
export interface SandboxRoute extends WalkRoute {
  readonly sendMessage: (message: HttpMessage, watched: Watched) => Promise<Exchange>;
}

export interface HttpMessage {
  readonly method: string;
  /** The head and the body. */
  readonly octets: Octets;
}

export type WalkRouter<Route extends WalkRoute = WalkRoute> = (plan: RequestPlan) => Promise<Route | Problem>;

export interface SignedRequest extends WalkSubject {
  readonly head: Octets;
  readonly send: WalkRoute['send'];
  /** Finds the route to the sandbox in this program. A request of a lesson has none. */
  readonly toSandbox?: () => Promise<SandboxRoute | Problem>;
}
