/**
 * Implements CompleteMultipartUpload
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html).
 */

import { decodeBase64 } from '../../../bytes/base64.ts';
import { arrayFromOctets, asText, type Octets, octetsFromHex } from '../../../bytes/octets.ts';
import { trimmed } from '../../../bytes/white-space.ts';
import { type ChecksumName, runningChecksum } from '../../../crypto/checksums.ts';
import { combinedCrc, isCrc } from '../../../crypto/combine-crc.ts';
import { md5Hex } from '../../../crypto/digests.ts';
import { isRefusal, type Refusal, refuse, s3Answer } from '../../answers/answer.ts';
import { childrenNamed, childText, type Element } from '../../answers/read-xml.ts';
import { type Asked, headerText, inBucket, type Operation, parameter, rootElement } from '../../asked.ts';
import { joined } from '../../storage/content.ts';
import {
  type ObjectChecksum,
  type StoredObject,
  storedObject,
  type Upload,
  type UploadedPart,
} from '../../storage/stored-object.ts';
import { writeCondition } from '../conditions.ts';
import { checksumType } from '../get-object.ts';
import { ENCRYPTED } from '../stored-headers.ts';
import { checksumElements, inUpload, UPLOAD_ID } from './upload-of.ts';
import { checksumOfContent } from './upload-part.ts';

/**
 * The minimum size in bytes of every part except the last
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html).
 */
const SMALLEST_PART = 5_242_880;

export const completeMultipartUpload: Operation = inBucket((asked, { objects }) => {
  const root = rootElement(asked, 'CompleteMultipartUpload');
  const before = objects.get(asked.key);
  if (!isRefusal(root) && before && isCompletedAgain(asked, root, before)) return completed(asked, before);
  return inUpload((_asked, upload) => {
    if (isRefusal(root)) return root;
    const parts = namedParts(root, upload);
    if (isRefusal(parts)) return parts;
    const refusal = writeCondition(asked.headers, asked.key, before);
    if (refusal) return refusal;
    const object = objectOf(asked, upload, parts);
    if (isRefusal(object)) return object;
    asked.store.completeUpload(upload, object);
    return completed(asked, object);
  })(asked);
});

/**
 * Returns whether this request has already completed the upload to the object that is there. S3 then repeats its answer,
 * because a client whose connection was lost asks again (https://github.com/minio/minio/issues/13318).
 */
function isCompletedAgain(asked: Asked, root: Element, { uploadId, etag }: StoredObject): boolean {
  const hashes = childrenNamed(root, 'Part').map((element) => ({ md5: etagOf(element) }));
  const areHashes = hashes.every(({ md5 }) => /^[0-9a-f]{32}$/.test(md5));
  return uploadId !== null && uploadId === parameter(asked, UPLOAD_ID) && areHashes && etagOfParts(hashes) === etag;
}

function completed({ bucket, key, host }: Asked, object: StoredObject) {
  const content = {
    Location: `http://${asText(host)}/${asText(bucket)}/${asText(key)}`,
    Bucket: asText(bucket),
    Key: asText(key),
    ETag: object.etag,
    ...checksumElements(object.checksum),
    ChecksumType: object.checksum ? checksumType(object) : undefined,
  };
  return s3Answer('CompleteMultipartUploadResult', content, [ENCRYPTED]);
}

interface NamedPart extends UploadedPart {
  readonly number: number;
}

/**
 * Finds the parts that the document names. The parts must be in order, and all except the last must be large enough.
 */
function namedParts(root: Element, { parts }: Upload): readonly NamedPart[] | Refusal {
  const found: NamedPart[] = [];
  for (const element of childrenNamed(root, 'Part')) {
    const text = trimmed(childText(element, 'PartNumber') ?? '');
    if (!/^\d{1,9}$/.test(text)) return refuse('MalformedXML');
    const number = Number(text);
    if (number <= (found.at(-1)?.number ?? 0)) return refuse('InvalidPartOrder');
    const part = parts.get(number);
    if (!part || !isSame(element, part)) return invalidPart(text, element);
    found.push({ ...part, number });
  }
  if (found.length === 0) return refuse('MalformedXML');
  const small = found.slice(0, -1).find(({ body }) => body.length < SMALLEST_PART);
  return small ? partTooSmall(small) : found;
}

