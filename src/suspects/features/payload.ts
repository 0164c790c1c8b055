/** Lists features of the body, its hash, and the method. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, feature, firstOf, headerOf, inText, when } from './feature.ts';

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
  feature('multipart-body', 'payload-changed-after-signing', inText(/multipart\/form-data/i)),
  feature(
    'body-from-code',
    'payload-changed-after-signing payload-hash-of-empty-body signed-options-not-the-sent-request',
    (seen) =>
      seen.serviceKind === 's3'
        ? null
        : inText(/JSON\.stringify\([^)]*\)|\baxios\b|\bdata,|\bjson=|\bbody:\s*\w+/)(seen),
  ),
  feature(
    'signed-options-reused',
    'signed-options-not-the-sent-request',
    inText(/(?:axios|request|fetch|http)\(\s*aws4\.sign\(|aws4\.sign\(\{[^}]*\burl:/),
  ),
  feature('unsigned-payload-of-other-service', 'unsigned-payload-not-for-this-service', (seen) =>
    seen.serviceKind !== 's3' && /UNSIGNED-PAYLOAD/.test(seen.text + seen.headers.map(({ value }) => value).join('\n'))
      ? 'UNSIGNED-PAYLOAD'
      : null,
  ),
  feature('hash-in-presigned', 'presign-needs-unsigned-payload', (seen) =>
    when(seen.form === 'query' && seen.serviceKind !== 'other' && seen.text.includes(EMPTY_HASH)),
  ),
  feature('empty-hash-of-upload', 'payload-hash-of-empty-body', (seen) =>
    when(
      isUpload(seen) &&
        /^[1-9]\d*$/.test(headerOf(seen, 'content-length') ?? '') &&
        (headerOf(seen, 'x-amz-content-sha256') ?? seen.text).includes(EMPTY_HASH),
    ),
  ),
  feature('trailer-or-chunks', 'unsigned-trailer-unsupported aws-chunked-framing', (seen) =>
    firstOf([
      /STREAMING-[\w-]+|aws-chunked/.exec(`${seen.text}\n${headerOf(seen, 'x-amz-content-sha256') ?? ''}`)?.[0],
    ]),
  ),
  feature('said-chunks', 'aws-chunked-framing', inText(/MultiChunkedEncoding|chunked ?encoding/i)),
  feature('upload-to-foreign-server', 'unsigned-trailer-unsupported', (seen) =>
    when(isForeign(seen) && seen.client === 'official' && (isUpload(seen) || /PutObject|UploadPart/.test(seen.text))),
  ),
  feature('foreign-server-since-2025', 'unsigned-trailer-unsupported presigned-checksum-of-empty-body', (seen) =>
    when((isForeign(seen) || SEAWEED_ID.test(seen.text)) && isSince2025(seen.text)),
  ),
  feature('checksum-of-nothing', 'presigned-checksum-of-empty-body', inText(/AAAAAA==|checksum-crc32=AAAAAA/i)),
  feature('chunk-string', 'chunk-data-changed', (seen) => when(seen.form === 'chunk')),
  feature('made-for-upload', 'method-mismatch', madeForUpload),
  feature('method-head', 'method-mismatch', (seen) => (seen.methods.includes('HEAD') ? 'HEAD' : null)),
  feature('get-in-version-2', 'method-mismatch', (seen) =>
    seen.form === 'version-2' && seen.methods.includes('GET') ? 'GET' : null,
  ),
];
