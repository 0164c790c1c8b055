/**
 * Implements CreateMultipartUpload and AbortMultipartUpload
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html).
 */
import { asText, octetsFromText } from '../../../bytes/octets.ts';
import { CHECKSUM_NAMES } from '../../../crypto/checksums.ts';
import { sha256Hex } from '../../../crypto/digests.ts';
import { sentField } from '../../../sigv4/claims/sent-checksums.ts';
import { emptyAnswer, type Field, isRefusal, type Refusal, refuse, s3Answer } from '../../answers/answer.ts';
import { type Asked, headerText, inBucket, type Operation } from '../../asked.ts';
import type { Upload } from '../../storage/stored-object.ts';
import { ENCRYPTED, storedHeaders } from '../stored-headers.ts';
import { checkHeaders } from '../upload-checks.ts';
import { inUpload } from './upload-of.ts';

const ALGORITHM = 'x-amz-checksum-algorithm';
const TYPE = 'x-amz-checksum-type';

export const createMultipartUpload: Operation = inBucket((asked) => {
  const { bucket, key, headers, store, now } = asked;
  const refusal = checkHeaders(asked, [ALGORITHM, TYPE]);
  if (refusal) return refusal;
  const stored = storedHeaders(headers.map(sentField));
  const checksum = announcedChecksum(asked);
  if (isRefusal(stored)) return stored;
  if (checksum && isRefusal(checksum)) return checksum;
  const id = newUploadId(asked);
  const upload: Upload = { id, bucket, key, initiated: now, ...stored, checksum, parts: new Map() };
  const full = store.putUpload(upload);
  if (full) return full;
  const content = { Bucket: asText(bucket), Key: asText(key), UploadId: id };
  return s3Answer('InitiateMultipartUploadResult', content, [ENCRYPTED, ...announcedHeaders(checksum)]);
});

/** Deletes an upload and all of its parts. */
export const abortMultipartUpload: Operation = inUpload(({ store }, upload) => {
  store.abortUpload(upload);
  return emptyAnswer(204);
});

/** Creates an ID that no other upload in the store has. */
function newUploadId({ store, bucket, key, now }: Asked): string {
  for (let attempt = store.uploads.size; ; attempt += 1) {
    const id = sha256Hex(octetsFromText(`${attempt} ${now.getTime()} ${bucket}/${key}`));
    if (!store.uploads.has(id)) return id;
  }
}

/**
 * The checksums that can be computed for the whole object. All other checksums are computed from the checksums of the
 * parts.
 */
const OF_WHOLE_OBJECT = ['crc32', 'crc32c', 'crc64nvme'];

/**
 * Reads the checksum that the parts will have. A CRC64NVME checksum always covers the whole object. Other checksums are
 * combined from the parts' checksums, unless the client asks for a checksum of the whole object
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html).
 */
function announcedChecksum({ headers }: Asked): Upload['checksum'] | Refusal {
  const algorithm = headerText(headers, ALGORITHM);
  const type = headerText(headers, TYPE)?.toUpperCase();
  if (algorithm === undefined) {
    const alone = 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.';
    return type === undefined ? null : refuse('InvalidRequest', {}, alone);
  }
  const name = CHECKSUM_NAMES.find((candidate) => candidate === algorithm.toLowerCase());
  if (!name)
    return refuse(
      'InvalidRequest',
      {},
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  const usual = name === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  const chosen = type ?? usual;
  if (chosen !== 'COMPOSITE' && chosen !== 'FULL_OBJECT') {
    return refuse('InvalidRequest', {}, 'Value for x-amz-checksum-type header is invalid.');
  }
  const isPossible = chosen === 'FULL_OBJECT' ? OF_WHOLE_OBJECT.includes(name) : name !== 'crc64nvme';
  if (isPossible) return { name, type: chosen };
  return refuse(
    'InvalidRequest',
    {},
    `The ${chosen} checksum type cannot be used with the ${name} checksum algorithm.`,
  );
}

function announcedHeaders(checksum: Upload['checksum'] | Refusal): Field[] {
  if (!checksum || isRefusal(checksum)) return [];
  return [
    [ALGORITHM, checksum.name.toUpperCase()],
    [TYPE, checksum.type],
  ];
}
