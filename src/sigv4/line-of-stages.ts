/**
 * Has the line of stages: which there are, in the order in which a request goes through them, and how it goes through
 * those that all schemes have. Signing and verifying share it.
 */
import type { Bytes } from '../bytes/bytes.ts';
import type { Recorder, Scheme } from '../trace/trace.ts';
import type { Algorithm, Scope, SigningKey } from './algorithms/algorithm.ts';
import type { Rules } from './rules.ts';
import { ASYMMETRIC_KEY_STAGE } from './stages/asymmetric-key.ts';
import { AUTHORIZATION_STAGE } from './stages/authorization.ts';
import {
  CANONICAL_REQUEST_STAGE,
  type CanonicalRequest,
  type CanonicalRequestInput,
  canonicalRequest,
} from './stages/canonical-request/canonical-request.ts';
import { CHUNK_SIGNATURES_STAGE } from './stages/chunk-signatures.ts';
import { COMPARISON_STAGE } from './stages/comparison.ts';
import { CREDENTIAL_SCOPE_STAGE } from './stages/credential-scope.ts';
import { ENCODED_POLICY_STAGE, FORM_FIELDS_STAGE, POLICY_STAGE } from './stages/form-fields.ts';
import { PRESIGNED_URL_STAGE } from './stages/presigned-url.ts';
import { REQUEST_STAGE } from './stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from './stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from './stages/signing-key.ts';
import type { Stage, StageConditions } from './stages/stage.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE, stringToSign } from './stages/string-to-sign.ts';

/** All stages. Each says which requests go through it. */
export const STAGES: readonly Stage[] = [
  REQUEST_STAGE,
  POLICY_STAGE,
  CREDENTIAL_SCOPE_STAGE,
  SIGNING_KEY_STAGE,
  ASYMMETRIC_KEY_STAGE,
  CANONICAL_REQUEST_STAGE,
  STRING_TO_SIGN_STAGE,
  ENCODED_POLICY_STAGE,
  AUTHORIZATION_STAGE,
  PRESIGNED_URL_STAGE,
  FORM_FIELDS_STAGE,
  CHUNK_SIGNATURES_STAGE,
  REQUEST_BYTES_STAGE,
  RESPONSE_BYTES_STAGE,
  COMPARISON_STAGE,
];

/** Returns the stages for signing a request, in order. */
export const stagesOf = (scheme: Scheme, { isAsymmetric }: Algorithm, payload: Rules['payload']): readonly Stage[] =>
  chosen({ purpose: 'sign', scheme, isAsymmetric, payload, isKeyKnown: true });

const chosen = (conditions: StageConditions): readonly Stage[] => STAGES.filter(({ when }) => when(conditions));

/**
 * Returns the stages for verifying a request: the stages shared with signing, and the comparison. The signing key is
 * included only if the secret is known.
 */
export function stagesOfVerification(
  scheme: Scheme,
  { isAsymmetric }: Algorithm,
  { isKeyKnown, isChunked }: { readonly isKeyKnown: boolean; readonly isChunked: boolean },
): readonly Stage[] {
  const payload = isChunked ? 'streaming' : 'hashed';
  return chosen({ purpose: 'verify', scheme, isAsymmetric, payload, isKeyKnown });
}

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

export interface RequestToSign extends CanonicalRequest {
  readonly stringToSign: Bytes;
}

/** Computes the canonical request and the string to sign, which need no secret. */
export function requestToSign(
  { algorithm, timestamp, credentialScope }: Pick<SigningContext, 'algorithm' | 'timestamp' | 'credentialScope'>,
  input: CanonicalRequestInput,
  record: Recorder,
): RequestToSign {
  const canonical = canonicalRequest(input, record);
  const lines = {
    algorithm: algorithm.names.request,
    timestamp,
    credentialScope,
    tail: [canonical.hashedCanonicalRequest],
  };
  // Each member is named, here and below, because copying an object takes several times as long.
  return {
    canonicalRequest: canonical.canonicalRequest,
    signedHeaders: canonical.signedHeaders,
    hashedCanonicalRequest: canonical.hashedCanonicalRequest,
    stringToSign: record(STRING_TO_SIGN, stringToSign(lines)),
  };
}

/** Derives the signing key and records every step. */
export function deriveKey(context: SigningContext, record: Recorder): SigningKey {
  const { algorithm, scope, accessKeyId, secretAccessKey } = context;
  const { date, region, service } = scope;
  return algorithm.deriveKey({ date, region, service, accessKeyId, secretAccessKey }, record);
}
