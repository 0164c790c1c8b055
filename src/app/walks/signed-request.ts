/** Defines a signed request that a walk shows, and the route on which the walk sends it. Masks what comes back. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import { type RedactedExchange, redactExchange } from '../../trace/redact-exchange.ts';
import type { LiveTarget, WalkFacts } from '../../views/facts.ts';
import type { RequestPlan } from '../planning/planned-request.ts';
import type { Watched } from '../reading/watched-send.ts';
import type { World } from '../world/world.ts';
import type { WalkSubject } from './facts-of-trace.ts';
import type { PasteReader } from './shown-walk.ts';

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

/**
 * Resolves with the secrets of the request, and those that the response itself brings, such as the credentials in an
 * answer of CreateSession or AssumeRole.
 */
export async function secretsOfExchange({ received }: Exchange, ofRequest: readonly Octets[]): Promise<Octets[]> {
  // Only a request that is sent needs to know what is a secret in a text.
  const { labelledSecretsIn } = await import('../../evidence/secrets/mask-pasted-secrets.ts');
  return [...ofRequest, ...labelledSecretsIn(received.kept)];
}

/** Masks the secrets of an exchange. If those of the request are `null`, the user asked to see all secrets. */
export async function maskedExchange(
  exchange: Exchange,
  ofRequest: readonly Octets[] | null,
): Promise<RedactedExchange> {
  return redactExchange(exchange, ofRequest === null ? [] : await secretsOfExchange(exchange, ofRequest));
}
