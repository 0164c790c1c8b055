/** Lists features of the body, its hash, and the method. */
import { HASH_OF_NOTHING } from '../../crypto/digests.ts';
import type { SeenRequest } from '../../sides/seen/seen-request.ts';
import { feature, firstOf, headerOf, inText, rule, when } from './feature.ts';

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

export const ofPayload = {
  bodyFromCode: feature(
    'body-from-code',
    (quote) => `The code builds the body itself (${quote}), and the library may send different bytes.`,
    (seen) =>
      seen.serviceKind === 's3'
        ? null
        : inText(/JSON\.stringify\([^)]*\)|\baxios\b|\bdata,|\bjson=|\bbody:\s*\w+/)(seen),
  ),
  hashInPresigned: rule(
    'hash-in-presigned',
    'The presigned request has the hash of an empty body, not UNSIGNED-PAYLOAD.',
    (seen) => when(seen.form === 'query' && seen.serviceKind !== 'other' && seen.text.includes(HASH_OF_NOTHING)),
  ),
  emptyHashOfUpload: rule(
    'empty-hash-of-upload',
    'There is a body, but the signed hash is that of an empty body.',
    (seen) =>
      when(
        isUpload(seen) &&
          /^[1-9]\d*$/.test(headerOf(seen, 'content-length') ?? '') &&
          (headerOf(seen, 'x-amz-content-sha256') ?? seen.text).includes(HASH_OF_NOTHING),
      ),
  ),
  trailerOrChunks: feature(
    'trailer-or-chunks',
    (quote) => `The body is sent in signed chunks or with a trailer (${quote}).`,
    (seen) =>
      firstOf([
        /STREAMING-[\w-]+|aws-chunked/.exec(`${seen.text}\n${headerOf(seen, 'x-amz-content-sha256') ?? ''}`)?.[0],
      ]),
  ),
  uploadToForeignServer: feature(
    'upload-to-foreign-server',
    'An AWS SDK uploads to a server that is not AWS.',
    (seen) =>
      when(
        isForeign(seen) && seen.client === 'official' && (isUpload(seen) || /PutObject|UploadPart/i.test(seen.text)),
      ),
  ),
  foreignServerSince2025: feature(
    'foreign-server-since-2025',
    'The server is not AWS, and AWS SDKs have added a checksum to uploads by default since January 2025.',
    (seen) => when((isForeign(seen) || SEAWEED_ID.test(seen.text)) && isSince2025(seen.text)),
  ),
  madeForUpload: feature(
    'made-for-upload',
    (quote) => `The URL is for an upload (${quote}), and a browser that opens it sends GET.`,
    madeForUpload,
  ),
};
