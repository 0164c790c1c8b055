/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { authorizationHeaderMalformed } from './authorization-header-malformed.ts';
import { bucketMissingFromCanonicalUri } from './bucket-missing-from-canonical-uri.ts';
import { bucketTwice } from './bucket-twice.ts';
import { clockSkew } from './clock-skew.ts';
import { doubleOrRawHash } from './double-or-raw-hash.ts';
import { globalEndpointRegion } from './global-endpoint-region.ts';
import { literalPlusReadAsSpace } from './literal-plus-read-as-space.ts';
import { localeDependentDate } from './locale-dependent-date.ts';
import { lowercasePercentHex } from './lowercase-percent-hex.ts';
import { methodMismatch } from './method-mismatch.ts';
import { pathDoubleEncodedOnS3 } from './path-double-encoded-on-s3.ts';
import { pathNormalised } from './path-normalised.ts';
import { pathNotEncoded } from './path-not-encoded.ts';
import { pathPrefixStrippedByProxy } from './path-prefix-stripped-by-proxy.ts';
import { pathReservedNotEncoded } from './path-reserved-not-encoded.ts';
import { pathSingleEncodedNonS3 } from './path-single-encoded-non-s3.ts';
import { postPolicyEncoding } from './post-policy-encoding.ts';
import { presignExpiredOrTooLong } from './presign-expired-or-too-long.ts';
import { presignedExtraParameter } from './presigned-extra-parameter.ts';
import { presignedUrlMangled } from './presigned-url-mangled.ts';
import { queryDoubleEncoded } from './query-double-encoded.ts';
import { queryInsidePath } from './query-inside-path.ts';
import { queryNotCanonicalised } from './query-not-canonicalised.ts';
import { queryNotSorted } from './query-not-sorted.ts';
import { queryReservedNotEncoded } from './query-reserved-not-encoded.ts';
import { queryValuelessParam } from './query-valueless-param.ts';
import { redirectNotResigned } from './redirect-not-resigned.ts';
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
import { spacePlusVsPercent20 } from './space-plus-vs-percent20.ts';
import { staleDateReused } from './stale-date-reused.ts';
import { stringToSignMisbuilt } from './string-to-sign-misbuilt.ts';
import { tokenExpiresBeforeUrl } from './token-expires-before-url.ts';
import { trailingSlash } from './trailing-slash.ts';
import { twoAuthMechanisms } from './two-auth-mechanisms.ts';
import { unknownAccessKey } from './unknown-access-key.ts';
import { unreservedSetTooWide } from './unreserved-set-too-wide.ts';
import { urlReencodedByHttpClient } from './url-reencoded-by-http-client.ts';
import { virtualHostVsPathStyle } from './virtual-host-vs-path-style.ts';
import { wrongKindOfCredential } from './wrong-kind-of-credential.ts';
import { wrongRegion } from './wrong-region.ts';
import { wrongSecret } from './wrong-secret.ts';
import { wrongService } from './wrong-service.ts';
import { xAmzDateMissing } from './x-amz-date-missing.ts';

export const CAUSES: readonly Cause[] = [
  // What the server says itself: scope, times, keys.
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
  // Method, path and query.
  methodMismatch,
  pathSingleEncodedNonS3,
  pathNormalised,
  spacePlusVsPercent20,
  redirectNotResigned,
  queryNotSorted,
  unreservedSetTooWide,
  pathReservedNotEncoded,
  bucketTwice,
  bucketMissingFromCanonicalUri,
  virtualHostVsPathStyle,
  trailingSlash,
  queryValuelessParam,
  queryDoubleEncoded,
  pathDoubleEncodedOnS3,
  lowercasePercentHex,
  literalPlusReadAsSpace,
  queryReservedNotEncoded,
  queryInsidePath,
  pathNotEncoded,
  presignedExtraParameter,
  presignedUrlMangled,
  pathPrefixStrippedByProxy,
  urlReencodedByHttpClient,
  queryNotCanonicalised,
  // The secret, the key and the string that it signs.
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
