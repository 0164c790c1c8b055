/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { doubleOrRawHash } from './double-or-raw-hash.ts';
import { scopeDateDiffers } from './scope-date-differs.ts';
import { secretSpecialCharsMangled } from './secret-special-chars-mangled.ts';
import { secretTruncated } from './secret-truncated.ts';
import { secretWhitespaceNewline } from './secret-whitespace-newline.ts';
import { signatureNotHexadecimal } from './signature-not-hexadecimal.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { stringToSignMisbuilt } from './string-to-sign-misbuilt.ts';
import { wrongSecret } from './wrong-secret.ts';

export const CAUSES: readonly Cause[] = [
  scopeDateDiffers,
  secretSpecialCharsMangled,
  secretWhitespaceNewline,
  secretTruncated,
  wrongSecret,
  signingKeyNotBinary,
  doubleOrRawHash,
  stringToSignMisbuilt,
  signatureNotHexadecimal,
];