function isSame(element: Element, { md5, checksum }: UploadedPart): boolean {
  const claimed = checksum && childText(element, `Checksum${checksum.name.toUpperCase()}`);
  return (
    etagOf(element) === md5 && (claimed === null || claimed === undefined || trimmed(claimed) === checksum?.base64)
  );
}

const etagOf = (element: Element): string => trimmed(childText(element, 'ETag') ?? '').replace(/^"|"$/g, '');

function invalidPart(number: string, element: Element): Refusal {
  return refuse('InvalidPart', { PartNumber: number, ETag: etagOf(element) });
}

function partTooSmall({ number, md5, body }: NamedPart): Refusal {
  return refuse('EntityTooSmall', {
    ProposedSize: String(body.length),
    MinSizeAllowed: String(SMALLEST_PART),
    PartNumber: String(number),
    ETag: md5,
  });
}

/** Creates the object. Its content consists of the parts, which are not copied. */
function objectOf(asked: Asked, upload: Upload, parts: readonly NamedPart[]): StoredObject | Refusal {
  const body = joined(parts.map((part) => part.body));
  const size = headerText(asked.headers, 'x-amz-mp-object-size');
  if (size !== undefined && size !== String(body.length)) {
    return refuse('InvalidRequest', {}, `The provided 'x-amz-mp-object-size' header does not match what was computed.`);
  }
  const checksum = checksumOfParts(upload, parts);
  const sent = checksum && headerText(asked.headers, `x-amz-checksum-${checksum.name}`);
  if (checksum && sent && withoutCount(sent) !== withoutCount(checksum.base64)) {
    return refuse(
      'BadDigest',
      {},
      `The ${checksum.name.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
  const { contentType, metadata } = upload;
  return storedObject({
    body,
    contentType,
    metadata,
    checksum,
    lastModified: asked.now,
    etag: etagOfParts(parts),
    parts: parts.map((part) => ({ number: part.number, length: part.body.length, checksum: part.checksum })),
    uploadId: upload.id,
  });
}

/**
 * Removes the number of parts from the end of a combined checksum. Some clients send this number, and others do not.
 */
const withoutCount = (base64: string) => base64.replace(/-\d+$/, '');

/**
 * Returns the ETag of an object that was uploaded in parts: the MD5 hash of the parts' MD5 hashes, and the number of
 * parts.
 */
function etagOfParts(parts: readonly Pick<NamedPart, 'md5'>[]): string {
  const hashes = parts.map(({ md5 }) => octetsFromHex(md5)).join('') as Octets;
  return `"${md5Hex(hashes)}-${parts.length}"`;
}

/** Computes the checksum of the whole object, or combines the parts' checksums. */
function checksumOfParts({ checksum }: Upload, parts: readonly NamedPart[]): ObjectChecksum | null {
  if (!checksum) return null;
  const { name, type } = checksum;
  if (type === 'FULL_OBJECT') return { name, base64: checksumOfWhole(name, parts) };
  const running = runningChecksum(name);
  for (const part of parts)
    running.update(arrayFromOctets(decodeBase64(part.checksum?.base64 ?? ('' as Octets)) ?? ('' as Octets)));
  return { name, base64: `${running.base64()}-${parts.length}` as Octets };
}

/**
 * Computes the checksum of all bytes. The CRCs of parts are combined, because reading an object of many gigabytes again
 * would take longer than clients wait.
 */
function checksumOfWhole(name: ChecksumName, parts: readonly NamedPart[]): Octets {
  if (!isCrc(name)) return checksumOfContent(name, joined(parts.map(({ body }) => body)));
  const crcs = parts.map(({ body, checksum }) => ({
    base64: checksum?.name === name ? checksum.base64 : checksumOfContent(name, body),
    length: body.length,
  }));
  return combinedCrc(name, crcs);
}
