/**
 * Determines the draft that a server computes from the given request. Some forms contain only part of a request; for
 * example, a URL has no method and no headers. The missing parts are completed from one side's quotations, confirmed by
 * a hash or the signature, or assumed. Assumed parts prove nothing.
 */

import { EMPTY, type Octets } from '../bytes/octets.ts';
import { HASH_OF_NOTHING } from '../crypto/digests.ts';
import { type Draft, headerOf } from '../drafts/draft.ts';
import { replay } from '../drafts/replay.ts';
import { headerValue } from '../http/message.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import {
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  HTTP_METHOD,
} from '../sigv4/stages/canonical-request/canonical-request.ts';
import { headerValueId } from './difference/changes.ts';

/** Returns whether the given request contains a value, identified by the same IDs as in `Change`. */
export type SaysValue = (value: string) => boolean;

export interface KnownRequest {
  readonly draft: Draft;
  /**
   * `said` means that the request contains every signed value. `confirmed` means that some values are missing, but a
   * hash or the signature shows that `draft` is right. `completed` means that the missing values come from one side's
   * quotations. `assumed` means that the missing values are the usual ones, which may be wrong.
   */
  readonly basis: 'said' | 'confirmed' | 'completed' | 'assumed';
  /** Returns whether the request contains a value. Returns `true` for every value if the draft is `confirmed`. */
  readonly says: SaysValue;
}

/** The information that both sides reported in addition to the request. */
export interface Witnesses {
  /** The drafts parsed from each side's quotations. */
  readonly drafts: readonly Draft[];
  /** The hashes of the canonical requests: hashes that the sides state, and hashes of texts that the sides quote. */
  readonly hashes: readonly Octets[];
  readonly signature: Octets | null;
}

/** Methods that presigned URLs use, the most common one first. */
const METHODS = ['GET', 'PUT', 'HEAD', 'DELETE', 'POST'] as readonly string[] as readonly Octets[];

/**
 * Returns the known parts of the request. `draft` contains the request's values, and usual values in place of missing
 * ones.
 */
export function knownRequest(request: ClientRequest, draft: Draft, witnesses: Witnesses): KnownRequest {
  const says = saysOf(request, draft);
  if (unsaidValues(draft, says).length === 0) return { draft, basis: 'said', says };
  const completed = witnesses.drafts
    .map((other) => completedFrom(draft, says, other))
    .filter((candidate) => candidate !== null);
  const usual = says(HTTP_METHOD.id) ? [draft] : METHODS.map((method) => ({ ...draft, method }));
  const confirmed = [...completed, ...usual].find((candidate) => isConfirmed(candidate, witnesses));
  if (confirmed) return { draft: confirmed, basis: 'confirmed', says: () => true };
  const [first] = completed;
  return first ? { draft: first, basis: 'completed', says } : { draft, basis: 'assumed', says };
}

const TARGET_VALUES: readonly string[] = [CANONICAL_URI.id, CANONICAL_QUERY_STRING.id];

function saysOf(request: ClientRequest, draft: Draft): SaysValue {
  const { head, unsaid } = request;
  const shown = new Set(head.headers.map(({ name }) => headerValueId(name.octets.toLowerCase())));
  const isHeadWhole = !unsaid.includes('headers');
  return (value) => {
    if (value === HTTP_METHOD.id) return !unsaid.includes('method');
    if (TARGET_VALUES.includes(value)) return !unsaid.includes('target');
    if (value === HASHED_PAYLOAD.id) return saysHashedPayload(request, draft);
    return isHeadWhole || !value.startsWith(headerValueId('')) || shown.has(value);
  };
}

/**
 * Returns whether the request states the payload hash. The hash is in a header or a parameter, or is computed from the
 * body, if the body is known.
 */
function saysHashedPayload({ head, unsaid, body }: ClientRequest, draft: Draft): boolean {
  const { signedHeaders, hashedPayload } = draft;
  const name = AMZ_HEADERS.contentSha256;
  const parameter = new RegExp(`[?&]${name}=`, 'i');
  if (headerValue(head.headers, name) || parameter.test(head.target.octets)) return true;
  const isHeadWhole = !unsaid.includes('headers');
  if (!isHeadWhole && signedHeaders.split(';').includes(name)) return false;
  return hashedPayload !== HASH_OF_NOTHING || (body === EMPTY && isHeadWhole);
}

/** Returns the IDs of the canonical request's values that the request does not contain. */
function unsaidValues({ headers }: Draft, says: SaysValue): readonly string[] {
  const values = [
    HTTP_METHOD.id,
    ...TARGET_VALUES,
    HASHED_PAYLOAD.id,
    ...headers.map(({ name }) => headerValueId(name)),
  ];
  return values.filter((value) => !says(value));
}

/** Copies the missing values from the other draft. Returns `null` if a header is missing in that draft too. */
function completedFrom(draft: Draft, says: SaysValue, other: Draft): Draft | null {
  const headers = draft.headers.map((header) =>
    says(headerValueId(header.name)) ? header : { name: header.name, value: headerOf(other, header.name) },
  );
  if (!headers.every((header): header is Draft['headers'][number] => header.value !== null)) return null;
  return {
    ...draft,
    method: says(HTTP_METHOD.id) ? draft.method : other.method,
    canonicalUri: says(CANONICAL_URI.id) ? draft.canonicalUri : other.canonicalUri,
    canonicalQueryString: says(CANONICAL_QUERY_STRING.id) ? draft.canonicalQueryString : other.canonicalQueryString,
    headers,
    hashedPayload: says(HASHED_PAYLOAD.id) ? draft.hashedPayload : other.hashedPayload,
  };
}

function isConfirmed(draft: Draft, { hashes, signature }: Witnesses): boolean {
  const made = replay(draft);
  return hashes.includes(made.hash) || (signature !== null && made.signature() === signature);
}
