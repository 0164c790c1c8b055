/** Lists the known causes, the likeliest first. If two causes produce the same bytes, the first one is reported. */
import type { Cause } from '../cause.ts';
import { acceptEncodingRewritten } from './accept-encoding-rewritten.ts';
import { authorizationHeaderMalformed } from './authorization-header-malformed.ts';
import { authorizationStrippedByProxy } from './authorization-stripped-by-proxy.ts';
import { awsChunkedFraming } from './aws-chunked-framing.ts';
import { bucketMissingFromCanonicalUri } from './bucket-missing-from-canonical-uri.ts';
import { bucketTwice } from './bucket-twice.ts';
import { canonicalRequestMisbuilt } from './canonical-request-misbuilt.ts';
import { clockSkew } from './clock-skew.ts';
import { contentLengthSigned } from './content-length-signed.ts';
import { contentSha256HeaderMissing } from './content-sha256-header-missing.ts';
import { contentTypeAddedOrChanged } from './content-type-added-or-changed.ts';
import { crlfOrExtraNewline } from './crlf-or-extra-newline.ts';
import { doubleOrRawHash } from './double-or-raw-hash.ts';
import { duplicateHeader } from './duplicate-header.ts';
import { expectSigned } from './expect-signed.ts';
import { forwardingHeadersSigned } from './forwarding-headers-signed.ts';
import { globalEndpointRegion } from './global-endpoint-region.ts';
import { headerNameNotLowercased } from './header-name-not-lowercased.ts';
import { headerValueWhitespace } from './header-value-whitespace.ts';
import { headersNotSorted } from './headers-not-sorted.ts';
import { hopByHopOrTraceHeaderSigned } from './hop-by-hop-or-trace-header-signed.ts';
import { hostDefaultPortSigned } from './host-default-port-signed.ts';
import { hostNondefaultPortNotSigned } from './host-nondefault-port-not-signed.ts';
import { hostRewrittenByProxy } from './host-rewritten-by-proxy.ts';
import { listedHeaderNotSigned } from './listed-header-not-signed.ts';
import { literalPlusReadAsSpace } from './literal-plus-read-as-space.ts';
import { localeDependentDate } from './locale-dependent-date.ts';
import { lowercasePercentHex } from './lowercase-percent-hex.ts';
import { methodMismatch } from './method-mismatch.ts';
import { nonAsciiHeaderValue } from './non-ascii-header-value.ts';
import { oddHeaderNameDropped } from './odd-header-name-dropped.ts';
import { pathDoubleEncodedOnS3 } from './path-double-encoded-on-s3.ts';
import { pathNormalised } from './path-normalised.ts';
import { pathNotEncoded } from './path-not-encoded.ts';
import { pathPrefixStrippedByProxy } from './path-prefix-stripped-by-proxy.ts';
import { pathReservedNotEncoded } from './path-reserved-not-encoded.ts';
import { pathSingleEncodedNonS3 } from './path-single-encoded-non-s3.ts';
import { payloadChangedAfterSigning } from './payload-changed-after-signing.ts';
import { payloadCharsetOrBinary } from './payload-charset-or-binary.ts';
import { payloadHashOfEmptyBody } from './payload-hash-of-empty-body.ts';
import { payloadLiteralMisspelt } from './payload-literal-misspelt.ts';
import { withPlainDifferences } from './plain-differences.ts';
import { postPolicyEncoding } from './post-policy-encoding.ts';
import { presignExpiredOrTooLong } from './presign-expired-or-too-long.ts';
import { presignNeedsUnsignedPayload } from './presign-needs-unsigned-payload.ts';
import { presignedExtraParameter } from './presigned-extra-parameter.ts';
import { presignedInternalHost } from './presigned-internal-host.ts';
import { presignedSignedHeaderNotSent } from './presigned-signed-header-not-sent.ts';
import { presignedUrlMangled } from './presigned-url-mangled.ts';
import { queryDoubleEncoded } from './query-double-encoded.ts';
import { queryInsidePath } from './query-inside-path.ts';
import { queryNotCanonicalised } from './query-not-canonicalised.ts';
import { queryNotSorted } from './query-not-sorted.ts';
import { queryReservedNotEncoded } from './query-reserved-not-encoded.ts';
import { queryValuelessParam } from './query-valueless-param.ts';
import { redirectNotResigned } from './redirect-not-resigned.ts';
import { requestNotSigned } from './request-not-signed.ts';
import { responseHeadersReplayedInRequest } from './response-headers-replayed-in-request.ts';
import { scopeDateDiffers } from './scope-date-differs.ts';
import { secretSpecialCharsMangled } from './secret-special-chars-mangled.ts';
import { secretTruncated } from './secret-truncated.ts';
import { secretWhitespaceNewline } from './secret-whitespace-newline.ts';
import { sessionTokenInvalid } from './session-token-invalid.ts';
import { sessionTokenMissing } from './session-token-missing.ts';
import { sessionTokenNotSigned } from './session-token-not-signed.ts';
import { sessionTokenSignedButMustBeAppended } from './session-token-signed-but-must-be-appended.ts';
import { signatureNotHexadecimal } from './signature-not-hexadecimal.ts';
import { signedHeaderDroppedInTransit } from './signed-header-dropped-in-transit.ts';
import { signedHeaderNeverSent } from './signed-header-never-sent.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { sigv2AgainstV4Only } from './sigv2-against-v4-only.ts';
import { sigv4aRequired } from './sigv4a-required.ts';
import { spacePlusVsPercent20 } from './space-plus-vs-percent20.ts';
import { staleDateReused } from './stale-date-reused.ts';
import { stringToSignMisbuilt } from './string-to-sign-misbuilt.ts';
import { tokenExpiresBeforeUrl } from './token-expires-before-url.ts';
import { trailingSlash } from './trailing-slash.ts';
import { turkishLocaleLowercase } from './turkish-locale-lowercase.ts';
import { twoAuthMechanisms } from './two-auth-mechanisms.ts';
import { unknownAccessKey } from './unknown-access-key.ts';
import { unreservedSetTooWide } from './unreserved-set-too-wide.ts';
import { unsignedPayloadNotForThisService } from './unsigned-payload-not-for-this-service.ts';
import { unsignedTrailerUnsupported } from './unsigned-trailer-unsupported.ts';
import { urlPathChanged } from './url-path-changed.ts';
import { urlReencodedByHttpClient } from './url-reencoded-by-http-client.ts';
import { virtualHostVsPathStyle } from './virtual-host-vs-path-style.ts';
import { withVisibleFaults } from './visible-faults.ts';
import { WIDE_SECRETS } from './wide-secrets.ts';
import { WIDE_TEXTS } from './wide-texts.ts';
import { wrongKindOfCredential } from './wrong-kind-of-credential.ts';
import { wrongRegion } from './wrong-region.ts';
import { wrongSecret } from './wrong-secret.ts';
import { wrongService } from './wrong-service.ts';
import { xAmzDateMissing } from './x-amz-date-missing.ts';
import { xamzHeaderNotSigned } from './xamz-header-not-signed.ts';

