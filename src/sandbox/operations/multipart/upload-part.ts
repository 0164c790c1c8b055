/** Implements UploadPart and UploadPartCopy (https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html). */
import { EMPTY } from '../../../bytes/octets.ts';
import { isProblem } from '../../../bytes/problem.ts';
import { type ChecksumName, runningChecksum } from '../../../crypto/checksums.ts';
import { emptyAnswer, isRefusal, type Refusal, refuse, refuseArgument, s3Answer } from '../../answers/answer.ts';
import { type Asked, headerText, type Operation, type Payload } from '../../asked.ts';
import { type Content, slicesOf } from '../../storage/content.ts';
import { copyInto } from '../../storage/spool.ts';
import type { ObjectChecksum, Upload, UploadedPart } from '../../storage/stored-object.ts';
import { COPY_HEADERS, COPY_SOURCE, copySource } from '../put-object.ts';
import { ENCRYPTED } from '../stored-headers.ts';
import { checkHeaders, checkLength, checkMd5 } from '../upload-checks.ts';
import { checksumElements, inUpload, readPartNumber } from './upload-of.ts';

const SOURCE_RANGE = 'x-amz-copy-source-range';

/** Stores a part. Its bytes are the body of the request or, if a header names a source, bytes from an object. */
export const uploadPart: Operation = inUpload((asked, upload) =>
  headerText(asked.headers, COPY_SOURCE) === undefined ? partFromBody(asked, upload) : partFromObject(asked, upload),
);

function partFromBody(asked: Asked, upload: Upload) {
  const refusal = checkLength(asked) ?? checkHeaders(asked) ?? checkMd5(asked) ?? checkAlgorithm(asked, upload);
  const number = readPartNumber(asked);
  if (refusal) return refusal;
  if (typeof number !== 'number') return number;
  const part = newPart(asked, upload, asked);
  const full = asked.store.putPart(upload, number, part);
  return full ?? emptyAnswer(200, [['ETag', `"${part.md5}"`], ENCRYPTED, ...checksumHeader(part.checksum)]);
}

const checksumHeader = (checksum: ObjectChecksum | null) =>
  checksum ? [[`x-amz-checksum-${checksum.name}`, checksum.base64] as const] : [];

/** Refuses a part whose checksum has a different algorithm than the one announced when the upload began. */
function checkAlgorithm({ checksums }: Asked, { checksum }: Upload): Refusal | null {
  const [sent] = checksums;
  if (!sent || sent.name === checksum?.name || checksum === null) return null;
  const [expected, actual] = [checksum.name, sent.name];
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
  return refuse('InvalidRequest', {}, message);
}

/**
 * Creates a part. If the client announced a checksum but did not send it, the sandbox computes the checksum, as in S3.
 */
function newPart({ now, checksums }: Asked, { checksum }: Upload, { content, md5 }: Payload): UploadedPart {
  const [sent = null] = checksums;
  const computed = () => checksum && { name: checksum.name, base64: checksumOfContent(checksum.name, content) };
  return { body: content, md5: md5(), lastModified: now, checksum: sent ?? computed() };
}

/** Computes a checksum of content, in base64. */
export function checksumOfContent(name: ChecksumName, content: Content): ObjectChecksum['base64'] {
  const running = runningChecksum(name);
  for (const slice of slicesOf(content)) running.update(slice);
  return running.base64();
}

/** Copies bytes of an object (https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html). */
function partFromObject(asked: Asked, upload: Upload) {
  const refusal = checkHeaders(asked, [...COPY_HEADERS, SOURCE_RANGE]);
  const number = readPartNumber(asked);
  if (refusal) return refusal;
  if (typeof number !== 'number') return number;
  const found = copySource(asked);
  if (isRefusal(found)) return found;
  const copied = copiedBytes(asked, found.source.body);
  if (isRefusal(copied)) return copied;
  const part = newPart({ ...asked, checksums: [] }, upload, copied);
  const full = asked.store.putPart(upload, number, part);
  if (full) copied.content.remove();
  const result = {
    LastModified: part.lastModified.toISOString(),
    ETag: `"${part.md5}"`,
    ...checksumElements(part.checksum),
  };
  return full ?? s3Answer('CopyPartResult', result, [ENCRYPTED]);
}

/** Copies the bytes that the request names. By default, these are all bytes of the source. */
function copiedBytes({ headers, newSpool }: Asked, source: Content): Payload | Refusal {
  const range = headerText(headers, SOURCE_RANGE);
  const [, first = '0', last = String(source.length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range ?? 'bytes=') ?? [];
  if (range !== undefined && !/^bytes=\d+-\d+$/.test(range)) {
    const message =
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
    return refuseArgument(SOURCE_RANGE, range, message);
  }
  const [start, end] = [Number(first), Number(last) + 1];
  if (start > end || end > source.length) {
    const message = `Range specified is not valid for source object of size: ${source.length}`;
    return refuseArgument(SOURCE_RANGE, range ?? EMPTY, message);
  }
  const spool = newSpool();
  const content = copyInto(spool, source, start, end);
  return isProblem(content) ? refuse('SlowDown') : { content, md5: spool.md5 };
}
