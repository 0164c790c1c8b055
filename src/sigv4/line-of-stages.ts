/**
 * Has the line of stages: which there are, in the order in which a request goes through them, and how it goes through
 * those that all schemes have. Signing and verifying share it.
 */
import type { Bytes } from '../bytes/bytes.ts';
import type { Recorder, Scheme } from '../trace/trace.ts';
import type { Algorithm, Scope, SigningKey } from './algorithms/algorithm.ts';
import { AWS4 } from './dialects/aws4.ts';
import type { Dialect } from './dialects/dialect.ts';
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
import { HKDF_KEY_STAGE } from './stages/hkdf-key.ts';
import { PRESIGNED_URL_STAGE } from './stages/presigned-url.ts';
import { PRIVATE_KEY_STAGE } from './stages/private-key.ts';
import { REQUEST_STAGE } from './stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from './stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from './stages/signing-key.ts';
import type { Stage, StageConditions } from './stages/stage.ts';
import { requestStringToSign, STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from './stages/string-to-sign.ts';
import { timeText } from './timestamp.ts';

/** All stages. Each says which requests go through it. */
export const STAGES: readonly Stage[] = [
  REQUEST_STAGE,
  POLICY_STAGE,
  CREDENTIAL_SCOPE_STAGE,
  SIGNING_KEY_STAGE,
  ASYMMETRIC_KEY_STAGE,
  HKDF_KEY_STAGE,
  PRIVATE_KEY_STAGE,
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
export const stagesOf = (
  scheme: Scheme,
  { keyKind, dialect }: Algorithm,
  payload: Rules['payload'],
): readonly Stage[] => explained({ purpose: 'sign', scheme, keyKind, dialect, payload, isKeyKnown: true });

/** The page of the vendor about each stage. A stage that is not here is about HTTP. */
const PAGE_OF: Readonly<Record<string, keyof Dialect['see']>> = {
  [REQUEST_STAGE.id]: 'authenticating',
  [CREDENTIAL_SCOPE_STAGE.id]: 'elements',
  [SIGNING_KEY_STAGE.id]: 'calculation',
  [CANONICAL_REQUEST_STAGE.id]: 'calculation',
  [STRING_TO_SIGN_STAGE.id]: 'calculation',
  [AUTHORIZATION_STAGE.id]: 'header',
  [PRESIGNED_URL_STAGE.id]: 'query',
  [FORM_FIELDS_STAGE.id]: 'authenticating',
  [REQUEST_BYTES_STAGE.id]: 'header',
  [RESPONSE_BYTES_STAGE.id]: 'authenticating',
  [COMPARISON_STAGE.id]: 'authenticating',
};

/** Returns the stages of a request. Those of a sibling say what its record says, and refer to the pages of its vendor. */
function explained(conditions: StageConditions): readonly Stage[] {
  const stages = STAGES.filter(({ when }) => when(conditions));
  const { dialect } = conditions;
  if (dialect === AWS4) return stages;
  return stages.map((stage) => {
    const page = PAGE_OF[stage.id];
    const { says, see, saysFor } = stage;
    return { ...stage, says: saysFor?.(dialect) ?? says, see: page === undefined ? see : dialect.see[page] };
  });
}

/**
 * Returns the stages for verifying a request: the stages shared with signing, and the comparison. The signing key is
 * included only if the secret is known.
 */
export function stagesOfVerification(
  scheme: Scheme,
  { keyKind, dialect }: Algorithm,
  { isKeyKnown, isChunked }: { readonly isKeyKnown: boolean; readonly isChunked: boolean },
): readonly Stage[] {
  const payload = isChunked ? 'streaming' : 'hashed';
  return explained({ purpose: 'verify', scheme, keyKind, dialect, payload, isKeyKnown });
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
    time: timeText(timestamp, algorithm.dialect),
    scope: credentialScope,
    hash: canonical.hashedCanonicalRequest,
    'canonical-request': canonical.canonicalRequest,
  };
  // Each member is named, here and below, because copying an object takes several times as long.
  return {
    canonicalRequest: canonical.canonicalRequest,
    signedHeaders: canonical.signedHeaders,
    hashedCanonicalRequest: canonical.hashedCanonicalRequest,
    stringToSign: record(STRING_TO_SIGN, requestStringToSign(lines, algorithm.dialect)),
  };
}

/** Derives the signing key and records every step. */
export function deriveKey(context: SigningContext, record: Recorder): SigningKey {
  const { algorithm, scope, accessKeyId, secretAccessKey } = context;
  const { date, region, service } = scope;
  return algorithm.deriveKey({ date, region, service, accessKeyId, secretAccessKey }, record);
}
