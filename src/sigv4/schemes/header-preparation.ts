/** Before signing with an Authorization header: what the request still needs, and which headers are signed. */
import { type Bytes, fixed, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { compareOctets, lowerCase } from '../../bytes/text-operations.ts';
import { type HeaderField, headerValue } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Payload, Recorder } from '../../trace/trace.ts';
import { type Algorithm, AWS4_HMAC_SHA256 } from '../algorithm.ts';
import type { CoreInput } from '../core.ts';
import { AUTHENTICATING_REQUESTS, HEADER_CALCULATION } from '../documentation.ts';
import type { Rules } from '../rules.ts';
import { HASHED_PAYLOAD } from '../stages/canonical-request.ts';
import {
  ACCESS_KEY_ID,
  REGION,
  REQUEST,
  SECRET_ACCESS_KEY,
  SERVICE,
  SESSION_TOKEN,
  TIMESTAMP,
} from '../stages/request.ts';

export interface Credentials {
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
  readonly sessionToken: Bytes | null;
}

export interface SigningInput {
  /** The head of the request: request line, headers, empty line. */
  readonly request: Bytes;
  readonly payload: Payload;
  readonly credentials: Credentials;
  /** YYYYMMDD'T'HHMMSS'Z', in UTC. */
  readonly timestamp: Bytes;
  readonly region: Bytes;
  readonly service: Bytes;
  readonly rules: Rules;
}

export interface Prepared extends CoreInput {
  readonly accessKeyId: Bytes;
  /** Headers that go onto the wire unsigned, after the others. */
  readonly appended: readonly HeaderField[];
}

const headerRule = (says: string, see: string) => ({ id: 'added-header', says, see });
const DATE_NAME = fixed('x-amz-date', headerRule('the request must say when it was signed', AUTHENTICATING_REQUESTS));
const TOKEN_NAME = fixed(
  'x-amz-security-token',
  headerRule('temporary credentials come with a session token', AUTHENTICATING_REQUESTS),
);
const CONTENT_SHA256_NAME = fixed(
  'x-amz-content-sha256',
  headerRule('S3 requires the hash of the payload as a header', HEADER_CALCULATION),
);

/** Hop-by-hop: whoever forwards the request removes them (RFC 9110, section 7.6.1). */
const NEVER_SIGNED = new Set(['authorization', 'connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade']);

/** Payload hash first, then what authentication adds, then the names of the signed headers. */
export function prepare(input: SigningInput, record: Recorder): Prepared | Problem {
  const request = readRequestHead(record(REQUEST, input.request));
  if (isProblem(request)) return request;
  const timestamp = record(TIMESTAMP, headerValue(request.headers, 'x-amz-date') ?? input.timestamp);
  if (!isTimestamp(timestamp.octets)) return badTimestamp(timestamp);
  const scope = {
    date: slice(timestamp, 0, 8),
    region: record(REGION, input.region),
    service: record(SERVICE, input.service),
  };
  const givenToken = headerValue(request.headers, TOKEN_NAME.octets);
  const { accessKeyId, secretAccessKey, sessionToken } = recordCredentials(
    { ...input.credentials, sessionToken: givenToken ?? input.credentials.sessionToken },
    record,
  );
  const givenHash = headerValue(request.headers, 'x-amz-content-sha256');
  const hashedPayload = record(HASHED_PAYLOAD, givenHash ?? hashOfPayload(input.payload));
  const token: HeaderField[] = sessionToken ? [{ name: TOKEN_NAME, value: sessionToken }] : [];
  const added: HeaderField[] = [
    ...(input.rules.contentSha256Header === 'added' ? [{ name: CONTENT_SHA256_NAME, value: hashedPayload }] : []),
    { name: DATE_NAME, value: timestamp },
    ...(input.rules.sessionToken === 'signed' ? token : []),
  ].filter(({ name }) => headerValue(request.headers, name.octets) === undefined);
  const headers = [...request.headers, ...added];
  return {
    algorithm: ALGORITHM,
    request: { ...request, headers },
    signedHeaderNames: signedHeaderNames(headers),
    hashedPayload,
    timestamp,
    scope,
    secretAccessKey,
    accessKeyId,
    rules: input.rules,
    appended: input.rules.sessionToken === 'appended' ? token : [],
  };
}

const ALGORITHM: Algorithm = AWS4_HMAC_SHA256;

function recordCredentials(credentials: Credentials, record: Recorder): Credentials {
  return {
    accessKeyId: record(ACCESS_KEY_ID, credentials.accessKeyId),
    secretAccessKey: record(SECRET_ACCESS_KEY, credentials.secretAccessKey),
    sessionToken: credentials.sessionToken && record(SESSION_TOKEN, credentials.sessionToken),
  };
}

/** Whether a header of this name (lower case) is signed where nobody says otherwise. */
export function isSignedByDefault(name: string): boolean {
  return !NEVER_SIGNED.has(name);
}

function signedHeaderNames(headers: readonly HeaderField[]): Bytes[] {
  const names = new Map<Octets, Bytes>();
  for (const field of headers) {
    const name = lowerCase(field.name);
    if (isSignedByDefault(name.octets) && !names.has(name.octets)) names.set(name.octets, name);
  }
  return [...names.values()].sort(compareOctets);
}

/** Whether these are the 16 bytes YYYYMMDD'T'HHMMSS'Z' of a moment that exists. */
export function isTimestamp(octets: Octets): boolean {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(octets);
  if (!match) return false;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const date = new Date(iso);
  return !Number.isNaN(date.getTime()) && date.toISOString() === iso;
}

function badTimestamp(timestamp: Bytes): Problem {
  return problem(
    'timestamp',
    `"${timestamp.octets}" is not a time of the form YYYYMMDD'T'HHMMSS'Z'.`,
    'Give the time in UTC, for example 20130524T000000Z.',
    { where: { value: TIMESTAMP.id, start: 0, end: timestamp.octets.length }, see: HEADER_CALCULATION },
  );
}
