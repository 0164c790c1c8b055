/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { bucketMissingFromCanonicalUri } from './bucket-missing-from-canonical-uri.ts';
import { bucketTwice } from './bucket-twice.ts';
import { literalPlusReadAsSpace } from './literal-plus-read-as-space.ts';
import { lowercasePercentHex } from './lowercase-percent-hex.ts';
import { methodMismatch } from './method-mismatch.ts';
import { pathDoubleEncodedOnS3 } from './path-double-encoded-on-s3.ts';
import { pathNormalised } from './path-normalised.ts';
import { pathNotEncoded } from './path-not-encoded.ts';
import { pathPrefixStrippedByProxy } from './path-prefix-stripped-by-proxy.ts';
import { pathReservedNotEncoded } from './path-reserved-not-encoded.ts';
import { pathSingleEncodedNonS3 } from './path-single-encoded-non-s3.ts';
import { presignedExtraParameter } from './presigned-extra-parameter.ts';
import { presignedUrlMangled } from './presigned-url-mangled.ts';
import { queryDoubleEncoded } from './query-double-encoded.ts';
import { queryInsidePath } from './query-inside-path.ts';
import { queryNotCanonicalised } from './query-not-canonicalised.ts';
import { queryNotSorted } from './query-not-sorted.ts';
import { queryReservedNotEncoded } from './query-reserved-not-encoded.ts';
import { queryValuelessParam } from './query-valueless-param.ts';
import { redirectNotResigned } from './redirect-not-resigned.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { spacePlusVsPercent20 } from './space-plus-vs-percent20.ts';
import { trailingSlash } from './trailing-slash.ts';
import { unreservedSetTooWide } from './unreserved-set-too-wide.ts';
import { urlReencodedByHttpClient } from './url-reencoded-by-http-client.ts';
import { virtualHostVsPathStyle } from './virtual-host-vs-path-style.ts';

export const CAUSES: readonly Cause[] = [
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
  signingKeyNotBinary,
];