const TABLE: readonly Cause[] = [
  // Causes that the server itself reports, in the scope, the time, or the key.
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
  authorizationStrippedByProxy,
  requestNotSigned,
  sessionTokenNotSigned,
  // Causes in the method, the path, and the query.
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
  urlPathChanged,
  queryNotCanonicalised,
  // Causes in the headers and the payload.
  acceptEncodingRewritten,
  hostDefaultPortSigned,
  turkishLocaleLowercase,
  xamzHeaderNotSigned,
  contentTypeAddedOrChanged,
  nonAsciiHeaderValue,
  presignedInternalHost,
  hostRewrittenByProxy,
  headerValueWhitespace,
  contentLengthSigned,
  expectSigned,
  responseHeadersReplayedInRequest,
  oddHeaderNameDropped,
  hopByHopOrTraceHeaderSigned,
  forwardingHeadersSigned,
  presignedSignedHeaderNotSent,
  unsignedTrailerUnsupported,
  signedHeaderDroppedInTransit,
  signedHeaderNeverSent,
  hostNondefaultPortNotSigned,
  presignNeedsUnsignedPayload,
  payloadHashOfEmptyBody,
  unsignedPayloadNotForThisService,
  payloadCharsetOrBinary,
  payloadChangedAfterSigning,
  payloadLiteralMisspelt,
  awsChunkedFraming,
  contentSha256HeaderMissing,
  crlfOrExtraNewline,
  canonicalRequestMisbuilt,
  headerNameNotLowercased,
  duplicateHeader,
  headersNotSorted,
  listedHeaderNotSigned,
  // Causes in the secret, the key, and the string to sign.
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

/** Returns the cause with its mistakes that have many variants added after its own. */
function withWideSearches(cause: Cause): Cause {
  const wide = cause === wrongSecret ? WIDE_SECRETS : (WIDE_TEXTS[cause.id] ?? []);
  return wide.length === 0 ? cause : { ...cause, mutations: [...cause.mutations, ...wide] };
}

export const CAUSES: readonly Cause[] = TABLE.map(withVisibleFaults).map(withWideSearches).map(withPlainDifferences);
