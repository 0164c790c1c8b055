/**
 * The canonical request is the request in one exact form, so that the client and the server hash the same bytes:
 *
 *     HTTPMethod \n
 *     CanonicalURI \n
 *     CanonicalQueryString \n
 *     CanonicalHeaders \n
 *     SignedHeaders \n
 *     HashedPayload
 */
import { type Bytes, fixed, join } from '../../../bytes/bytes.ts';
import { sha256InHex } from '../../../crypto/digests.ts';
import type { RequestHead } from '../../../http/message.ts';
import { splitTarget } from '../../../http/target.ts';
import { type Recorder, textValuesOf } from '../../../trace/trace.ts';
import { HEADER_CALCULATION } from '../../documentation.ts';
import type { Rules } from '../../rules.ts';
import { type Stage, signsHead } from '../stage.ts';
import { canonicalHeaders } from './canonical-headers.ts';
import { canonicalQueryString } from './canonical-query-string.ts';
import { canonicalUri } from './canonical-uri.ts';

export const CANONICAL_REQUEST_STAGE: Stage = {
  id: 'canonical-request',
  title: 'Canonical request',
  says: 'The request is written in one exact form, so that the client and the server hash the same bytes.',
  see: HEADER_CALCULATION,
  lesson: 'ten-lines',
  when: signsHead,
};

const value = textValuesOf(CANONICAL_REQUEST_STAGE);

export const HASHED_PAYLOAD = value('hashed-payload', 'Hashed payload');
export const HTTP_METHOD = value('http-method', 'HTTP method');
export const CANONICAL_URI = value('canonical-uri', 'Canonical URI');
export const CANONICAL_QUERY_STRING = value('canonical-query-string', 'Canonical query string');
export const CANONICAL_HEADERS = value('canonical-headers', 'Canonical headers');
export const SIGNED_HEADERS = value('signed-headers', 'Signed headers');
export const CANONICAL_REQUEST = value('canonical-request', 'Canonical request');
export const HASHED_CANONICAL_REQUEST = value('hashed-canonical-request', 'Hashed canonical request');

export const NEWLINE = fixed('\n', {
  id: 'canonical-request-newline',
  says: 'a newline separates the parts of the canonical request',
  see: HEADER_CALCULATION,
});
export const SEMICOLON = fixed(';', {
  id: 'signed-headers-separator',
  says: 'a semicolon separates the names of the signed headers',
  see: HEADER_CALCULATION,
});

export interface CanonicalRequestInput {
  readonly request: RequestHead;
  /** The names in lowercase, in the order of the SignedHeaders list. */
  readonly signedHeaderNames: readonly Bytes[];
  readonly hashedPayload: Bytes;
  readonly rules: Rules;
}

export interface CanonicalRequest {
  readonly canonicalRequest: Bytes;
  readonly signedHeaders: Bytes;
  readonly hashedCanonicalRequest: Bytes;
}

/** Joins the names of the signed headers into a list, which is the second-to-last line. */
export function signedHeadersText(names: readonly Bytes[]): Bytes {
  if (last?.names !== names) last = { names, text: join(names, SEMICOLON) };
  return last.text;
}

/** The last list that was written. Requests that are read one after the other often share it. */
let last: { readonly names: readonly Bytes[]; readonly text: Bytes } | null = null;

interface CanonicalParts {
  readonly method: Bytes;
  readonly canonicalUri: Bytes;
  readonly canonicalQueryString: Bytes;
  /** One line for each header, including its newline. */
  readonly canonicalHeaders: Bytes;
  readonly signedHeaders: Bytes;
  readonly hashedPayload: Bytes;
}

/** Joins the parts. The headers already end with a newline, so joining the parts puts an empty line after the headers. */
export function joinCanonicalParts(parts: CanonicalParts): Bytes {
  const { method, canonicalUri, canonicalQueryString, canonicalHeaders, signedHeaders, hashedPayload } = parts;
  return join([method, canonicalUri, canonicalQueryString, canonicalHeaders, signedHeaders, hashedPayload], NEWLINE);
}

/** Computes the canonical request and its hash, and records every part of it. */
export function canonicalRequest(input: CanonicalRequestInput, record: Recorder): CanonicalRequest {
  const { request, signedHeaderNames, hashedPayload, rules } = input;
  const { path, query } = splitTarget(request.target);
  const parts: CanonicalParts = {
    method: record(HTTP_METHOD, request.method),
    canonicalUri: record(CANONICAL_URI, canonicalUri(path, rules)),
    canonicalQueryString: record(CANONICAL_QUERY_STRING, canonicalQueryString(query, rules)),
    canonicalHeaders: record(CANONICAL_HEADERS, canonicalHeaders(request, signedHeaderNames, rules)),
    signedHeaders: record(SIGNED_HEADERS, signedHeadersText(signedHeaderNames)),
    hashedPayload,
  };
  const whole = record(CANONICAL_REQUEST, joinCanonicalParts(parts));
  return {
    canonicalRequest: whole,
    signedHeaders: parts.signedHeaders,
    hashedCanonicalRequest: record(HASHED_CANONICAL_REQUEST, sha256InHex(whole)),
  };
}
