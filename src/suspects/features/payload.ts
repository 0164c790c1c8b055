/** Lists features of the body, its hash, and the method. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, firstOf, headerOf, inText, when } from './feature.ts';

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const isUpload = ({ methods }: SeenRequest) => methods.some((method) => method === 'PUT' || method === 'POST');
const isForeign = ({ server }: SeenRequest) => !['aws', 'unknown', 'minio'].includes(server);

/** Matches request IDs of SeaweedFS, which are times in nanoseconds. */
const SEAWEED_ID = /RequestId:?\s*1[67]\d{17}\b/;

/**
 * Returns whether the text shows an AWS SDK from January 2025 or later. These SDKs add a checksum to uploads, which
 * many servers did not support at that time.
 */
const isSince2025 = (text: string): boolean =>
  /\b20(?:2[5-9]|[3-9]\d)(?:-\d\d-\d\d|\d{4}T\d{6}Z)|RequestId:?\s*17(?:3[6-9]|[4-9]\d)\d{15}|boto(?:3|core)\W{1,3}1\.(?:3[6-9]|[4-9]\d)/.test(
    text,
  );

/** Matches words in code and pages that upload with a presigned URL. */
const UPLOADS = /presignedPut\w*|putObject|PutObject|Verb\.PUT|upload\w*|x-amz-acl=|Content-Type=/i;

const madeForUpload = (seen: SeenRequest): string | null => {
  const isSigned = seen.form === 'query' || seen.form === 'version-2';
  const isGet = seen.methods.includes('GET') || seen.methods.length === 0;
  return isSigned && isGet && !seen.methods.includes('PUT') ? firstOf([UPLOADS.exec(seen.text)?.[0]]) : null;
};

export const PAYLOAD_FEATURES: readonly Feature[] = [
  {
    id: 'multipart-body',
    causes: ['payload-changed-after-signing'],
    seenIn: inText(/multipart\/form-data/i),
  },
  {
    id: 'body-from-code',
    causes: ['payload-changed-after-signing', 'payload-hash-of-empty-body', 'signed-options-not-the-sent-request'],
    seenIn: (seen) =>
      seen.serviceKind === 's3'
        ? null
        : firstOf([/JSON\.stringify\([^)]*\)|\baxios\b|\bdata,|\bjson=|\bbody:\s*\w+/.exec(seen.text)?.[0]]),
  },
  {
    id: 'signed-options-reused',
    causes: ['signed-options-not-the-sent-request'],
    seenIn: ({ text }) =>
      firstOf([/(?:axios|request|fetch|http)\(\s*aws4\.sign\(|aws4\.sign\(\{[^}]*\burl:/.exec(text)?.[0]]),
  },
  {
    id: 'unsigned-payload-of-other-service',
    causes: ['unsigned-payload-not-for-this-service'],
    seenIn: (seen) =>
      seen.serviceKind !== 's3' &&
      /UNSIGNED-PAYLOAD/.test(seen.text + seen.headers.map(({ value }) => value).join('\n'))
        ? 'UNSIGNED-PAYLOAD'
        : null,
  },
  {
    id: 'hash-in-presigned',
    causes: ['presign-needs-unsigned-payload'],
    seenIn: (seen) => when(seen.form === 'query' && seen.serviceKind !== 'other' && seen.text.includes(EMPTY_HASH)),
  },
  {
    id: 'empty-hash-of-upload',
    causes: ['payload-hash-of-empty-body'],
    seenIn: (seen) =>
      when(
        isUpload(seen) &&
          /^[1-9]\d*$/.test(headerOf(seen, 'content-length') ?? '') &&
          (headerOf(seen, 'x-amz-content-sha256') ?? seen.text).includes(EMPTY_HASH),
      ),
  },
  {
    id: 'trailer-or-chunks',
    causes: ['unsigned-trailer-unsupported', 'aws-chunked-framing'],
    seenIn: (seen) =>
      firstOf([
        /STREAMING-[\w-]+|aws-chunked/.exec(`${seen.text}\n${headerOf(seen, 'x-amz-content-sha256') ?? ''}`)?.[0],
      ]),
  },
  { id: 'said-chunks', causes: ['aws-chunked-framing'], seenIn: inText(/MultiChunkedEncoding|chunked ?encoding/i) },
  {
    id: 'upload-to-foreign-server',
    causes: ['unsigned-trailer-unsupported'],
    seenIn: (seen) =>
      when(isForeign(seen) && seen.client === 'official' && (isUpload(seen) || /PutObject|UploadPart/.test(seen.text))),
  },
  {
    id: 'foreign-server-since-2025',
    causes: ['unsigned-trailer-unsupported', 'presigned-checksum-of-empty-body'],
    seenIn: (seen) => when((isForeign(seen) || SEAWEED_ID.test(seen.text)) && isSince2025(seen.text)),
  },
  {
    id: 'checksum-of-nothing',
    causes: ['presigned-checksum-of-empty-body'],
    seenIn: inText(/AAAAAA==|checksum-crc32=AAAAAA/i),
  },
  { id: 'chunk-string', causes: ['chunk-data-changed'], seenIn: (seen) => when(seen.form === 'chunk') },
  {
    id: 'made-for-upload',
    causes: ['method-mismatch'],
    seenIn: madeForUpload,
  },
  {
    id: 'method-head',
    causes: ['method-mismatch'],
    seenIn: (seen) => (seen.methods.includes('HEAD') ? 'HEAD' : null),
  },
  {
    id: 'get-in-version-2',
    causes: ['method-mismatch'],
    seenIn: (seen) => (seen.form === 'version-2' && seen.methods.includes('GET') ? 'GET' : null),
  },
];
