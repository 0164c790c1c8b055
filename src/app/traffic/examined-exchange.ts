/** Verifies a captured request and determines why it was refused. */
import { given, plain } from '../../bytes/bytes.ts';
import type { Input } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Cause } from '../../causes/cause.ts';
import { authorizationStrippedByProxy } from '../../causes/structure/authentication.ts';
import { type Diagnosis, isNamed, searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { type ShownFinding, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { type Evidence, NO_EVIDENCE, type QuotedText, type Strings } from '../../evidence/evidence.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { headerValues, type RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { CapturedExchange, PassedBody } from '../../http/relay/captured.ts';
import { inOriginForm } from '../../http/relay/edit-head.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { isLikely } from '../../pages/diagnosis/suspect-words.ts';
import { reasonFixInWords, reasonInWords } from '../../pages/traffic/reason-words.ts';
import { finished, type Search } from '../../search/search.ts';
import { isChunked } from '../../sigv4/schemes/signed-headers.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { recordingOnly } from '../../trace/trace.ts';
import { fittingSecret } from '../../verification/fitting-secret.ts';
import { type KnownSecret, keysFrom, secretSource } from '../../verification/keys.ts';
import type { Verdict } from '../../verification/verdict.ts';
import { type VerifiedRequest, verifyRequest } from '../../verification/verify-request.ts';
import { secretFinder } from '../settings/secrets.ts';

/**
 * The form of the signature that a request claims to have, even if it cannot be read: in the header, in the query, as a
 * browser form, in chunks, of Signature Version 2, or none.
 */
export type TrafficForm = 'header' | 'query' | 'policy' | 'chunks' | 'v2' | 'unsigned';

export interface TrafficCause {
  readonly id: string;
  readonly stage: string;
  readonly says: string;
  readonly fix: string;
}

export interface ExaminedExchange {
  readonly exchange: CapturedExchange;
  /** The request as the client sent it, in origin form. */
  readonly request: ClientRequest;
  readonly form: TrafficForm;
  readonly verdict: Verdict['kind'];
  /** The reason that the exchange failed, from the diagnosis or the connection; `null` if the exchange did not fail. */
  readonly cause: TrafficCause | null;
  /** A cause that nothing proves, but that is more likely than all others together; `null` if there is none. */
  readonly suspect: TrafficCause | null;
  /** The stage in which the request is wrong, such as `canonical-uri` or `transport`; `null` if no fault is known. */
  readonly stage: string | null;
}

export interface ExamineSettings {
  readonly secrets: readonly KnownSecret[];
  /** The time of the server, in milliseconds since 1970. */
  readonly now: number;
}

/** An exchange that was read from a file, and as much of its request as the file contains. */
export interface StoredExchange {
  readonly request: ClientRequest;
  readonly exchange: CapturedExchange;
  /** The time of the first byte, in milliseconds since 1970; `null` if it is not known. */
  readonly started: number | null;
}

/** Returns the request as the client sent it, in origin form; `null` if it cannot be read in that form. */
export const requestOf = (exchange: CapturedExchange): ClientRequest | null =>
  clientRequest(inOriginForm(exchange.request.octets), exchange, AS_SENT);

/** The head that the client sent and the head that arrived at the server, as the sources of bytes. */
const AS_SENT: Input = { id: 'request', source: { kind: 'request', read: 'as-sent' } };
const AS_ARRIVED: Input = { id: 'request', source: { kind: 'request', read: 'as-arrived' } };

/** Verifies an exchange whose request is known, and searches for the cause of a refusal. */
export function examineRequest(
  stored: Pick<StoredExchange, 'request' | 'exchange'>,
  settings: ExamineSettings,
): ExaminedExchange {
  const verified = verifyStored(stored, settings);
  const search = causeSearch(verified, settings);
  return search ? withCause(verified, finished(search)) : verified;
}

/**
 * Verifies an exchange, but does not search for the cause of a refusal, which may take seconds. Returns `null` for a
 * request that cannot be read in origin form.
 */
export function verifyExchange(exchange: CapturedExchange, settings: ExamineSettings): ExaminedExchange | null {
  const request = requestOf(exchange);
  return request && verifyStored({ request, exchange }, settings);
}

function verifyStored(
  { request, exchange }: Pick<StoredExchange, 'request' | 'exchange'>,
  settings: ExamineSettings,
): ExaminedExchange {
  const verified = verify(request, settings).verified;
  const cause = knownCause(exchange);
  return {
    exchange,
    request,
    form: formOf(verified, request.head),
    verdict: verified.verdict.kind,
    cause,
    suspect: null,
    stage: cause?.stage ?? (verified.verdict.kind === 'mismatch' ? verified.verdict.at.stage : null),
  };
}

/**
 * Creates a request from a head and the captured body. If the body was not kept in full, only its hash is known. The
 * bytes of the head have an origin, because a page masks every byte of unknown origin.
 */
function clientRequest(octets: Octets, { request, scheme }: CapturedExchange, input: Input): ClientRequest | null {
  const head = readRequestHead(given(octets, input));
  if (isProblem(head)) return null;
  const { kept, length, sha256 } = request.body;
  const body = kept.length === length ? kept : null;
  const hashedBody = sha256 === null ? null : { length, sha256 };
  return { head, body, hashedBody, bodyOffset: null, scheme, seenBy: 'client', unsaid: [], remarks: [] };
}

function formOf({ claim, kind, verdict }: VerifiedRequest, head: RequestHead): TrafficForm {
  if (claim === null) return claimedForm(verdict, head);
  return kind && isChunked(kind) ? 'chunks' : claim.scheme;
}

/** Returns the form of a signature that cannot be read. */
function claimedForm({ kind }: Verdict, { headers, target }: RequestHead): TrafficForm {
  if (kind === 'unsigned') return 'unsigned';
  if (kind === 'signature-version-2') return 'v2';
  if (headerValues(headers, 'authorization').some(({ octets }) => octets !== '')) return 'header';
  return target.octets.includes('X-Amz-') ? 'query' : 'policy';
}

function verify(request: ClientRequest, { secrets, now }: ExamineSettings) {
  const { record, kept } = recordingOnly([CANONICAL_REQUEST.id, STRING_TO_SIGN.id]);
  const { secret } = fittingSecret(secrets, request, { now, rules: {} });
  const keySource = keysFrom(secretSource(secret === null ? [] : [secret]));
  return { verified: verifyRequest(request, { keySource, now, rules: {} }, record), kept };
}

/**
 * Statuses that mean that an object does not exist, already exists, or has not changed. These statuses are not about
 * the signature.
 */
const NOT_REFUSED: ReadonlySet<number> = new Set([404, 409, 412, 416]);

/** Returns whether the server refused the request, except because of whether an object exists or has changed. */
export const isRefusal = ({ response }: CapturedExchange): boolean =>
  response !== null && response.head.status >= 400 && !NOT_REFUSED.has(response.head.status);

/** Returns the search for the cause of a refusal; `null` if the server did not refuse the request. */
export function causeSearch(
  { exchange, request, cause }: ExaminedExchange,
  settings: ExamineSettings,
): Search<Diagnosis> | null {
  if (cause !== null || !isRefusal(exchange)) return null;
  return searchExchange(exchange, request, settings);
}

/** Adds the cause that a diagnosis names or, if it names none, the one that is likely. */
export function withCause(examined: ExaminedExchange, diagnosis: Diagnosis): ExaminedExchange {
  const { cause, suspect } = causesOf(examined.exchange, diagnosis);
  return { ...examined, cause, suspect, stage: cause?.stage ?? examined.stage };
}

/** Returns the cause that the diagnosis of an exchange names or, if it names none, the one that is likely. */
export function causesOf(
  { request }: CapturedExchange,
  diagnosis: Diagnosis,
): Pick<ExaminedExchange, 'cause' | 'suspect'> {
  const [first] = shownDiagnosis(diagnosis).findings;
  if (first === undefined) return { cause: null, suspect: null };
  if (isNamed(diagnosis)) return { cause: reasonOf(first, request), suspect: null };
  return { cause: null, suspect: isLikely(first) ? reasonOf(first, request) : null };
}

function reasonOf(first: ShownFinding, request: CapturedExchange['request']): TrafficCause {
  const { id, stage } = first.cause;
  const change = inOriginForm(request.octets) === request.forwarded ? 'unseen' : 'in-transit';
  return { id, stage, says: reasonInWords(first), fix: reasonFixInWords(first, change) };
}

/**
 * Returns the cause that needs no search: a problem with the connection, or an Authorization header that did not
 * arrive.
 */
function knownCause(exchange: CapturedExchange): TrafficCause | null {
  if (exchange.problem) return transportCause(exchange.problem);
  return isRefusal(exchange) && hasLostAuthorization(exchange) ? causeInWords(authorizationStrippedByProxy) : null;
}

/** Returns whether the client sent an AWS Authorization header but the server received none. */
function hasLostAuthorization({ request }: CapturedExchange): boolean {
  if (request.octets === request.forwarded || !isAwsHeader(request.head)) return false;
  const arrived = readRequestHead(plain(request.forwarded));
  return !isProblem(arrived) && !isAwsHeader(arrived);
}

const isAwsHeader = ({ headers }: RequestHead): boolean =>
  headerValues(headers, 'authorization').some(({ octets }) => octets.startsWith('AWS4-'));

const causeInWords = ({ id, stage, says, fix }: Cause): TrafficCause => ({ id, stage, says, fix });

const transportCause = ({ code, says, fix }: Problem): TrafficCause => ({ id: code, stage: 'transport', says, fix });

const BY = { kind: 'answer' } as const;

/**
 * Diagnoses a refused request from complete evidence: the request from the client, the forwarded request, and the
 * response.
 */
export function diagnoseExchange(
  exchange: CapturedExchange,
  request: ClientRequest,
  settings: ExamineSettings,
): Diagnosis | null {
  const search = searchExchange(exchange, request, settings);
  return search && finished(search);
}

/** Diagnoses like `diagnoseExchange`, but as a search that can be interrupted. */
export function searchExchange(
  exchange: CapturedExchange,
  request: ClientRequest,
  settings: ExamineSettings,
): Search<Diagnosis> | null {
  const { response } = exchange;
  if (response === null) return null;
  const known = withArrived(answeredEvidence(request, messageOf(response)), exchange, settings);
  return searchDiagnosis(known, secretFinder(settings.secrets));
}

/** Returns the evidence about a request whose bytes are known, and which a server answered with this message. */
function answeredEvidence(request: ClientRequest, answer: Octets): Evidence {
  const read = readEvidence([{ octets: answer, by: BY }]);
  return { ...(isProblem(read) ? NO_EVIDENCE : read), request };
}

export const messageOf = ({ octets, body }: { readonly octets: Octets; readonly body: PassedBody }): Octets =>
  (octets + body.kept) as Octets;

/**
 * Adds the text that the server must have computed, if the response does not quote it and the request was changed in
 * transit. The bytes that the server received are known. If no signed part was changed, the request that arrived is
 * diagnosed.
 */
function withArrived(evidence: Evidence, exchange: CapturedExchange, settings: ExamineSettings): Evidence {
  const { octets, forwarded } = exchange.request;
  const { answer, request } = evidence;
  const isSilent = answer !== null && !answer.canonicalRequest && !answer.stringToSign;
  if (!isSilent || request === null || inOriginForm(octets) === forwarded) return evidence;
  const arrived = clientRequest(forwarded, exchange, AS_ARRIVED);
  if (arrived === null) return evidence;
  const [sent, seen] = [computedStrings(request, settings), computedStrings(arrived, settings)];
  const isSame = sent.canonicalRequest?.octets === seen.canonicalRequest?.octets;
  return isSame ? { ...evidence, request: arrived } : { ...evidence, answer: { ...answer, ...seen } };
}

function computedStrings(
  request: ClientRequest,
  settings: ExamineSettings,
): Pick<Strings, 'canonicalRequest' | 'stringToSign'> {
  const { kept } = verify(request, settings);
  const quoted = (id: string): QuotedText | null => {
    const octets = kept.get(id);
    return octets === undefined ? null : { octets, by: BY, readFrom: 'bytes', repairs: [], standing: 'proved' };
  };
  return { canonicalRequest: quoted(CANONICAL_REQUEST.id), stringToSign: quoted(STRING_TO_SIGN.id) };
}
