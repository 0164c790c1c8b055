/** Contains code that is shared by operations on an unfinished upload. */
import { EMPTY, octetAt } from '../../../bytes/octets.ts';
import { type Answer, type Refusal, refuse, refuseArgument } from '../../answers/answer.ts';
import type { Elements } from '../../answers/xml.ts';
import { type Asked, inBucket, type Operation, parameter } from '../../asked.ts';
import type { ObjectChecksum, Upload } from '../../storage/stored-object.ts';
import { OWNER } from '../buckets.ts';
import { storageClassOf } from '../stored-headers.ts';

export const UPLOAD_ID = 'uploadId';
export const PART_NUMBER = 'partNumber';

/** The highest part number (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const PARTS_LIMIT = 10_000;

/** Wraps an operation so that it refuses a request for an upload that does not exist. */
export function inUpload(operation: (asked: Asked, upload: Upload) => Answer | Refusal): Operation {
  return inBucket((asked) => {
    const id = parameter(asked, UPLOAD_ID) ?? EMPTY;
    const upload = asked.store.uploads.get(id);
    const isHere = upload !== undefined && upload.bucket === asked.bucket && upload.key === asked.key;
    return isHere ? operation(asked, upload) : refuse('NoSuchUpload', { UploadId: id });
  });
}

/** Reads the number of a part, from 1 to 10,000. */
export function readPartNumber(asked: Asked): number | Refusal {
  const value = parameter(asked, PART_NUMBER) ?? EMPTY;
  const number = Number(value);
  if (/^\d{1,9}$/.test(value) && number >= 1 && number <= PARTS_LIMIT) return number;
  const message = `Part number must be an integer between 1 and ${PARTS_LIMIT}, inclusive`;
  return refuseArgument(PART_NUMBER, value, message);
}

/** Reads a number in the query. The default is 0. */
export function readCount(asked: Asked, name: string, usual: number): number | Refusal {
  const value = parameter(asked, name);
  if (value === undefined || value === EMPTY) return usual;
  const isNumber = /^\d{1,9}$/.test(value) && octetAt(value, 0) > 0;
  return isNumber
    ? Number(value)
    : refuseArgument(name, value, `Provided ${name} not an integer or within integer range`);
}

/** Writes a checksum as an element of a document, such as ChecksumCRC32. */
export const checksumElements = (checksum: ObjectChecksum | null): Elements =>
  checksum ? { [`Checksum${checksum.name.toUpperCase()}`]: checksum.base64 } : {};

/** Writes who began an upload, and how its object will be stored. */
export const describedUpload = (upload: Upload): Elements => ({
  UploadId: upload.id,
  Initiator: OWNER,
  Owner: OWNER,
  StorageClass: storageClassOf(upload),
});

/** Writes the checksum that the object of an upload will have. */
export const checksumOfUpload = ({ checksum }: Upload): Elements =>
  checksum ? { ChecksumAlgorithm: checksum.name.toUpperCase(), ChecksumType: checksum.type } : {};
