/** Lists the known causes, the most likely first. If two causes produce the same bytes, the first one is reported. */
import type { Cause } from '../cause.ts';
import { unknownAccessKey, wrongKindOfCredential, wrongSecret } from './credentials/keys.ts';
import { secretSpecialCharsMangled, secretTruncated, secretWhitespaceNewline } from './credentials/secret.ts';
import {
  sessionTokenInvalid,
  sessionTokenMissing,
  sessionTokenNotSigned,
  sessionTokenSignedButMustBeAppended,
  tokenExpiresBeforeUrl,
} from './credentials/session-token.ts';
import { contentTypeAddedOrChanged } from './headers/content-type.ts';
import { oddHeaderNameDropped, signedHeaderDroppedInTransit, signedHeaderNeverSent } from './headers/lost.ts';
import { headerNameNotLowercased, turkishLocaleLowercase } from './headers/names.ts';
import {
  forwardingHeadersSigned,
  hopByHopOrTraceHeaderSigned,
  responseHeadersReplayedInRequest,
} from './headers/of-connections.ts';
import { duplicateHeader, headersNotSorted } from './headers/order.ts';
import { acceptEncodingRewritten, contentLengthSigned, expectSigned } from './headers/rewritten.ts';
import { listedHeaderNotSigned, presignedSignedHeaderNotSent, xamzHeaderNotSigned } from './headers/unsigned.ts';
import { headerValueWhitespace, nonAsciiHeaderValue } from './headers/values.ts';
import { methodMismatch, redirectNotResigned } from './host/method-and-redirect.ts';
import { hostOrPathIncludesScheme, hostRewrittenByProxy, presignedInternalHost } from './host/name.ts';
import { hostDefaultPortSigned, hostNondefaultPortNotSigned } from './host/port.ts';
import { bucketMissingFromCanonicalUri, bucketTwice, virtualHostVsPathStyle } from './path/bucket.ts';
import { lowercasePercentHex, pathReservedNotEncoded, unreservedSetTooWide } from './path/characters.ts';
import { pathDoubleEncodedOnS3, pathNotEncoded, pathSingleEncodedNonS3 } from './path/path-encoding.ts';
import {
  pathNormalised,
  pathPrefixNotSigned,
  pathPrefixStrippedByProxy,
  trailingSlash,
  urlPathChanged,
} from './path/path-shape.ts';
import { literalPlusReadAsSpace, spacePlusVsPercent20 } from './path/spaces.ts';
import { payloadChangedAfterSigning, payloadCharsetOrBinary, payloadHashOfEmptyBody } from './payload/body.ts';
import { awsChunkedFraming, unsignedTrailerUnsupported } from './payload/chunks.ts';
import {
  contentSha256HeaderMissing,
  payloadLiteralMisspelt,
  presignNeedsUnsignedPayload,
  unsignedPayloadNotForThisService,
} from './payload/hash.ts';
import {
  queryDoubleEncoded,
  queryNotCanonicalised,
  queryReservedNotEncoded,
  queryValuelessParam,
} from './query/query-encoding.ts';
import { presignedExtraParameter, queryInsidePath, queryNotSorted } from './query/query-order.ts';
import { presignedUrlMangled, urlReencodedByHttpClient } from './query/url.ts';
import { localeDependentDate, scopeDateDiffers } from './scope/dates.ts';
import { globalEndpointRegion, wrongRegion } from './scope/region.ts';
import { sigv2AgainstV4Only, sigv4aRequired, wrongService } from './scope/service.ts';
import { clockSkew, presignExpiredOrTooLong, staleDateReused, xAmzDateMissing } from './scope/time.ts';
import {
  authorizationHeaderMalformed,
  authorizationStrippedByProxy,
  requestNotSigned,
  twoAuthMechanisms,
} from './structure/authorization.ts';
import { canonicalRequestMisbuilt, crlfOrExtraNewline } from './structure/canonical-request.ts';
import {
  chunkDataChanged,
  foreignAuthorizationScheme,
  hmacToolFailed,
  hostNotSigned,
  oacBodyHashMissing,
  pathOverEncodedOnWire,
  postFormVersion2Fields,
  presignedChecksumOfEmptyBody,
  querySignedButNotSent,
  signedOptionsNotTheSentRequest,
  slashInBucketName,
} from './structure/handed-over.ts';
import { postPolicyEncoding } from './structure/post-policy.ts';
import { signatureNotHexadecimal, signingKeyNotBinary } from './structure/signing-key.ts';
import { doubleOrRawHash, stringToSignMisbuilt } from './structure/string-to-sign.ts';

export const CAUSES: readonly Cause[] = [
  // Causes in the scope, the time, or the key, which the server itself reports.
  foreignAuthorizationScheme,
  hostNotSigned,
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
  pathPrefixNotSigned,
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
  hostOrPathIncludesScheme,
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
  // Causes that only code, a message, or a log shows.
  chunkDataChanged,
  hmacToolFailed,
  oacBodyHashMissing,
  pathOverEncodedOnWire,
  postFormVersion2Fields,
  presignedChecksumOfEmptyBody,
  querySignedButNotSent,
  signedOptionsNotTheSentRequest,
  slashInBucketName,
];
