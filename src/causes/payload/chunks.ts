/** Causes that involve a body that was sent in chunks. */

import { withoutPercents } from '../../bytes/escapes.ts';
import { EMPTY } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName, runningChecksum } from '../../crypto/checksums.ts';
import { parameterOf } from '../../sides/answers/answers.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import type { RefusedLink } from '../../sides/refused-link.ts';
import type { Sides } from '../../sides/sides.ts';
import { isSent, seenHeader } from '../../sides/signs.ts';
import { QUERY_STRING, STREAMING, STREAMING_TRAILERS } from '../../sigv4/documentation.ts';
import { UNSIGNED_CHUNKS } from '../../sigv4/payload-keywords.ts';
import type { Statement } from '../cause.ts';
import { cause, explains, possible } from '../define-cause.ts';
import { feature, inText, rule, when } from '../features/feature.ts';
import { ofPayload } from '../features/payload.ts';
import { quoted } from '../words.ts';

const STREAMED = /^STREAMING-/;
const UNREAD =
  /^(?:XAmzContentSHA256Mismatch|IncompleteBody|MissingContentLength|InvalidChunkSizeError|MalformedTrailerError|BadDigest|InvalidRequest|NotImplemented)$/;
/** The size in bytes of the final chunk: "0;chunk-signature=", 64 digits, and two line endings. */
const LEAST_OVERHEAD = 86;

/** Content-Length includes the lines around the chunk data, whereas x-amz-decoded-content-length does not. */
export const awsChunkedFraming = cause('aws-chunked-framing', 'hashed-payload', {
  says: 'The body was sent in signed chunks, but the server does not support them or counts different lengths.',
  symptom:
    'x-amz-content-sha256 is STREAMING-AWS4-HMAC-SHA256-PAYLOAD, and the server hashes the chunk headers too or counts a different length.',
  fix: 'Turn off chunked encoding in the client (Java: chunkedEncodingEnabled(false)). Or send both lengths: Content-Length with the chunk headers counted, and x-amz-decoded-content-length without them.',
  lines: { java: '.chunkedEncodingEnabled(false)', dotnet: 'UseChunkEncoding = false' },
  see: STREAMING,
  threads: `
    minio/mc/issues/3723 aws/aws-sdk-js-v3/issues/3829 versity/versitygw/issues/1676 mojatter/s2/pull/45
    gaul/s3proxy/issues/145
  `,
  features: [ofPayload.trailerOrChunks],
  lesson: 'chunk-by-chunk',
  needs: ['header', 'chunks', 's3'],
  yes: { 'new-version': 0.9 },
  states({ code, details }, sides) {
    const words = details.get('ClientComputedContentSHA256');
    if (words !== undefined && STREAMED.test(words) && !words.includes('UNSIGNED')) {
      return {
        says: `The client sent ${words}, but the server included the chunk headers in the hash of the body.`,
      };
    }
    if (code === 'InvalidChunkSizeError') {
      return {
        says: `Chunk ${details.get('Chunk') ?? ''} of the body has ${details.get('BadChunkSize') ?? 'too few'} bytes, which only the last chunk may have.`,
      };
    }
    const [expected, provided] = ['NumberBytesExpected', 'NumberBytesProvided'].map((name) => details.get(name));
    if (code !== 'IncompleteBody' || !isStreamed(sides) || expected === undefined || provided === undefined)
      return null;
    return {
      says: `The payload should have ${quoted(expected)} bytes according to x-amz-decoded-content-length, but ${quoted(provided)} arrived.`,
    };
  },
  /**
   * Suspects a body in chunks if its decoded length is missing, if its lengths are impossible, or if the server may not
   * support chunks.
   */
  suspects(sides) {
    if (!isStreamed(sides)) return null;
    const [length, decoded] = ['content-length', 'x-amz-decoded-content-length'].map((name) => seenHeader(sides, name));
    if (isSent(sides, 'x-amz-decoded-content-length') === false) {
      return explains(
        'The body was sent in signed chunks, but x-amz-decoded-content-length is missing, so the server does not know the length of the payload.',
      );
    }
    if (length && decoded && Number(length) < Number(decoded) + LEAST_OVERHEAD) {
      return explains(
        `Content-Length is ${length}, which is too small for a payload of ${decoded} bytes with its chunk headers.`,
      );
    }
    const code = sides.answer?.code ?? '';
    if (!UNREAD.test(code) && !mayBeMismatch(sides)) return null;
    return possible('The body was sent in signed chunks, which some servers and proxies do not support.');
  },
});

