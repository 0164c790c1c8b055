/** Lists the stages in the order in which a request goes through them. Each stage says which requests these are. */
import type { Scheme } from '../trace/trace.ts';
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
import type { Stage } from './stages/stage.ts';
import { STRING_TO_SIGN_STAGE } from './stages/string-to-sign.ts';

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
export const stagesOf = (scheme: Scheme, { boundTo }: Algorithm, payload: Rules['payload']): readonly Stage[] =>
  STAGES.filter(({ when }) => when({ purpose: 'sign', scheme, boundTo, payload, isKeyKnown: true }));

/**
 * Returns the stages for verifying a request: the stages shared with signing, and the comparison. The signing key is
 * included only if the secret is known.
 */
export function stagesOfVerification(
  scheme: Scheme,
  { boundTo }: Algorithm,
  { isKeyKnown, isChunked }: { readonly isKeyKnown: boolean; readonly isChunked: boolean },
): readonly Stage[] {
  const payload = isChunked ? 'streaming' : 'hashed';
  return STAGES.filter(({ when }) => when({ purpose: 'verify', scheme, boundTo, payload, isKeyKnown }));
}
