/** Whether a request may pass: S3's checks, in the order in which the sandbox makes them, with S3's answers. */

import { MAX_ALLOWED_SKEW } from '../aws/s3-errors.ts';
import { plain } from '../bytes/bytes.ts';
import { EMPTY, hexFromOctets, type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { headerValue } from '../http/message.ts';
import type { ReceivedRequest } from '../http/read-request.ts';
import { S3_RULES } from '../sigv4/rules.ts';
import { type Claim, claim, type Verification, verify } from '../sigv4/schemes/header-claim.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import { unrecorded } from '../trace/trace.ts';
import { type Refusal, readable, refuse } from './answer.ts';

export interface AuthenticationSettings {
  readonly region: string;
  /** Secret access keys by access key ID. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly now: Date;
}

type Check = (claimed: Claim, settings: AuthenticationSettings, body: Octets) => Refusal | null;

/** The first that refuses decides. The signature is computed only for a claim that could be right. */
const CHECKS: readonly Check[] = [
  checkScope,
  checkKey,
  checkClock,
  checkPayloadHeader,
  checkUnsigned,
  checkSignature,
  checkPayload,
];

/** `null` where the request is authentic, otherwise the refusal that S3 would answer. */
export function authenticate({ head, body }: ReceivedRequest, settings: AuthenticationSettings): Refusal | null {
  const claimed = claim(head, { length: body.length, sha256: sha256Hex(body) });
  if (isProblem(claimed)) return refuseClaim(claimed.code, head);
  for (const check of CHECKS) {
    const refusal = check(claimed, settings, body);
    if (refusal) return refusal;
  }
  return null;
}

/** S3's own words, as far as they are known. */
function refuseClaim(code: string, { headers }: ReceivedRequest['head']): Refusal {
  const malformed = (why: string) =>
    refuse('AuthorizationHeaderMalformed', [], `The authorization header is malformed; ${why}`);
  switch (code) {
    case 'unsigned':
      return refuse('AccessDenied');
    case 'missing-date':
      return refuse('AccessDenied', [], 'AWS authentication requires a valid Date or x-amz-date header');
    case 'signature-version-2':
      return refuse(
        'InvalidRequest',
        [],
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      );
    case 'unknown-algorithm':
      return refuse(
        'InvalidArgument',
        [
          ['ArgumentName', 'Authorization'],
          ['ArgumentValue', readable(headerValue(headers, 'authorization')?.octets ?? EMPTY)],
        ],
        'Unsupported Authorization Type',
      );
    case 'credential':
      return malformed('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
    default:
      return malformed('the authorization header requires three components: Credential, SignedHeaders, and Signature.');
  }
}

function checkScope({ scope, terminator, timestamp }: Claim, { region }: AuthenticationSettings): Refusal | null {
  const malformed = (what: string) =>
    refuse('AuthorizationHeaderMalformed', [['Region', region]], `The authorization header is malformed; ${what}`);
  if (scope.region.octets !== region) {
    return malformed(`the region '${readable(scope.region.octets)}' is wrong; expecting '${region}'`);
  }
  if (scope.service.octets !== 's3') {
    return malformed(`incorrect service "${readable(scope.service.octets)}". This endpoint belongs to "s3".`);
  }
  if (terminator.octets !== 'aws4_request') {
    return malformed(`incorrect terminal "${readable(terminator.octets)}". This endpoint uses "aws4_request".`);
  }
  if (scope.date.octets !== timestamp.octets.slice(0, 8)) {
    return malformed('Invalid credential date. Date is not the same as X-Amz-Date.');
  }
  return null;
}

function checkKey({ accessKeyId }: Claim, { secrets }: AuthenticationSettings): Refusal | null {
  return secrets.has(accessKeyId.octets)
    ? null
    : refuse('InvalidAccessKeyId', [['AWSAccessKeyId', readable(accessKeyId.octets)]]);
}

function checkClock({ timestamp }: Claim, { now }: AuthenticationSettings): Refusal | null {
  const skew = Math.abs(now.getTime() - (readTimestamp(timestamp.octets) ?? 0));
  if (skew <= MAX_ALLOWED_SKEW) return null;
  return refuse('RequestTimeTooSkewed', [
    ['RequestTime', timestamp.octets],
    ['ServerTime', now.toISOString().replace(/\.\d+/, '')],
    ['MaxAllowedSkewMilliseconds', String(MAX_ALLOWED_SKEW)],
  ]);
}

function checkPayloadHeader({ request }: Claim): Refusal | null {
  const header = headerValue(request.headers, 'x-amz-content-sha256')?.octets;
  if (header === undefined) {
    return refuse('InvalidRequest', [], 'Missing required header for this request: x-amz-content-sha256');
  }
  if (header.startsWith('STREAMING-')) return refuse('NotImplemented');
  if (header === 'UNSIGNED-PAYLOAD' || /^[0-9a-f]{64}$/.test(header)) return null;
  return refuse(
    'InvalidArgument',
    [
      ['ArgumentName', 'x-amz-content-sha256'],
      ['ArgumentValue', readable(header)],
    ],
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, or a valid sha256 value.',
  );
}

/** Host and every `x-amz-*` header that was sent must be signed. */
function checkUnsigned({ request, signedHeaderNames }: Claim): Refusal | null {
  const signed = new Set<string>(signedHeaderNames.map((name) => name.octets));
  const sent = request.headers.map((field) => field.name.octets.toLowerCase());
  const unsigned = [...new Set(sent)].filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.has(name),
  );
  if (unsigned.length === 0) return null;
  return refuse(
    'AccessDenied',
    [['HeadersNotSigned', unsigned.sort().join(', ')]],
    'There were headers present in the request which were not signed',
  );
}

function checkSignature(claimed: Claim, { secrets }: AuthenticationSettings): Refusal | null {
  const secret = plain(octetsFromText(secrets.get(claimed.accessKeyId.octets) ?? ''));
  const verification = verify(claimed, secret, S3_RULES, unrecorded);
  return verification.matches ? null : refuseSignature(claimed, verification);
}

function refuseSignature(claimed: Claim, { stringToSign, canonicalRequest }: Verification): Refusal {
  return refuse('SignatureDoesNotMatch', [
    ['AWSAccessKeyId', claimed.accessKeyId.octets],
    ['StringToSign', readable(stringToSign.octets)],
    ['SignatureProvided', readable(claimed.signature.octets)],
    ['StringToSignBytes', spacedHex(stringToSign.octets)],
    ['CanonicalRequest', readable(canonicalRequest.octets)],
    ['CanonicalRequestBytes', spacedHex(canonicalRequest.octets)],
  ]);
}

function checkPayload({ hashedPayload }: Claim, _settings: AuthenticationSettings, body: Octets): Refusal | null {
  const computed = sha256Hex(body);
  if (hashedPayload.octets === 'UNSIGNED-PAYLOAD' || hashedPayload.octets === computed) return null;
  return refuse('XAmzContentSHA256Mismatch', [
    ['ClientComputedContentSHA256', hashedPayload.octets],
    ['S3ComputedContentSHA256', computed],
  ]);
}

const spacedHex = (octets: Octets) => hexFromOctets(octets).replace(/..(?=.)/g, '$& ');