function isStreamed(sides: Sides): boolean {
  const words = sides.client.draft?.hashedPayload ?? seenHeader(sides, 'x-amz-content-sha256') ?? '';
  return STREAMED.test(words) && !words.includes('UNSIGNED');
}

const WORDS = UNSIGNED_CHUNKS.octets;
const SENT = `x-amz-content-sha256 is ${WORDS}: the body was sent in chunks with a checksum after them`;

/** Matches the errors, other than a mismatch, from servers that do not support trailing checksums. */
const REFUSALS =
  /^(?:InvalidRequest|MissingContentLength|InvalidArgument|XAmzContentSHA256Mismatch|NotImplemented|IncompleteBody|InvalidDigest|BadDigest)$/;

export const unsignedTrailerUnsupported = cause('unsigned-trailer-unsupported', 'hashed-payload', {
  // A server that does not support it may also read the headers in another way.
  places: [],
  says: 'The body was sent in chunks with a checksum after them, as AWS SDKs have done since January 2025, but the server does not support that.',
  symptom: 'x-amz-content-sha256 is STREAMING-UNSIGNED-PAYLOAD-TRAILER. Uploads fail; GET and lists work.',
  fix: 'Set AWS_REQUEST_CHECKSUM_CALCULATION=when_required and AWS_RESPONSE_CHECKSUM_VALIDATION=when_required for the SDK or the AWS CLI, or update the server.',
  lines: {
    'aws-cli': 'export AWS_REQUEST_CHECKSUM_CALCULATION=when_required',
    boto3: 'Config(request_checksum_calculation="when_required")',
    javascript: 'requestChecksumCalculation: "WHEN_REQUIRED"',
    java: '.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)',
    go: 'o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired',
    dotnet: 'RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED',
    php: "'request_checksum_calculation' => 'when_required'",
  },
  see: STREAMING_TRAILERS,
  threads: `
    coopcycle/coopcycle-web/issues/4832 seaweedfs/seaweedfs/issues/6517 storj/gateway-st/issues/89
    treeverse/lakeFS/issues/7939 afreidah/s3-orchestrator/issues/1536 trinodb/aws-proxy/issues/199
    aws/aws-sdk-go-v2/issues/1816
  `,
  features: [ofPayload.trailerOrChunks, ofPayload.uploadToForeignServer, ofPayload.foreignServerSince2025],
  lesson: 'chunk-by-chunk',
  test: 'Set AWS_REQUEST_CHECKSUM_CALCULATION=when_required and try again.',
  needs: ['header', 'chunks', 's3'],
  yes: { 'new-version': 0.9 },
  states({ code, details }) {
    const isNamed = [details.get('ArgumentValue'), details.get('ClientComputedContentSHA256')].includes(WORDS);
    if (code === null || !REFUSALS.test(code) || !isNamed) return null;
    return { says: `${SENT}. The server refuses this with ${code}.` };
  },
  suspects(sides) {
    const { answer, client, server } = sides;
    const hashedPayload =
      client.draft?.hashedPayload ?? server.draft?.hashedPayload ?? seenHeader(sides, 'x-amz-content-sha256');
    if (hashedPayload !== WORDS) return null;
    if (answer?.code && REFUSALS.test(answer.code)) {
      return explains(`${SENT}, but the server responds with ${answer.code}.`);
    }
    return mayBeMismatch(sides) ? possible(`${SENT}, which many S3-compatible servers do not support.`) : null;
  },
});

export const chunkDataChanged = cause('chunk-data-changed', 'hashed-payload', {
  says: 'The head of the request was accepted, but the signature of a chunk does not match: its data or the order of the chunks changed.',
  symptom:
    'The string to sign in the message begins with AWS4-HMAC-SHA256-PAYLOAD or -TRAILER: the server refused a chunk or the headers after the chunks, not the head.',
  fix: 'Do not share a stream or a buffer between uploads, and do not change the data while they are sent.',
  see: STREAMING,
  threads: 'aws-amplify/aws-sdk-ios/issues/602',
  features: [
    rule('chunk-string', 'The string to sign is that of a chunk, so the head of the request was accepted.', (seen) =>
      when(seen.form === 'chunk'),
    ),
  ],
  lesson: 'chunk-by-chunk',
  needs: ['header'],
  yes: { 'now-and-then': 0.7 },
  states: (_answer, { refusedLink }) => (refusedLink?.by === 'server' ? refusedInWords(refusedLink) : null),
  suspects({ refusedLink }) {
    return refusedLink?.by === 'computation' ? { certainty: 'explains', ...refusedInWords(refusedLink) } : null;
  },
});

