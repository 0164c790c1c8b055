/** Before signing with an Authorization header: what the request still needs, and which headers are signed. */
import { type Bytes, fixed, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { compareOctets, lowerCase } from '../../bytes/text-operations.ts';
import { type HeaderField, headerValue } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Payload, Recorder } from '../../trace/trace.ts';
import { AWS4_HMAC_SHA256 } from '../algorithm.ts';
import type { CoreInput } from '../core.ts';
import { AUTHENTICATING_REQUESTS, AUTHORIZATION_HEADER, HEADER_CALCULATION } from '../documentation.ts';
import type { Rules } from '../rules.ts';
import { HASHED_PAYLOAD } from '../stages/canonical-request.ts';
import {
  ACCESS_KEY_ID,
  REGION,
  REQUEST,
  SECRET_ACCESS_KEY,
  SERVICE,
  sessionTokenDefinition,
  TIMESTAMP,
} from '../stages/request.ts';
import { badTimestamp, isTimestamp } from '../timestamp.ts';

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

/** Whoever forwards the request may remove or answer them (RFC 9110, sections 7.6.1 and 10.1.1). */
const HOP_BY_HOP = ['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** They are added after signing, or for somebody else (RFC 9110, section 11). */
const CREDENTIALS_THEMSELVES = ['authorization', 'proxy-authorization', 'proxy-connection'];
const NEVER_SIGNED = new Set([...HOP_BY_HOP, ...CREDENTIALS_THEMSELVES]);

/** Credentials first, so that they are known as secrets whatever comes; then what authentication adds. */
export function prepare(input: SigningInput, record: Recorder): Prepared | Problem {
  const { rules } = input;
  const bytes = record(REQUEST, input.request);
  const { accessKeyId, secretAccessKey, sessionToken } = recordCredentials(input.credentials, bytes, record);
  const request = readRequestHead(bytes);
  if (isProblem(request)) return request;
  if (headerValue(request.headers, 'authorization')) return alreadyAuthorized();
  const timestamp = record(TIMESTAMP, headerValue(request.headers, 'x-amz-date') ?? input.timestamp);
  if (!isTimestamp(timestamp.octets)) return badTimestamp(timestamp);
  const scope = {
    date: slice(timestamp, 0, 8),
    region: record(REGION, input.region),
    service: record(SERVICE, input.service),
  };
  const givenHash = headerValue(request.headers, 'x-amz-content-sha256');
  const hashedPayload = record(HASHED_PAYLOAD, givenHash ?? payloadLine(input));
  const missing = missingHeaders({ hashedPayload, timestamp, sessionToken, rules }, request.headers);
  const headers = [...request.headers, ...missing.signed];
  return {
    algorithm: AWS4_HMAC_SHA256,
    request: { ...request, headers },
    signedHeaderNames: signedHeaderNames(headers),
    hashedPayload,
    timestamp,
    scope,
    secretAccessKey,
    accessKeyId,
    rules,
    appended: missing.appended,
  };
}

const UNSIGNED_PAYLOAD = fixed('UNSIGNED-PAYLOAD', {
  id: 'unsigned-payload',
  says: 'these words say that the signature does not cover the payload',
  see: AUTHORIZATION_HEADER,
});

const payloadLine = ({ rules, payload }: SigningInput): Bytes =>
  rules.payload === 'unsigned' ? UNSIGNED_PAYLOAD : hashOfPayload(payload);

function alreadyAuthorized(): Problem {
  return problem(
    'authorization',
    'The request has an Authorization header already.',
    'Leave it out: signing makes one.',
    {
      see: AUTHORIZATION_HEADER,
    },
  );
}

interface HeaderSources {
  readonly hashedPayload: Bytes;
  readonly timestamp: Bytes;
  readonly sessionToken: Bytes | null;
  readonly rules: Rules;
}

/** What authentication needs and the request does not have yet. */
function missingHeaders(
  { hashedPayload, timestamp, sessionToken, rules }: HeaderSources,
  present: readonly HeaderField[],
): { readonly signed: HeaderField[]; readonly appended: HeaderField[] } {
  const isMissing = ({ name }: HeaderField) => headerValue(present, name.octets) === undefined;
  const token = sessionToken ? [{ name: TOKEN_NAME, value: sessionToken }].filter(isMissing) : [];
  const hash = rules.contentSha256Header === 'added' ? [{ name: CONTENT_SHA256_NAME, value: hashedPayload }] : [];
  const signed = [...hash, { name: DATE_NAME, value: timestamp }].filter(isMissing);
  return rules.sessionToken === 'signed'
    ? { signed: [...signed, ...token], appended: [] }
    : { signed, appended: token };
}

/** The token that the request carries already, if it does, is the one in use. */
function recordCredentials(credentials: Credentials, request: Bytes, record: Recorder): Credentials {
  const [carried] = tokensIn(request).map((token, index) => record(sessionTokenDefinition(index), token));
  return {
    accessKeyId: record(ACCESS_KEY_ID, credentials.accessKeyId),
    secretAccessKey: record(SECRET_ACCESS_KEY, credentials.secretAccessKey),
    sessionToken: carried ?? (credentials.sessionToken && record(sessionTokenDefinition(0), credentials.sessionToken)),
  };
}

/** Every session token in the headers, found also where the head is malformed: it must be masked even then. */
function tokensIn(request: Bytes): Bytes[] {
  const found = request.octets.matchAll(/^x-amz-security-token[ \t]*:[ \t]*((?:[^\r\n]|\r?\n[ \t])+)/gim);
  return [...found].map((match) => {
    const end = match.index + match[0].length;
    return slice(request, end - (match[1]?.length ?? 0), end);
  });
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
