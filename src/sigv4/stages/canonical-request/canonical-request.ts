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
import { type Bytes, fixed, join, NOTHING } from '../../../bytes/bytes.ts';
import { sha256InHex } from '../../../crypto/digests.ts';
import { headerValue, type RequestHead } from '../../../http/message.ts';
import { splitTarget } from '../../../http/target.ts';
import { type Recorder, textValuesOf } from '../../../trace/trace.ts';
import { AWS4 } from '../../dialects/aws4.ts';
import { type CanonicalPart, type Dialect, isNamed, ofDialect } from '../../dialects/dialect.ts';
import { HEADER_CALCULATION } from '../../documentation.ts';
import type { Rules } from '../../rules.ts';
import { type Stage, signsHead } from '../stage.ts';
import { canonicalHeaders } from './canonical-headers.ts';
import { canonicalQueryString } from './canonical-query-string.ts';
import { canonicalUri, signedPath } from './canonical-uri.ts';

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

const newlineOf = ofDialect(({ see }) =>
  fixed('\n', {
    id: 'canonical-request-newline',
    says: 'a newline separates the parts of the canonical request',
    see: see.calculation,
  }),
);
export const NEWLINE = newlineOf(AWS4);
export const SEMICOLON = fixed(';', {
  id: 'signed-headers-separator',
  says: 'a semicolon separates the names of the signed headers',
  see: HEADER_CALCULATION,
});

export interface CanonicalRequestInput {
  readonly dialect: Dialect;
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

/**
 * Joins the names of the signed headers into a list, which is the second-to-last line. A dialect may leave out those
 * that are signed in any case.
 */
export function signedHeadersText(names: readonly Bytes[], dialect: Dialect): Bytes {
  if (last?.names !== names || last.dialect !== dialect) last = { names, dialect, text: listText(names, dialect) };
  return last.text;
}

/** The last list that was written. Requests that are read one after the other often share it. */
let last: { readonly names: readonly Bytes[]; readonly dialect: Dialect; readonly text: Bytes } | null = null;

function listText(names: readonly Bytes[], { list, signedByDefault }: Dialect): Bytes {
  const listed = list === 'all' ? names : names.filter(({ octets }) => !isNamed(octets, signedByDefault));
  return join(listed, SEMICOLON);
}

interface CanonicalParts {
  readonly method: Bytes;
  readonly canonicalUri: Bytes;
  readonly canonicalQueryString: Bytes;
  /** One line for each header, including its newline. */
  readonly canonicalHeaders: Bytes;
  readonly signedHeaders: Bytes;
  readonly hashedPayload: Bytes;
}

const PARTS: Readonly<Record<CanonicalPart, keyof CanonicalParts>> = {
  method: 'method',
  uri: 'canonicalUri',
  query: 'canonicalQueryString',
  headers: 'canonicalHeaders',
  list: 'signedHeaders',
  payload: 'hashedPayload',
};

/**
 * Joins the parts, of which most dialects have six. The headers already end with a newline, so joining the parts puts
 * an empty line after the headers.
 */
export function joinCanonicalParts(parts: CanonicalParts, dialect: Dialect): Bytes {
  return join(
    dialect.canonicalRequest.map((part) => parts[PARTS[part]]),
    newlineOf(dialect),
  );
}

/** Computes the canonical request and its hash, and records every part of it. */
export function canonicalRequest(input: CanonicalRequestInput, record: Recorder): CanonicalRequest {
  const { request, signedHeaderNames, hashedPayload, rules, dialect } = input;
  const { path, query } = splitTarget(request.target);
  const host = dialect.bucketInHost ? (headerValue(request.headers, 'host') ?? null) : null;
  const parts: CanonicalParts = {
    method: record(HTTP_METHOD, request.method),
    canonicalUri: record(CANONICAL_URI, canonicalUri(signedPath(path, host, dialect), rules)),
    canonicalQueryString: record(CANONICAL_QUERY_STRING, canonicalQueryString(query, rules, dialect)),
    canonicalHeaders: record(CANONICAL_HEADERS, canonicalHeaders(request, signedHeaderNames, rules, dialect)),
    signedHeaders: record(SIGNED_HEADERS, signedHeadersText(signedHeaderNames, dialect)),
    hashedPayload,
  };
  const whole = record(CANONICAL_REQUEST, joinCanonicalParts(parts, dialect));
  const isHashed = dialect.stringToSign.includes('hash');
  return {
    canonicalRequest: whole,
    signedHeaders: parts.signedHeaders,
    hashedCanonicalRequest: isHashed ? record(HASHED_CANONICAL_REQUEST, sha256InHex(whole)) : NOTHING,
  };
}
