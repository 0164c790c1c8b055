/** Implements GetObjectAttributes (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html). */
import { EMPTY } from '../../bytes/octets.ts';
import { listElements } from '../../http/message.ts';
import { isRefusal, refuse, refuseArgument, s3Answer } from '../answers/answer.ts';
import { httpDate } from '../answers/http-date.ts';
import type { Elements } from '../answers/xml.ts';
import { headerText, type Operation } from '../asked.ts';
import type { StoredObject } from '../storage/stored-object.ts';
import { readCondition } from './conditions.ts';
import { checksumType } from './get-object.ts';
import { inObject } from './in-object.ts';
import { checksumElements } from './multipart/upload-of.ts';
import { storageClassOf } from './stored-headers.ts';

const ATTRIBUTES = 'x-amz-object-attributes';

/** The maximum number of parts in a response. */
const PARTS_LIMIT = 1000;

/** The content of each attribute, in the order of the document. */
const ATTRIBUTE: Readonly<Record<string, (object: StoredObject, parts: PartsPage) => Elements[string]>> = {
  ETag: ({ etag }) => etag.replaceAll('"', ''),
  Checksum: (object) =>
    object.checksum ? { ...checksumElements(object.checksum), ChecksumType: checksumType(object) } : undefined,
  ObjectParts: ({ parts }, page) => (parts.length > 0 ? partsElement(parts, page) : undefined),
  StorageClass: storageClassOf,
  ObjectSize: ({ body }) => body.length,
};

interface PartsPage {
  readonly marker: number;
  readonly most: number;
}

export const getObjectAttributes: Operation = inObject(({ headers, now }, object) => {
  const value = headerText(headers, ATTRIBUTES);
  const wanted: readonly string[] = value === undefined ? [] : listElements(value);
  if (value === undefined || wanted.length === 0) {
    return refuse('InvalidRequest', {}, `Missing required header for this request: ${ATTRIBUTES}`);
  }
  if (!wanted.every((name) => Object.hasOwn(ATTRIBUTE, name)))
    return refuseArgument(ATTRIBUTES, value, 'Invalid attribute name specified.');
  const condition = readCondition(headers, object, now);
  if (condition === 'not-modified') return { status: 304, headers: [], body: EMPTY };
  if (condition && isRefusal(condition)) return condition;
  const page = {
    marker: countIn(headerText(headers, 'x-amz-part-number-marker'), 0),
    most: countIn(headerText(headers, 'x-amz-max-parts'), PARTS_LIMIT),
  };
  const content = Object.entries(ATTRIBUTE).map(([name, contentOf]) => [
    name,
    wanted.includes(name) ? contentOf(object, page) : undefined,
  ]);
  return s3Answer('GetObjectAttributesResponse', Object.fromEntries(content), [
    ['Last-Modified', httpDate(object.lastModified)],
  ]);
});

const countIn = (value: string | undefined, usual: number) =>
  /^\d{1,9}$/.test(value ?? '') ? Math.min(Number(value), PARTS_LIMIT * 10) : usual;

/** Writes the parts. S3 lists them individually only if they have checksums. */
function partsElement(parts: StoredObject['parts'], { marker, most }: PartsPage): Elements {
  const after = parts.filter(({ number, checksum }) => checksum !== null && number > marker);
  const page = after.slice(0, Math.min(most, PARTS_LIMIT));
  const isTruncated = page.length < after.length;
  return {
    PartsCount: parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: isTruncated ? (page.at(-1)?.number ?? marker) : undefined,
    MaxParts: most,
    IsTruncated: isTruncated,
    Part: page.map(({ checksum, number, length }) => ({
      ...checksumElements(checksum),
      PartNumber: number,
      Size: length,
    })),
  };
}
