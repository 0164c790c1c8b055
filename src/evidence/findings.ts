/**
 * Finds everything in one piece: server responses, requests, and signing logs. The search does not choose among the
 * findings.
 */
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { ErrorDocument } from './answers/document.ts';
import { findDocuments } from './answers/find-documents.ts';
import type { Piece } from './evidence.ts';
import { type LoggedStrings, readSigningLog } from './logs/signing-log.ts';
import { withSides } from './logs/two-sides.ts';
import { longRequestIn } from './near-signs.ts';
import { outsideErrors } from './outside-errors.ts';
import type { PassedRequest } from './proxies/passed-request.ts';
import { type ProxyLog, readProxyLog } from './proxies/proxy-logs.ts';
import { findRequests } from './requests/find-requests.ts';
import { type FoundRequest, requestOfText } from './requests/found-request.ts';
import { findResponses, type ResponsePlace } from './requests/responses.ts';
import { scanText } from './scanned-text.ts';
import { hasSignerCode, hasTime } from './signer-code.ts';

/** Everything that was found in one piece. Each list is in the order of the text. */
export interface Findings {
  readonly by: InputSource;
  readonly documents: readonly ErrorDocument[];
  readonly responses: readonly ResponsePlace[];
  /** The texts that clients logged when signing requests, and that servers logged when verifying requests. */
  readonly logged: readonly LoggedStrings[];
  readonly requests: readonly FoundRequest[];
  /** The requests that a proxy logged at both ends. */
  readonly passed: readonly PassedRequest[];
}

/** Writes the requests of a log as they came from the client, with the status of each response, before the rest. */
function asPrinted({ requests, rest }: ProxyLog): Octets {
  const messages = requests.map(
    ({ received, status }) => `${received}${status === null ? '' : `HTTP/1.1 ${status} \r\n\r\n`}`,
  );
  return [...messages, rest].join('') as Octets;
}

/** Finds everything in a piece that is text. What is inside an error is about no request, and belongs to no client. */
export function findingsIn(piece: Piece): Findings {
  const { by } = piece;
  const long = longRequestIn(piece.octets);
  const log = readProxyLog(piece.octets);
  const octets = log ? asPrinted(log) : (long?.others ?? piece.octets);
  const scanned = scanText({ octets, by });
  const documents = findDocuments(scanned);
  const rest = outsideErrors(documents, scanned);
  const isSigned = hasSignerCode([piece]) ? hasTime : () => true;
  const logged = readSigningLog(rest).filter(({ strings: { canonicalRequest, stringToSign } }) =>
    isSigned(`${canonicalRequest?.octets}${stringToSign?.octets}`),
  );
  const found = {
    responses: findResponses(rest),
    logged: withSides(logged, rest.octets),
    requests: findRequests(rest).filter(({ text }) => isSigned(text)),
  };
  const isRequest = long !== null || (found.logged.length === 0 && found.requests.length === 0);
  const whole = long?.request ?? rest.octets;
  const passed = log?.requests ?? [];
  return { by, documents, ...found, passed, requests: isRequest ? [requestOfText(0, whole, by)] : found.requests };
}
