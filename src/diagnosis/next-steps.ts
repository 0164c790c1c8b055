/**
 * Chooses what to give next. What decides comes first: the secret, if there is a text and a signature to compare, and
 * otherwise what the client signed, with the one command that makes the client at hand print it.
 */
import { type WhereToLook, whereToLookIn } from '../aws/programs.ts';
import { hasSignerCode } from '../evidence/signer-code.ts';
import type { Finding } from '../search/finding.ts';
import type { SearchProgress } from '../search/search.ts';
import { requestHeader } from '../sides/answers/answers.ts';
import type { NotSignature } from '../sides/answers/not-signature.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import type { Sides } from '../sides/sides.ts';

/** Where the secret is given: the program reads it by itself, and a caller of the library passes it. */
export type SecretInput = 'program' | 'library';

/** Something that would help, and what is needed to say how to get it. */
export type NextStep =
  | { readonly id: 'finish-search'; readonly tried: number }
  | { readonly id: 'rest-of-request' | 'request' | 'signature' | 'response' | 'server-log' }
  | { readonly id: 'secret'; readonly to: SecretInput }
  /**
   * `client` is how the client that was seen prints its text, and `code` if its code was given; `upstream` is the URL of
   * the server, for a capture.
   */
  | {
      readonly id: 'client-text';
      readonly client: Omit<WhereToLook, 'side'> | 'code' | null;
      readonly upstream: string;
    };

/** What is said of a refusal that gives no reason, so that a missing part of the request may be the reason. */
export const WITHOUT_REASON: ReadonlySet<NotSignature['id']> = new Set(['permission', 'page', 'no-such-route']);

/** What was found so far. */
interface Found {
  readonly notSignature: NotSignature | null;
  readonly findings: readonly Finding[];
  /** The progress at which the search was stopped; `null` if it ended. */
  readonly stopped: SearchProgress | null;
}

/**
 * Lists what additional information would help, the one that decides first. Apart from a search that was stopped, the
 * list is empty if a cause is proved, if the request itself shows what is wrong with it, or if the refusal is not about
 * the signature.
 */
export function nextSteps(sides: Sides, { stopped, ...found }: Found, to: SecretInput): readonly NextStep[] {
  const steps = [
    ...(stopped ? [{ id: 'finish-search', tried: stopped.tried } as const] : []),
    ...toGive(sides, found, to),
  ];
  return [...new Map(steps.map((step) => [step.id, step])).values()];
}

function toGive(
  sides: Sides,
  { notSignature, findings: [first] }: Omit<Found, 'stopped'>,
  to: SecretInput,
): readonly NextStep[] {
  const isOnlyLapsed = sides.evidence.lapse !== undefined && sides.rightFor.request === true && sides.answer === null;
  const isShown = first?.role === 'defect' && first.certainty.kind !== 'possible';
  if (first?.certainty.kind === 'proved' || isShown || isOnlyLapsed) return [];
  const { answer, request, signature, server, secretAccessKey } = sides;
  const rest = request !== null && request.unsaid.length > 0 ? [{ id: 'rest-of-request' } as const] : [];
  if (notSignature !== null) return WITHOUT_REASON.has(notSignature.id) && !isSignedRight(sides) ? rest : [];
  const secret = secretAccessKey === null ? [{ id: 'secret', to } as const] : [];
  const ofClient = clientText(sides);
  return [
    ...(isComparable(sides) ? secret : ofClient),
    ...step('response', answer === null),
    ...step('request', request === null),
    ...rest,
    ...step('signature', signature === null),
    ...secret,
    ...ofClient,
    ...step('server-log', answer !== null && server.known !== 'quoted'),
  ];
}

const step = (
  id: Exclude<NextStep['id'], 'finish-search' | 'secret' | 'client-text'>,
  helps: boolean,
): readonly NextStep[] => (helps ? [{ id }] : []);

/** Returns whether a secret could be compared with a signature: of a text, and of the signature that was sent for it. */
const isComparable = ({ server, client, sent, signature }: Sides): boolean =>
  signature !== null && (server.known === 'quoted' || client.known === 'quoted' || sent?.basis === 'said');

/** Asks for what the client signed. If the signature is right for the request, that text is already known. */
function clientText(sides: Sides): readonly NextStep[] {
  if (sides.client.known === 'quoted' || sides.rightFor.request === true) return [];
  const { pieces } = sides.evidence;
  const client = hasSignerCode(pieces) ? 'code' : whereToLookIn(pieces.map(({ octets }) => octets));
  return [{ id: 'client-text', client, upstream: serverOf(sides) }];
}

/** Matches a host that can be written in a command line as it is. */
const HOST = /^[a-z0-9.-]+(?<port>:\d{1,5})?$/;

/** Returns the URL of the server to which the request was sent. A port of its own is a server of one's own, usually without TLS. */
function serverOf(sides: Sides): string {
  const host = (requestHeader(sides, 'host') ?? '').toLowerCase();
  const port = HOST.exec(host)?.groups?.port;
  return `${port === undefined || port === ':443' ? 'https' : 'http'}://${HOST.test(host) ? host : 'HOST'}`;
}
