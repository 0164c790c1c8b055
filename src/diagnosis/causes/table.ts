/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { acceptEncodingRewritten } from './accept-encoding-rewritten.ts';
import { contentLengthSigned } from './content-length-signed.ts';
import { contentTypeAddedOrChanged } from './content-type-added-or-changed.ts';
import { headerValueWhitespace } from './header-value-whitespace.ts';
import { hostDefaultPortSigned } from './host-default-port-signed.ts';
import { hostRewrittenByProxy } from './host-rewritten-by-proxy.ts';
import { nonAsciiHeaderValue } from './non-ascii-header-value.ts';
import { presignedSignedHeaderNotSent } from './presigned-signed-header-not-sent.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { unsignedTrailerUnsupported } from './unsigned-trailer-unsupported.ts';
import { xamzHeaderNotSigned } from './xamz-header-not-signed.ts';

export const CAUSES: readonly Cause[] = [
  signingKeyNotBinary,
  acceptEncodingRewritten,
  hostDefaultPortSigned,
  xamzHeaderNotSigned,
  contentTypeAddedOrChanged,
  nonAsciiHeaderValue,
  hostRewrittenByProxy,
  headerValueWhitespace,
  contentLengthSigned,
  presignedSignedHeaderNotSent,
  unsignedTrailerUnsupported,
];
