/** Signs a request in its Authorization header. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import type { Recorder } from '../../trace/trace.ts';
import { ofDialect } from '../dialects/dialect.ts';
import { type SignableRequest, signableRequest } from '../line-of-stages.ts';
import { authorization, SIGNATURE } from '../stages/authorization.ts';
import { SIGNED_REQUEST } from '../stages/signed-request.ts';
import { begin, type Prepared } from './preparation.ts';
import { headersForHeaderForm, signedHeaderNames } from './signed-headers.ts';
import type { SigningInput } from './signing-input.ts';

/** A request that is signed in its header or its query. */
export interface SignedRequest extends SignableRequest, Pick<Prepared, 'algorithm' | 'timestamp' | 'credentialScope'> {
  readonly request: RequestHead;
  readonly signature: Bytes;
  /** The head as sent over the wire. */
  readonly bytes: Bytes;
}

const nameOf = ofDialect(({ see }) =>
  fixed('Authorization', { id: 'added-header', says: 'the signature travels in this header', see: see.header }),
);

/**
 * Signs a request in its header: prepares the request, computes the signature, and attaches the signature. `record`
 * receives every intermediate value.
 */
export function signHeader(input: SigningInput, record: Recorder): SignedRequest | Problem {
  const prepared = prepare(input, record);
  return isProblem(prepared) ? prepared : attach(prepared, signableRequest(prepared, record), record);
}

function prepare(input: SigningInput, record: Recorder): Prepared | Problem {
  const beginning = begin(input, record);
  if (isProblem(beginning)) return beginning;
  const { request, scope } = beginning;
  const { signed, appended } = headersForHeaderForm({ ...input, ...beginning, region: scope.region }, request.headers);
  const names = signedHeaderNames(signed, input.signedHeaders, beginning.dialect);
  if (isProblem(names)) return names;
  return {
    ...beginning,
    request: { ...request, headers: signed },
    signedHeaderNames: names,
    rules: input.rules,
    appended,
  };
}

function attach(prepared: Prepared, signable: SignableRequest, record: Recorder): SignedRequest {
  const { algorithm, accessKeyId, credentialScope, timestamp } = prepared;
  const signature = record(SIGNATURE, signable.key.sign(signable.stringToSign, record));
  const { signedHeaders } = signable;
  const value = authorization(
    {
      dialect: algorithm.dialect,
      algorithm: algorithm.names.request,
      accessKeyId,
      credentialScope,
      signedHeaders,
      signature,
    },
    record,
  );
  const headers = [...prepared.request.headers, ...prepared.appended, { name: nameOf(algorithm.dialect), value }];
  const request = { ...prepared.request, headers };
  const bytes = record(SIGNED_REQUEST, writeRequestHead(request));
  return { ...signable, algorithm, timestamp, credentialScope, request, signature, bytes };
}
