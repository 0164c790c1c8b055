/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { acceptEncodingRewritten } from './accept-encoding-rewritten.ts';
import { awsChunkedFraming } from './aws-chunked-framing.ts';
import { contentLengthSigned } from './content-length-signed.ts';
import { contentSha256HeaderMissing } from './content-sha256-header-missing.ts';
import { contentTypeAddedOrChanged } from './content-type-added-or-changed.ts';
import { crlfOrExtraNewline } from './crlf-or-extra-newline.ts';
import { duplicateHeader } from './duplicate-header.ts';
import { expectSigned } from './expect-signed.ts';
import { forwardingHeadersSigned } from './forwarding-headers-signed.ts';
import { headerNameNotLowercased } from './header-name-not-lowercased.ts';
import { headerValueWhitespace } from './header-value-whitespace.ts';
import { headersNotSorted } from './headers-not-sorted.ts';
import { hopByHopOrTraceHeaderSigned } from './hop-by-hop-or-trace-header-signed.ts';
import { hostDefaultPortSigned } from './host-default-port-signed.ts';
import { hostNondefaultPortNotSigned } from './host-nondefault-port-not-signed.ts';
import { hostRewrittenByProxy } from './host-rewritten-by-proxy.ts';
import { listedHeaderNotSigned } from './listed-header-not-signed.ts';
import { nonAsciiHeaderValue } from './non-ascii-header-value.ts';
import { oddHeaderNameDropped } from './odd-header-name-dropped.ts';
import { payloadChangedAfterSigning } from './payload-changed-after-signing.ts';
import { payloadCharsetOrBinary } from './payload-charset-or-binary.ts';
import { payloadHashOfEmptyBody } from './payload-hash-of-empty-body.ts';
import { payloadLiteralMisspelt } from './payload-literal-misspelt.ts';
import { presignNeedsUnsignedPayload } from './presign-needs-unsigned-payload.ts';
import { presignedInternalHost } from './presigned-internal-host.ts';
import { presignedSignedHeaderNotSent } from './presigned-signed-header-not-sent.ts';
import { responseHeadersReplayedInRequest } from './response-headers-replayed-in-request.ts';
import { sessionTokenNotSigned } from './session-token-not-signed.ts';
import { signedHeaderDroppedInTransit } from './signed-header-dropped-in-transit.ts';
import { signedHeaderNeverSent } from './signed-header-never-sent.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { turkishLocaleLowercase } from './turkish-locale-lowercase.ts';
import { unsignedPayloadNotForThisService } from './unsigned-payload-not-for-this-service.ts';
import { unsignedTrailerUnsupported } from './unsigned-trailer-unsupported.ts';
import { xamzHeaderNotSigned } from './xamz-header-not-signed.ts';

export const CAUSES: readonly Cause[] = [
  signingKeyNotBinary,
  acceptEncodingRewritten,
  hostDefaultPortSigned,
  sessionTokenNotSigned,
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
  headerNameNotLowercased,
  duplicateHeader,
  headersNotSorted,
  listedHeaderNotSigned,
];
