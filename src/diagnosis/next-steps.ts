/**
 * Chooses what to give next. What decides comes first: the secret, if there is a text and a signature to compare, and
 * otherwise what the client signed, with the one command that makes the client at hand print it.
 */
import { linesOf, linesOfClient } from '../aws/where-to-look.ts';
import type { Finding } from '../search/finding.ts';
import { requestHeader } from '../sides/answers/answers.ts';
import type { NotSignature } from '../sides/answers/not-signature.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import type { Sides } from '../sides/sides.ts';

/** What is said of a refusal that gives no reason, so that a missing part of the request may be the reason. */
export const WITHOUT_REASON: ReadonlySet<NotSignature['id']> = new Set(['permission', 'page', 'no-such-route']);

/** Asks for the rest of a request if only a URL was given, or if the request head was cut off. */
function askForRest({ request }: Sides): string[] {
  if (request === null || request.unsaid.length === 0) return [];
  return [
    'Give the whole request, with its method and all of its headers: raw, as a curl command or out of a HAR file.',
  ];
}

/** What was found so far. */
interface Found {
  readonly notSignature: NotSignature | null;
  readonly findings: readonly Finding[];
}

/**
 * Lists what additional information would help, the one that decides first. The list is empty if a cause is proved, if
 * the request itself shows what is wrong with it, or if the refusal is not about the signature.
 */
export function nextSteps(
  sides: Sides,
  { notSignature, findings: [first] }: Found,
  giveSecret: string,
): readonly string[] {
  const isOnlyLapsed = sides.evidence.lapse !== undefined && sides.rightFor.request === true && sides.answer === null;
  const isShown = first?.role === 'defect' && first.standing.kind !== 'possible';
  if (first?.standing.kind === 'proved' || isShown || isOnlyLapsed) return [];
  if (notSignature !== null)
    return WITHOUT_REASON.has(notSignature.id) && !isSignedRight(sides) ? askForRest(sides) : [];
  const secret =
    sides.secretAccessKey === null
      ? [`${giveSecret}: the signer's mistakes can then be reproduced and compared with the signature.`]
      : [];
  const ofClient = askClient(sides);
  const decides = isComparable(sides) ? secret : ofClient;
  const others = [...askServer(sides), ...askForRequest(sides), ...secret, ...ofClient, ...askServersLog(sides)];
  return [...new Set([...decides, ...others])];
}

/** Returns whether a secret could be compared with a signature: of a text, and of the signature that was sent for it. */
const isComparable = ({ server, client, sent, signature }: Sides): boolean =>
  signature !== null && (server.known === 'quoted' || client.known === 'quoted' || sent?.standing === 'said');

const askServer = ({ answer }: Sides): string[] =>
  answer === null
    ? [
        "Give the server's whole response, both headers and body: it shows what the server computed, or which check failed.",
      ]
    : [];

function askForRequest(sides: Sides): string[] {
  const { request, signature } = sides;
  return [
    ...(request === null
      ? ['Give the request as it was sent: raw, as a URL, as a curl command, or from a HAR file.']
      : askForRest(sides)),
    ...(signature === null
      ? ['Give the signature that was sent: it is in the Authorization header, or in the URL.']
      : []),
  ];
}

/**
 * Asks for what the client signed. If the client is not one whose line is known, the capture in front of it prints it. If
 * the signature is right for the request, that text is already known.
 */
function askClient(sides: Sides): string[] {
  if (sides.client.known === 'quoted' || sides.rightFor.request === true) return [];
  const lines = linesOfClient(sides.evidence.pieces.map(({ octets }) => octets));
  const capture = `sigv4 capture --upstream ${serverOf(sides)} --port 9100, as the endpoint of the client, prints it too.`;
  return [
    `Give the text that your client signed: its debug log contains the canonical request and the string to sign. ${lines ?? `${linesOf('client')} · ${capture}`}`,
  ];
}

/** Matches a host that can be written in a command line as it is. */
const HOST = /^[a-z0-9.-]+(?<port>:\d{1,5})?$/;

/** Returns the URL of the server to which the request was sent. A port of its own is a server of one's own, usually without TLS. */
function serverOf(sides: Sides): string {
  const host = (requestHeader(sides, 'host') ?? '').toLowerCase();
  const port = HOST.exec(host)?.groups?.port;
  return `${port === undefined || port === ':443' ? 'https' : 'http'}://${HOST.test(host) ? host : 'HOST'}`;
}

const askServersLog = ({ answer, server }: Sides): string[] =>
  answer !== null && server.known !== 'quoted'
    ? [`The server does not say what it computed: its log may. ${linesOf('server')}`]
    : [];
