/** Signs a request in its Authorization header. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import type { Recorder } from '../../trace/trace.ts';
import type { SigningKey } from '../algorithms/algorithm.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import { deriveKey, type RequestToSign, requestToSign, type SigningContext } from '../line-of-stages.ts';
import { authorization, SIGNATURE } from '../stages/authorization.ts';
import { SIGNED_REQUEST } from '../stages/signed-request.ts';
import { begin, type Prepared } from './preparation.ts';
import { headersForHeaderForm, signedHeaderNames } from './signed-headers.ts';
import type { SigningInput } from './signing-input.ts';

/** A request that is signed in its header or its query. */
export interface SignedRequest
  extends RequestToSign,
    Pick<SigningContext, 'algorithm' | 'timestamp' | 'credentialScope'> {
  readonly key: SigningKey;
  readonly request: RequestHead;
  readonly signature: Bytes;
  /** The head as sent over the wire. */
  readonly bytes: Bytes;
}

const NAME = fixed('Authorization', {
  id: 'added-header',
  says: 'the signature travels in this header',
  see: AUTHORIZATION_HEADER,
});

/**
 * Signs a request in its header: prepares the request, computes the signature, and attaches the signature. `record`
 * receives every intermediate value.
 */
export function signHeader(input: SigningInput, record: Recorder): SignedRequest | Problem {
  const prepared = prepare(input, record);
  return isProblem(prepared) ? prepared : attach(prepared, record);
}

function prepare(input: SigningInput, record: Recorder): Prepared | Problem {
  const beginning = begin(input, record);
  if (isProblem(beginning)) return beginning;
  const { context, request, hashedPayload } = beginning;
  const { signed, appended } = headersForHeaderForm(input, beginning);
  const names = signedHeaderNames(signed, input.signedHeaders);
  if (isProblem(names)) return names;
  const changed = { method: request.method, target: request.target, headers: signed };
  const canonical = { request: changed, signedHeaderNames: names, hashedPayload, rules: input.rules };
  return { context, canonical, appended };
}

function attach({ context, canonical, appended }: Prepared, record: Recorder): SignedRequest {
  const { algorithm, accessKeyId, credentialScope } = context;
  const key = deriveKey(context, record);
  const toSign = requestToSign(context, canonical, record);
  const signature = record(SIGNATURE, key.sign(toSign.stringToSign, record));
  const { signedHeaders } = toSign;
  const value = authorization(
    { algorithm: algorithm.names.request, accessKeyId, credentialScope, signedHeaders, signature },
    record,
  );
  const { method, target } = canonical.request;
  const headers = [...canonical.request.headers, ...appended, { name: NAME, value }];
  return signedRequest({ context, key, toSign, signature }, { method, target, headers }, record);
}

interface SignedParts {
  readonly context: SigningContext;
  readonly key: SigningKey;
  readonly toSign: RequestToSign;
  readonly signature: Bytes;
}

/** Writes a request to which the signature is attached, and returns it with what was signed. */
export function signedRequest(
  { context, key, toSign, signature }: SignedParts,
  request: RequestHead,
  record: Recorder,
): SignedRequest {
  return {
    algorithm: context.algorithm,
    timestamp: context.timestamp,
    credentialScope: context.credentialScope,
    key,
    canonicalRequest: toSign.canonicalRequest,
    signedHeaders: toSign.signedHeaders,
    hashedCanonicalRequest: toSign.hashedCanonicalRequest,
    stringToSign: toSign.stringToSign,
    request,
    signature,
    bytes: record(SIGNED_REQUEST, writeRequestHead(request)),
  };
}
