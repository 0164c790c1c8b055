/**
 * Describes a body in signed chunks. Content-Length includes the lines around the data, but the decoded length does
 * not.
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { STREAMING } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Sides } from '../sides.ts';
import { isSent, seenHeader } from '../signs.ts';
import { quoted } from '../words.ts';

const STREAMED = /^STREAMING-/;
const UNREAD =
  /^(?:XAmzContentSHA256Mismatch|IncompleteBody|MissingContentLength|InvalidChunkSizeError|MalformedTrailerError|BadDigest|InvalidRequest|NotImplemented)$/;
/** The size in bytes of the final chunk: "0;chunk-signature=", 64 digits, and two line ends. */
const LEAST_OVERHEAD = 86;

export const awsChunkedFraming: Cause = {
  id: 'aws-chunked-framing',
  stage: 'hashed-payload',
  says: 'The body was sent in signed chunks, but the server does not support them or counts different lengths.',
  fix: 'Turn off chunked encoding in the client (Java: chunkedEncodingEnabled(false)). Or send both lengths: Content-Length with the chunk headers counted, and x-amz-decoded-content-length without them.',
  see: STREAMING,
  threads: [
    'https://github.com/minio/mc/issues/3723',
    'https://github.com/aws/aws-sdk-js-v3/issues/3829',
    'https://github.com/versity/versitygw/issues/1676',
    'https://github.com/mojatter/s2/pull/45',
    'https://github.com/gaul/s3proxy/issues/145',
  ],
  mutations: [],
  states,
  suspects: suspicion,
  example: {
    kind: 'answer',
    text: '<Error><Code>XAmzContentSHA256Mismatch</Code><ClientComputedContentSHA256>STREAMING-AWS4-HMAC-SHA256-PAYLOAD</ClientComputedContentSHA256><S3ComputedContentSHA256>e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855</S3ComputedContentSHA256></Error>',
  },
};

function states({ code, details }: ServerAnswer, sides: Sides): Statement | null {
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
  if (code !== 'IncompleteBody' || !isStreamed(sides) || expected === undefined || provided === undefined) return null;
  return {
    says: `The payload should have ${quoted(expected)} bytes according to x-amz-decoded-content-length, but ${quoted(provided)} arrived.`,
  };
}

function isStreamed(sides: Sides): boolean {
  const words = sides.client.draft?.hashedPayload ?? seenHeader(sides, 'x-amz-content-sha256') ?? '';
  return STREAMED.test(words) && !words.includes('UNSIGNED');
}

/** Suspects lengths that are impossible for a body in chunks. */
function suspicion(sides: Sides) {
  if (!isStreamed(sides)) return null;
  const [length, decoded] = ['content-length', 'x-amz-decoded-content-length'].map((name) => seenHeader(sides, name));
  if (isSent(sides, 'x-amz-decoded-content-length') === false) {
    return {
      standing: 'explains',
      says: 'The body was sent in signed chunks, but x-amz-decoded-content-length is missing, so the server does not know the length of the payload.',
    } as const;
  }
  if (length && decoded && Number(length) < Number(decoded) + LEAST_OVERHEAD) {
    return {
      standing: 'explains',
      says: `Content-Length is ${length}, which is too small for a payload of ${decoded} bytes with its chunk headers.`,
    } as const;
  }
  const code = sides.answer?.code ?? '';
  if (!UNREAD.test(code) && !mayBeMismatch(sides)) return null;
  return {
    standing: 'possible',
    says: 'The body was sent in signed chunks, which some servers and proxies do not support.',
  } as const;
}
