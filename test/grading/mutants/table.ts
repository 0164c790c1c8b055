/** Every mistake of the signer in Python, in the order in which a signature is made. */

import { CANONICAL_REQUEST } from './canonical-request.ts';
import { HEADERS } from './headers.ts';
import { METHOD_AND_PATH } from './method-and-path.ts';
import type { Mutant } from './mutant.ts';
import { PAYLOAD } from './payload.ts';
import { QUERY } from './query.ts';
import { SIGNATURE } from './signature.ts';
import { SIGNED_HEADERS } from './signed-headers.ts';
import { KEY } from './signing-key.ts';
import { STRING_TO_SIGN } from './string-to-sign.ts';

export const MUTANTS: readonly Mutant[] = [
  ...METHOD_AND_PATH,
  ...QUERY,
  ...HEADERS,
  ...SIGNED_HEADERS,
  ...PAYLOAD,
  ...CANONICAL_REQUEST,
  ...STRING_TO_SIGN,
  ...KEY,
  ...SIGNATURE,
];
