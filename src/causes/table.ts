/**
 * Lists the known causes in their order of precedence, the most likely first. If two causes produce the same bytes, the
 * first one is reported.
 */
import type { Cause, Situation } from './cause.ts';
import * as keys from './credentials/keys.ts';
import * as secret from './credentials/secret.ts';
import * as sessionToken from './credentials/session-token.ts';
import type { Feature } from './features/feature.ts';
import * as contentType from './headers/content-type.ts';
import * as lost from './headers/lost.ts';
import * as names from './headers/names.ts';
import * as ofConnections from './headers/of-connections.ts';
import * as order from './headers/order.ts';
import * as rewritten from './headers/rewritten.ts';
import * as signedInUrl from './headers/signed-in-url.ts';
import * as unsigned from './headers/unsigned.ts';
import * as values from './headers/values.ts';
import * as methodAndRedirect from './host/method-and-redirect.ts';
import * as name from './host/name.ts';
import * as port from './host/port.ts';
import * as bucket from './path/bucket.ts';
import * as characters from './path/characters.ts';
import * as pathEncoding from './path/path-encoding.ts';
import * as pathShape from './path/path-shape.ts';
import * as spaces from './path/spaces.ts';
import * as body from './payload/body.ts';
import * as chunks from './payload/chunks.ts';
import * as hash from './payload/hash.ts';
import * as formBody from './query/form-body.ts';
import * as headersInQuery from './query/headers-in-query.ts';
import * as queryEncoding from './query/query-encoding.ts';
import * as queryInsidePath from './query/query-inside-path.ts';
import * as queryOrder from './query/query-order.ts';
import * as url from './query/url.ts';
import * as dates from './scope/dates.ts';
import * as region from './scope/region.ts';
import * as service from './scope/service.ts';
import * as time from './scope/time.ts';
import * as authentication from './structure/authentication.ts';
import * as authorization from './structure/authorization.ts';
import * as canonicalRequest from './structure/canonical-request.ts';
import * as difference from './structure/difference.ts';
import * as postPolicy from './structure/post-policy.ts';
import * as signingKey from './structure/signing-key.ts';
import * as stringToSign from './structure/string-to-sign.ts';

export const CAUSES: readonly Cause[] = [
  // Causes in the scope, the time, or the key, which the server itself reports.
  authentication.foreignAuthorizationScheme,
  unsigned.hostNotSigned,
  service.sigv4aRequired,
  region.globalEndpointRegion,
  region.wrongRegion,
  service.wrongService,
  dates.localeDependentDate,
  dates.scopeDateDiffers,
  time.clockSkew,
  time.staleDateReused,
  time.xAmzDateMissing,
  time.presignExpiredOrTooLong,
  sessionToken.sessionTokenMissing,
  keys.unknownAccessKey,
  sessionToken.sessionTokenInvalid,
  sessionToken.tokenExpiresBeforeUrl,
  authentication.twoAuthMechanisms,
  service.sigv2AgainstV4Only,
  authorization.authorizationHeaderMalformed,
  authentication.authorizationStrippedByProxy,
  authentication.requestNotSigned,
  sessionToken.sessionTokenNotSigned,
  // Causes in the method, the path, and the query.
  methodAndRedirect.methodMismatch,
  pathEncoding.pathSingleEncodedNonS3,
  pathShape.pathNormalised,
  spaces.spacePlusVsPercent20,
  methodAndRedirect.redirectNotResigned,
  headersInQuery.headersInCanonicalQuery,
  queryOrder.queryNotSorted,
  characters.unreservedSetTooWide,
  characters.pathReservedNotEncoded,
  bucket.bucketTwice,
  bucket.bucketMissingFromCanonicalUri,
  bucket.virtualHostVsPathStyle,
  pathShape.trailingSlash,
  queryEncoding.queryValuelessParam,
  queryEncoding.queryDoubleEncoded,
  pathEncoding.pathDoubleEncodedOnS3,
  characters.lowercasePercentHex,
  spaces.literalPlusReadAsSpace,
  queryEncoding.queryReservedNotEncoded,
  queryInsidePath.queryInsidePath,
  pathEncoding.pathNotEncoded,
  formBody.formBodyReadAsQuery,
  queryOrder.presignedExtraParameter,
  url.presignedUrlMangled,
  pathShape.pathPrefixStrippedByProxy,
  pathShape.pathPrefixNotSigned,
  url.urlReencodedByHttpClient,
  pathShape.urlPathChanged,
  queryEncoding.queryNotCanonicalised,
  // Causes in the headers and the payload.
  rewritten.acceptEncodingRewritten,
  port.hostDefaultPortSigned,
  names.turkishLocaleLowercase,
  unsigned.xamzHeaderNotSigned,
  contentType.contentTypeAddedOrChanged,
  values.nonAsciiHeaderValue,
  name.presignedInternalHost,
  name.hostOrPathIncludesScheme,
  name.hostRewrittenByProxy,
  values.headerValueWhitespace,
  rewritten.contentLengthSigned,
  rewritten.expectSigned,
  ofConnections.responseHeadersReplayedInRequest,
  lost.oddHeaderNameDropped,
  ofConnections.hopByHopOrTraceHeaderSigned,
  ofConnections.forwardingHeadersSigned,
  signedInUrl.presignedSignedHeaderNotSent,
  chunks.unsignedTrailerUnsupported,
  lost.signedHeaderDroppedInTransit,
  lost.signedHeaderNeverSent,
  port.hostNondefaultPortNotSigned,
  hash.presignNeedsUnsignedPayload,
  body.payloadHashOfEmptyBody,
  hash.unsignedPayloadNotForThisService,
  body.payloadCharsetOrBinary,
  body.payloadChangedAfterSigning,
  hash.payloadLiteralMisspelt,
  chunks.awsChunkedFraming,
  hash.contentSha256HeaderMissing,
  canonicalRequest.crlfOrExtraNewline,
  canonicalRequest.canonicalRequestMisbuilt,
  names.headerNameNotLowercased,
  order.duplicateHeader,
  order.headersNotSorted,
  unsigned.listedHeaderNotSigned,
  // Causes in the secret, the key, and the string to sign.
  secret.secretSpecialCharsMangled,
  secret.secretWhitespaceNewline,
  secret.secretTruncated,
  keys.wrongKindOfCredential,
  keys.wrongSecret,
  signingKey.signingKeyNotBinary,
  stringToSign.doubleOrRawHash,
  stringToSign.stringToSignMisbuilt,
  signingKey.signatureNotHexadecimal,
  sessionToken.sessionTokenSignedButMustBeAppended,
  postPolicy.postPolicyEncoding,
  // Causes that only code, a message, or a log shows.
  chunks.chunkDataChanged,
  signingKey.hmacToolFailed,
  hash.oacBodyHashMissing,
  pathEncoding.pathOverEncodedOnWire,
  postPolicy.postFormVersion2Fields,
  chunks.presignedChecksumOfEmptyBody,
  url.signedOptionsNotTheSentRequest,
  bucket.slashInBucketName,
  // What is left if no other cause fits.
  difference.otherDifference,
];

/** The features that point to any of these causes, each once. */
export const FEATURES: readonly Feature[] = [...new Set(CAUSES.flatMap(({ features }) => features))];

/** Returns the cause of a situation that is recognized without a search. */
export function causeOf(situation: Situation): Cause {
  const found = CAUSES.find((cause) => cause.situation === situation);
  if (!found) throw new Error(`No cause is that of the situation "${situation}".`);
  return found;
}
