/** Names the steps of a walk in a row, where there is little room. */

import { REPLAY_COMPARISON_STAGE } from '../../diagnosis/traces/stages.ts';
import { AUTHORIZATION_STAGE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST_STAGE } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { CHUNK_SIGNATURES_STAGE } from '../../sigv4/stages/chunk-signatures.ts';
import { COMPARISON_STAGE } from '../../sigv4/stages/comparison.ts';
import { CREDENTIAL_SCOPE_STAGE } from '../../sigv4/stages/credential-scope.ts';
import { FORM_FIELDS_STAGE } from '../../sigv4/stages/form-fields.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { KEY_STEP } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { StageDescription } from '../../trace/trace.ts';

export interface StepNames {
  /** At most nine characters, such as `Canonical`, so that eight names fit in 80 columns. */
  readonly short: string;
  /** An abbreviation, with which nine names fit, or nothing if the number says enough. */
  readonly least: string;
  /** The name where there is room, such as `Canonical request`. */
  readonly long: string;
}

/** The names by the ID of the stage. A name that is not here is the next longer one, and at last the title. */
const NAMES: Readonly<Record<string, Partial<StepNames>>> = {
  [CREDENTIAL_SCOPE_STAGE.id]: { short: 'Scope' },
  [KEY_STEP.id]: { short: 'Key' },
  [CANONICAL_REQUEST_STAGE.id]: { short: 'Canonical', least: 'Canon.' },
  [STRING_TO_SIGN_STAGE.id]: { short: 'To sign' },
  [AUTHORIZATION_STAGE.id]: { short: 'Sign' },
  [PRESIGNED_URL_STAGE.id]: { short: 'Sign' },
  [FORM_FIELDS_STAGE.id]: { short: 'Sign' },
  [CHUNK_SIGNATURES_STAGE.id]: { short: 'Chunks' },
  [REQUEST_BYTES_STAGE.id]: { long: 'Send' },
  [RESPONSE_BYTES_STAGE.id]: { long: 'Response', least: 'Resp.' },
  [COMPARISON_STAGE.id]: { short: 'Compare' },
  [REPLAY_COMPARISON_STAGE.id]: { short: 'Compare' },
};

/** Returns the names of the step of a stage. */
export function stepNames({ id, title }: Pick<StageDescription, 'id' | 'title'>): StepNames {
  const { long = title, short = long, least = short } = NAMES[id] ?? {};
  return { short, least, long };
}
