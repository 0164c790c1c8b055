/** Verifies a captured request, and determines what is known about its refusal without a search. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Cause } from '../../causes/cause.ts';
import { causeOf } from '../../causes/table.ts';
import { headerValues, type RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { finished } from '../../search/search.ts';
import { isChunked } from '../../sigv4/schemes/signed-headers.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CHUNK_SIGNATURES_STAGE } from '../../sigv4/stages/chunk-signatures.ts';
import type { Comparison, Standing } from '../../verification/comparison/comparison.ts';
import type { Verdict } from '../../verification/verdict.ts';
import type { VerifiedRequest } from '../../verification/verify-request.ts';
import type { TrafficCause, TrafficCauses } from '../../views/traffic/traffic-entry.ts';
import { type ExamineSettings, requestOf, verifyCaptured } from './captured-request.ts';
import { causesOf, type EvidentCause, evidentCause, searchExchange } from './exchange-search.ts';
import { exchangeMask, maskedProblem } from './log/exchange-mask.ts';
import { signedForOther } from './other-secret.ts';

/**
 * The form of the signature that a request claims to have, even if it cannot be read: in the header, in the query, as a
 * browser form, in chunks, of Signature Version 2, or none.
 */
export type TrafficForm = 'header' | 'query' | 'policy' | 'chunks' | 'v2' | 'unsigned';

export interface ExaminedExchange extends TrafficCauses {
  readonly exchange: CapturedExchange;
  /** The request as the client sent it, in origin form. */
  readonly request: ClientRequest;
  readonly form: TrafficForm;
  readonly verdict: Verdict['kind'];
  /** Whose signature the request has, in a sentence, if it is not one of AWS; `null` otherwise. */
  readonly otherScheme: string | null;
  /** What differs, if it is not the signature of the request; `null` if nothing else is known to differ. */
  readonly difference: OtherDifference | null;
  /** The right signatures in the place of wrong ones: that of the request, of its first wrong chunk, or of its trailer. */
  readonly rightSignatures: readonly Octets[];
  /** The stage in which the request is wrong, such as `canonical-uri` or `transport`; `null` if no fault is known. */
  readonly stage: string | null;
  /** Whether a search may find the cause: the server refused the request, and it is not evident why. */
  readonly isSearched: boolean;
}

/** A value that differs, and whether the signature of the request is right in spite of it. */
export interface OtherDifference {
  readonly at: Comparison;
  readonly signature: Standing;
}

/** An exchange that was read from a file, and as much of its request as the file contains. */
export interface StoredExchange {
  readonly request: ClientRequest;
  readonly exchange: CapturedExchange;
  /** The time of the first byte, in milliseconds since 1970; `null` if it is not known. */
  readonly started: number | null;
}

/** Verifies an exchange whose request is known, and searches for the cause of a refusal. */
export function examineRequest(
  stored: Pick<StoredExchange, 'request' | 'exchange'>,
  settings: ExamineSettings,
): ExaminedExchange {
  const verified = verifyStored(stored, settings);
  const search = verified.isSearched ? searchExchange(stored.exchange, stored.request, settings) : null;
  return search ? withCauses(verified, causesOf(finished(search))) : verified;
}

/**
 * Verifies an exchange, but does not search for the cause of a refusal, which may take seconds. Throws if the head cannot
 * be read in origin form, although it could be read when it arrived.
 */
export function verifyExchange(exchange: CapturedExchange, settings: ExamineSettings): ExaminedExchange {
  const request = requestOf(exchange);
  if (request === null) throw new Error('The head of the request cannot be read.');
  return verifyStored({ request, exchange }, settings);
}

