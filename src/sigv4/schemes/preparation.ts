/**
 * Prepares the parts that all schemes need: the credentials, the time, the scope, and the payload's line in the
 * canonical request.
 */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { type HeaderField, headerValue, type RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Recorder } from '../../trace/trace.ts';
import type { Scope } from '../algorithms/algorithm.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import type { SigningContext } from '../line-of-stages.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../names.ts';
import { UNSIGNED_CHUNKS, UNSIGNED_PAYLOAD } from '../payload-keywords.ts';
import { recordOtherSecrets, tokensIn } from '../secrets/secret-headers.ts';
import { type CanonicalRequestInput, HASHED_PAYLOAD } from '../stages/canonical-request/canonical-request.ts';
import { credentialScope } from '../stages/credential-scope.ts';
import {
  ACCESS_KEY_ID,
  REGION,
  REGION_SET,
  REQUEST,
  SECRET_ACCESS_KEY,
  SERVICE,
  sessionTokenDefinition,
  TIMESTAMP,
} from '../stages/request.ts';
import { badTimestamp, isTimestamp } from '../timestamp.ts';
import type { Credentials, SignerInput, SigningForm, SigningInput } from './signing-input.ts';

/** A request that has been read and recorded, before anything is added. */
export interface Beginning {
  readonly context: SigningContext;
  readonly request: RequestHead;
  readonly sessionToken: Bytes | null;
  readonly hashedPayload: Bytes;
}

export interface Prepared {
  readonly context: SigningContext;
  readonly canonical: CanonicalRequestInput;
  /** Unsigned headers, which are sent after the signed ones. */
  readonly appended: readonly HeaderField[];
}

/**
 * Reads and records a request. Credentials are recorded first, because the redactor must know them even if a later step
 * fails.
 */
export function begin(input: SigningInput, record: Recorder): Beginning | Problem {
  const bytes = record(REQUEST, input.request);
  recordOtherSecrets(bytes, record);
  const credentials = recordCredentials(input.credentials, tokensIn(bytes), record);
  const request = readRequestHead(bytes);
  if (isProblem(request)) return request;
  const authorization = headerValue(request.headers, 'authorization');
  if (authorization) return alreadyAuthorized(authorization);
  const { algorithm, region, service } = input;
  const dated = input.form.kind === 'header' ? headerValue(request.headers, AMZ_HEADERS.date) : undefined;
  const signer = { algorithm, credentials, timestamp: dated ?? input.timestamp, region, service };
  const context = recordContext(signer, record);
  if (isProblem(context)) return context;
  const givenHash = headerValue(request.headers, AMZ_HEADERS.contentSha256) ?? hashInQuery(request, input.form);
  const hashedPayload = record(HASHED_PAYLOAD, givenHash ?? payloadLine(input));
  return { context, request, sessionToken: credentials.sessionToken, hashedPayload };
}

/** Returns the payload hash that the query of a presigned URL may contain. */
function hashInQuery({ target }: RequestHead, { kind }: SigningForm): Bytes | null {
  const parameters = kind === 'query' ? queryParameters(splitTarget(target).query) : [];
  const value = parameters.find(({ name }) => name.octets === AMZ_PARAMETERS.contentSha256)?.value;
  return value ? percentDecode(value) : null;
}

/** Records the time, Region, service, and scope. The caller has already recorded `credentials`. */
export function recordContext(input: SignerInput, record: Recorder): SigningContext | Problem {
  const { algorithm, credentials } = input;
  const timestamp = record(TIMESTAMP, input.timestamp);
  if (!isTimestamp(timestamp.octets)) return badTimestamp(timestamp);
  const scope: Scope = {
    date: slice(timestamp, 0, 8),
    region: record(algorithm.boundTo === 'region' ? REGION : REGION_SET, input.region),
    service: record(SERVICE, input.service),
  };
  return {
    algorithm,
    timestamp,
    scope,
    credentialScope: credentialScope(scope, algorithm, record),
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
  };
}

/** Records the credentials. A session token that is already in the request takes precedence. */
export function recordCredentials(credentials: Credentials, tokens: readonly Bytes[], record: Recorder): Credentials {
  const [carried] = tokens.map((token, index) => record(sessionTokenDefinition(index), token));
  return {
    accessKeyId: record(ACCESS_KEY_ID, credentials.accessKeyId),
    secretAccessKey: record(SECRET_ACCESS_KEY, credentials.secretAccessKey),
    sessionToken: carried ?? (credentials.sessionToken && record(sessionTokenDefinition(0), credentials.sessionToken)),
  };
}

function payloadLine({ rules, payload, algorithm }: SigningInput): Bytes {
  switch (rules.payload) {
    case 'hashed':
      return hashOfPayload(payload);
    case 'unsigned':
      return UNSIGNED_PAYLOAD;
    case 'streaming':
      return algorithm.names.streaming;
    case 'streaming-trailer':
      return algorithm.names.streamingTrailer;
    case 'unsigned-trailer':
      return UNSIGNED_CHUNKS;
  }
}

function alreadyAuthorized({ spans }: Bytes): Problem {
  const [origin] = (spans ?? []).map((span) => span.origin);
  const where = origin?.kind === 'copy' ? { value: origin.value, start: origin.start, end: origin.end } : null;
  return problem('authorization', 'The request already has an Authorization header.', 'Remove it: signing adds one.', {
    where,
    see: AUTHORIZATION_HEADER,
  });
}
