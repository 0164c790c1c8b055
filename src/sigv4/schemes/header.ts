/** The header scheme: signing a request with an Authorization header, and the request that results. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import type { Recorder } from '../../trace/trace.ts';
import { type Computed, computeSignature } from '../core.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import { authorization } from '../stages/authorization.ts';
import { SIGNED_REQUEST } from '../stages/signed-request.ts';
import { type Prepared, prepare, type SigningInput } from './header-preparation.ts';

export interface SignedRequest extends Computed {
  readonly request: RequestHead;
  readonly authorization: Bytes;
  /** The head as it goes over the wire. */
  readonly bytes: Bytes;
}

const AUTHORIZATION_NAME = fixed('Authorization', {
  id: 'added-header',
  says: 'the signature travels in this header',
  see: AUTHORIZATION_HEADER,
});

/** Signs a request: prepare, compute, attach. Everything on the way goes to `record`. */
export function signHeader(input: SigningInput, record: Recorder): SignedRequest | Problem {
  const prepared = prepare(input, record);
  return isProblem(prepared) ? prepared : attach(prepared, computeSignature(prepared, record), record);
}

function attach(prepared: Prepared, computed: Computed, record: Recorder): SignedRequest {
  const value = authorization(
    { ...computed, algorithm: prepared.algorithm.name, accessKeyId: prepared.accessKeyId },
    record,
  );
  const request = {
    ...prepared.request,
    headers: [...prepared.request.headers, ...prepared.appended, { name: AUTHORIZATION_NAME, value }],
  };
  return { ...computed, request, authorization: value, bytes: record(SIGNED_REQUEST, writeRequestHead(request)) };
}
