/** Contains the stages that signing and verifying share. This code does not depend on which of the two uses it. */
import type { Bytes } from '../bytes/bytes.ts';
import type { Recorder } from '../trace/trace.ts';
import type { Algorithm, Scope, SigningKey } from './algorithms/algorithm.ts';
import {
  type CanonicalRequest,
  type CanonicalRequestInput,
  canonicalRequest,
} from './stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN, stringToSign } from './stages/string-to-sign.ts';

/** The signer's credentials, the signing time, and the scope of the signature. */
export interface SigningContext {
  readonly algorithm: Algorithm;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Bytes;
  readonly scope: Scope;
  readonly credentialScope: Bytes;
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
}

export interface CoreInput extends SigningContext, CanonicalRequestInput {}

/** A string that is ready to be signed or verified, and the key to use. */
interface Signable {
  readonly key: SigningKey;
  readonly stringToSign: Bytes;
}

export interface RequestToSign extends CanonicalRequest {
  readonly stringToSign: Bytes;
}

export interface SignableRequest extends RequestToSign, Signable {}

/** Derives the key and computes the string to sign for a request. */
export function signableRequest(input: CoreInput, record: Recorder): SignableRequest {
  const key = deriveKey(input, record);
  return { key, ...requestToSign(input, record) };
}

type RequestToSignInput = CanonicalRequestInput & Pick<SigningContext, 'algorithm' | 'timestamp' | 'credentialScope'>;

/** Computes the canonical request and the string to sign, which need no secret. */
export function requestToSign(input: RequestToSignInput, record: Recorder): RequestToSign {
  const { algorithm, timestamp, credentialScope } = input;
  const canonical = canonicalRequest(input, record);
  const toSign = stringToSign({
    algorithm: algorithm.names.request,
    timestamp,
    credentialScope,
    tail: [canonical.hashedCanonicalRequest],
  });
  return { ...canonical, stringToSign: record(STRING_TO_SIGN, toSign) };
}

/** Derives the signing key and records every step. */
export function deriveKey(context: SigningContext, record: Recorder): SigningKey {
  const { algorithm, scope, accessKeyId, secretAccessKey } = context;
  return algorithm.deriveKey({ ...scope, accessKeyId, secretAccessKey }, record);
}