function verifyStored(
  { request, exchange }: Pick<StoredExchange, 'request' | 'exchange'>,
  settings: ExamineSettings,
): ExaminedExchange {
  const { verified } = verifyCaptured(request, settings);
  const { cause, isSearched } = knownCause(exchange, request, settings);
  return {
    exchange,
    request,
    form: formOf(verified, request.head),
    verdict: verified.verdict.kind,
    otherScheme: otherSchemeIn(verified),
    difference: differenceOf(verified),
    rightSignatures: rightSignaturesIn(verified),
    cause,
    suspect: null,
    isSearched,
    stage: cause?.stage ?? (verified.verdict.kind === 'mismatch' ? verified.verdict.at.stage : null),
  };
}

const otherSchemeIn = ({ verdict }: VerifiedRequest): string | null =>
  verdict.kind === 'unsigned' && verdict.problem.code === 'other-scheme' ? verdict.problem.says : null;

function differenceOf({ verdict, comparisons }: VerifiedRequest): OtherDifference | null {
  if (verdict.kind !== 'mismatch' || verdict.at.id === SIGNATURE.id) return null;
  const signature = comparisons.find(({ id }) => id === SIGNATURE.id)?.standing ?? 'unknown';
  return { at: verdict.at, signature };
}

const rightSignaturesIn = ({ comparisons }: VerifiedRequest): readonly Octets[] =>
  comparisons.flatMap(({ id, stage, standing, computed }) => {
    const isOfSignature = id === SIGNATURE.id || stage === CHUNK_SIGNATURES_STAGE.id;
    return isOfSignature && standing === 'differs' && computed !== null ? [computed] : [];
  });

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

/**
 * Statuses that mean that an object does not exist, already exists, or has not changed. These statuses are not about
 * the signature.
 */
const NOT_REFUSED: ReadonlySet<number> = new Set([404, 409, 412, 416]);

/** Returns whether a response with this status refuses the request, and not only what it asks for. */
export const isRefusedStatus = (status: number): boolean => status >= 400 && !NOT_REFUSED.has(status);

/** Returns whether the server refused the request, except because of whether an object exists or has changed. */
export const isRefusal = ({ response }: CapturedExchange): boolean =>
  response !== null && isRefusedStatus(response.head.status);

/** Adds what a search has found. */
export const withCauses = (examined: ExaminedExchange, { cause, suspect }: TrafficCauses): ExaminedExchange => ({
  ...examined,
  cause,
  suspect,
  stage: cause?.stage ?? examined.stage,
});

/**
 * Determines the cause that needs no search: a problem with the connection, an Authorization header that did not arrive,
 * or what the response makes evident.
 */
function knownCause(exchange: CapturedExchange, request: ClientRequest, settings: ExamineSettings): EvidentCause {
  if (exchange.problem)
    return { cause: transportCause(maskedProblem(exchange.problem, exchangeMask(exchange))), isSearched: false };
  if (!isRefusal(exchange)) return { cause: null, isSearched: false };
  return hasLostAuthorization(exchange)
    ? { cause: causeInWords(causeOf('authorization-lost')), isSearched: false }
    : (ofOtherKey(request, settings) ?? evidentCause(exchange, request, settings));
}

function ofOtherKey(request: ClientRequest, settings: ExamineSettings): EvidentCause | null {
  const cause = signedForOther(request, settings);
  return cause && { cause, isSearched: false };
}

/** Returns whether the client sent an AWS Authorization header but the server received none. */
function hasLostAuthorization({ request }: CapturedExchange): boolean {
  if (request.octets === request.forwarded || !isAwsHeader(request.head)) return false;
  const arrived = readRequestHead(plain(request.forwarded));
  return !isProblem(arrived) && !isAwsHeader(arrived);
}

const isAwsHeader = ({ headers }: RequestHead): boolean =>
  headerValues(headers, 'authorization').some(({ octets }) => octets.startsWith('AWS4-'));

export const causeInWords = ({ id, stage, says, fix }: Cause): TrafficCause => ({
  id,
  stage,
  certainty: 'proved',
  says,
  fix,
});

const transportCause = ({ code, says, fix }: Problem): TrafficCause => ({
  id: code,
  stage: 'transport',
  certainty: 'proved',
  says,
  fix,
});
