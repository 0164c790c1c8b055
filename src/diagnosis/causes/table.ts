/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { authorizationHeaderMalformed } from './authorization-header-malformed.ts';
import { clockSkew } from './clock-skew.ts';
import { doubleOrRawHash } from './double-or-raw-hash.ts';
import { globalEndpointRegion } from './global-endpoint-region.ts';
import { localeDependentDate } from './locale-dependent-date.ts';
import { postPolicyEncoding } from './post-policy-encoding.ts';
import { presignExpiredOrTooLong } from './presign-expired-or-too-long.ts';
import { scopeDateDiffers } from './scope-date-differs.ts';
import { secretSpecialCharsMangled } from './secret-special-chars-mangled.ts';
import { secretTruncated } from './secret-truncated.ts';
import { secretWhitespaceNewline } from './secret-whitespace-newline.ts';
import { sessionTokenInvalid } from './session-token-invalid.ts';
import { sessionTokenMissing } from './session-token-missing.ts';
import { sessionTokenSignedButMustBeAppended } from './session-token-signed-but-must-be-appended.ts';
import { signatureNotHexadecimal } from './signature-not-hexadecimal.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { sigv2AgainstV4Only } from './sigv2-against-v4-only.ts';
import { sigv4aRequired } from './sigv4a-required.ts';
import { staleDateReused } from './stale-date-reused.ts';
import { stringToSignMisbuilt } from './string-to-sign-misbuilt.ts';
import { tokenExpiresBeforeUrl } from './token-expires-before-url.ts';
import { twoAuthMechanisms } from './two-auth-mechanisms.ts';
import { unknownAccessKey } from './unknown-access-key.ts';
import { wrongKindOfCredential } from './wrong-kind-of-credential.ts';
import { wrongRegion } from './wrong-region.ts';
import { wrongSecret } from './wrong-secret.ts';
import { wrongService } from './wrong-service.ts';
import { xAmzDateMissing } from './x-amz-date-missing.ts';

export const CAUSES: readonly Cause[] = [
  sigv4aRequired,
  globalEndpointRegion,
  wrongRegion,
  wrongService,
  localeDependentDate,
  scopeDateDiffers,
  clockSkew,
  staleDateReused,
  xAmzDateMissing,
  presignExpiredOrTooLong,
  sessionTokenMissing,
  unknownAccessKey,
  sessionTokenInvalid,
  tokenExpiresBeforeUrl,
  twoAuthMechanisms,
  sigv2AgainstV4Only,
  authorizationHeaderMalformed,
  secretSpecialCharsMangled,
  secretWhitespaceNewline,
  secretTruncated,
  wrongKindOfCredential,
  wrongSecret,
  signingKeyNotBinary,
  doubleOrRawHash,
  stringToSignMisbuilt,
  signatureNotHexadecimal,
  sessionTokenSignedButMustBeAppended,
  postPolicyEncoding,
];
