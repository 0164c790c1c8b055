/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { acceptEncodingRewritten } from './accept-encoding-rewritten.ts';
import { contentLengthSigned } from './content-length-signed.ts';
import { contentTypeAddedOrChanged } from './content-type-added-or-changed.ts';
import { crlfOrExtraNewline } from './crlf-or-extra-newline.ts';
import { expectSigned } from './expect-signed.ts';
import { headerNameNotLowercased } from './header-name-not-lowercased.ts';
import { headerValueWhitespace } from './header-value-whitespace.ts';
import { headersNotSorted } from './headers-not-sorted.ts';
import { hostDefaultPortSigned } from './host-default-port-signed.ts';
import { hostNondefaultPortNotSigned } from './host-nondefault-port-not-signed.ts';
import { hostRewrittenByProxy } from './host-rewritten-by-proxy.ts';
import { listedHeaderNotSigned } from './listed-header-not-signed.ts';
import { nonAsciiHeaderValue } from './non-ascii-header-value.ts';
import { presignedInternalHost } from './presigned-internal-host.ts';
import { presignedSignedHeaderNotSent } from './presigned-signed-header-not-sent.ts';
import { sessionTokenNotSigned } from './session-token-not-signed.ts';
import { signedHeaderDroppedInTransit } from './signed-header-dropped-in-transit.ts';
import { signedHeaderNeverSent } from './signed-header-never-sent.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { unsignedTrailerUnsupported } from './unsigned-trailer-unsupported.ts';
import { xamzHeaderNotSigned } from './xamz-header-not-signed.ts';

export const CAUSES: readonly Cause[] = [
  signingKeyNotBinary,
  acceptEncodingRewritten,
  hostDefaultPortSigned,
  sessionTokenNotSigned,
  xamzHeaderNotSigned,
  contentTypeAddedOrChanged,
  nonAsciiHeaderValue,
  presignedInternalHost,
  hostRewrittenByProxy,
  headerValueWhitespace,
  contentLengthSigned,
  expectSigned,
  presignedSignedHeaderNotSent,
  unsignedTrailerUnsupported,
  signedHeaderDroppedInTransit,
  signedHeaderNeverSent,
  hostNondefaultPortNotSigned,
  crlfOrExtraNewline,
  headerNameNotLowercased,
  headersNotSorted,
  listedHeaderNotSigned,
];
