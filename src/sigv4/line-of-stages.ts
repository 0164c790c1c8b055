/** Lists the stages of each scheme, in the order in which a request goes through them. */
import type { Scheme, StageDescription } from '../trace/trace.ts';
import type { Algorithm } from './algorithms/algorithm.ts';
import type { Rules } from './rules.ts';
import { ASYMMETRIC_KEY_STAGE } from './stages/asymmetric-key.ts';
import { AUTHORIZATION_STAGE } from './stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from './stages/canonical-request/canonical-request.ts';
import { CHUNK_SIGNATURES_STAGE } from './stages/chunk-signatures.ts';
import { COMPARISON_STAGE } from './stages/comparison.ts';
import { CREDENTIAL_SCOPE_STAGE } from './stages/credential-scope.ts';
import { ENCODED_POLICY_STAGE, FORM_FIELDS_STAGE, POLICY_STAGE } from './stages/form-fields.ts';
import { PRESIGNED_URL_STAGE } from './stages/presigned-url.ts';
import { REQUEST_STAGE } from './stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from './stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from './stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from './stages/string-to-sign.ts';

/** Returns the stages for signing a request, in order. */
export function stagesOf(scheme: Scheme, algorithm: Algorithm, payload: Rules['payload']): readonly StageDescription[] {
  const key = algorithm.boundTo === 'region' ? SIGNING_KEY_STAGE : ASYMMETRIC_KEY_STAGE;
  const wire = [REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE];
  const chunks = payload === 'streaming' || payload === 'streaming-trailer' ? [CHUNK_SIGNATURES_STAGE] : [];
  const request = [REQUEST_STAGE, CREDENTIAL_SCOPE_STAGE, key, CANONICAL_REQUEST_STAGE, STRING_TO_SIGN_STAGE];
  switch (scheme) {
    case 'header':
      return [...request, AUTHORIZATION_STAGE, ...chunks, ...wire];
    case 'query':
      return [...request, PRESIGNED_URL_STAGE, ...wire];
    case 'policy':
      return [POLICY_STAGE, CREDENTIAL_SCOPE_STAGE, key, ENCODED_POLICY_STAGE, FORM_FIELDS_STAGE, ...wire];
    case 'chunks':
      return [REQUEST_STAGE, CREDENTIAL_SCOPE_STAGE, key, CHUNK_SIGNATURES_STAGE];
  }
}

/**
 * Returns the stages for verifying a request: the stages shared with signing, and the comparison. The signing key is
 * included only if the secret is known.
 */
export function stagesOfVerification(
  scheme: Scheme,
  algorithm: Algorithm,
  { isKeyKnown, isChunked }: { readonly isKeyKnown: boolean; readonly isChunked: boolean },
): readonly StageDescription[] {
  const payload = isChunked ? 'streaming' : 'hashed';
  const own = new Set([
    AUTHORIZATION_STAGE,
    PRESIGNED_URL_STAGE,
    FORM_FIELDS_STAGE,
    REQUEST_BYTES_STAGE,
    RESPONSE_BYTES_STAGE,
  ]);
  const shared = stagesOf(scheme, algorithm, payload).filter((stage) => !own.has(stage));
  const key = new Set([SIGNING_KEY_STAGE, ASYMMETRIC_KEY_STAGE]);
  return [...shared.filter((stage) => isKeyKnown || !key.has(stage)), COMPARISON_STAGE];
}
