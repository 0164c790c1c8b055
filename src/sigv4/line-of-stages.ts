/** The stages in the order in which a request goes through them. */
import type { StageDescription } from '../trace/trace.ts';
import { AUTHORIZATION_STAGE } from './stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from './stages/canonical-request.ts';
import { CREDENTIAL_SCOPE_STAGE } from './stages/credential-scope.ts';
import { REQUEST_STAGE } from './stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from './stages/signed-request.ts';
import { SIGNING_KEY_STAGE } from './stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from './stages/string-to-sign.ts';

export const STAGES: readonly StageDescription[] = [
  REQUEST_STAGE,
  CREDENTIAL_SCOPE_STAGE,
  SIGNING_KEY_STAGE,
  CANONICAL_REQUEST_STAGE,
  STRING_TO_SIGN_STAGE,
  AUTHORIZATION_STAGE,
  REQUEST_BYTES_STAGE,
  RESPONSE_BYTES_STAGE,
];