/** Says what was refused, and what happened to it. */
function refusedInWords(link: RefusedLink): Statement {
  const change = changeOf(link);
  const refused = link.by === 'server' ? 'The server accepted the head of the request, but refused' : WRONG;
  return {
    says: `${refused} ${partInWords(link)}: ${CHANGES[change]}.`,
    variant: change,
    ...(FIXES[change] === undefined ? {} : { fix: FIXES[change] }),
  };
}

const WRONG = 'The signature of the request is right, but not';

function partInWords({ part, number, count }: RefusedLink): string {
  if (part === 'trailer') return 'the signature of the headers after the chunks';
  if (number === null) return 'the signature of a chunk';
  return `the signature of chunk ${number}${count === null ? '' : ` of ${count}`}`;
}

type ChangeInBody = Exclude<RefusedLink['change'], null> | 'trailer' | 'last' | 'unknown';

function changeOf({ change, part, number, count }: RefusedLink): ChangeInBody {
  if (change !== null) return change;
  if (part === 'trailer') return 'trailer';
  return number !== null && number === count ? 'last' : 'unknown';
}

const CHANGES: Readonly<Record<ChangeInBody, string>> = {
  'in-transit': 'what arrived is not what was sent, because its hash is another one',
  signature: 'the signature itself was changed, because the next one follows from the right signature',
  data: 'its data was changed after signing, or a chunk before it is missing, because the next signature follows from the one that was sent',
  order:
    'the chunks are not in the order in which they were signed, because its signature follows from the one of another chunk',
  nothing: 'as it was sent, it is right for the secret given here, so the server computes it from something else',
  trailer: 'a value of theirs, their order, or the signature itself is not as it was signed',
  last: 'this chunk has no data, so the signature itself was changed, or a chunk before it is missing',
  unknown: 'its data, its place, or the signature itself is not as it was signed',
};

const FIXES: Readonly<Partial<Record<ChangeInBody, string>>> = {
  'in-transit':
    'Find what changes the body between the client and the server, and let it pass on the chunks unchanged.',
  signature:
    'Write the signature of each chunk as it was computed: 64 lowercase hexadecimal digits after "chunk-signature=".',
  order:
    'Send the chunks in the order in which they are signed, and do not share a stream or a buffer between uploads.',
  trailer:
    'Sign the headers after the chunks as they are sent, in lowercase and each with LF, and do not change them afterward.',
};

export const presignedChecksumOfEmptyBody = cause('presigned-checksum-of-empty-body', 'hashed-payload', {
  places: ['canonicalQueryString', 'hashedPayload'],
  says: 'The presigned URL has the checksum of an empty body, which an SDK added when it signed without the data.',
  symptom:
    'The presigned URL contains x-amz-checksum-crc32=AAAAAA%3D%3D, the checksum of no data, and the request has a body.',
  fix: 'In the client that presigns, set requestChecksumCalculation to WHEN_REQUIRED.',
  see: QUERY_STRING,
  threads: 'seaweedfs/seaweedfs/issues/10216',
  features: [
    ofPayload.foreignServerSince2025,
    feature('checksum-of-nothing', 'AAAAAA== is the CRC32 of no data.', inText(/AAAAAA==|checksum-crc32=AAAAAA/i)),
  ],
  test: 'Set requestChecksumCalculation to WHEN_REQUIRED and presign again.',
  inVersion2: true,
  needs: ['presigned-url', 'checksum-in-url'],
  yes: { 'new-version': 0.9 },
  /** A server that compares the checksums names the digest, and the URL shows of what it is. */
  states({ code }, sides) {
    if (sides.scheme !== 'query' || !/^(?:BadDigest|InvalidDigest)$/.test(code ?? '')) return null;
    const name = CHECKSUM_NAMES.find((one) => hasChecksumOfNothing(sides, one));
    if (name === undefined || sides.request?.body === EMPTY) return null;
    return { says: `The URL has x-amz-checksum-${name} of an empty body, and the body that arrived has another one.` };
  },
});

function hasChecksumOfNothing(sides: Sides, name: ChecksumName): boolean {
  const value = parameterOf(sides, `x-amz-checksum-${name}`);
  return value !== null && withoutPercents(value) === runningChecksum(name).base64();
}
