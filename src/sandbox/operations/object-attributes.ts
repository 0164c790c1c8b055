/** Implements GetObjectAttributes (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html). */
import { listElements } from '../../http/message.ts';
import { documentAnswer, isRefusal, refuse, refuseArgument } from '../answers/answer.ts';
import { httpDate } from '../answers/http-date.ts';
import { s3Document, type Xml, xmlElement } from '../answers/xml.ts';
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

/** The elements of each attribute, in the order of the document. */
const ELEMENTS: Readonly<Record<string, (object: StoredObject, parts: PartsPage) => Xml[]>> = {
  ETag: ({ etag }) => [xmlElement('ETag', etag.replaceAll('"', ''))],
  Checksum: (object) =>
    object.checksum
      ? [
          xmlElement('Checksum', [
            ...checksumElements(object.checksum),
            xmlElement('ChecksumType', checksumType(object)),
          ]),
        ]
      : [],
  ObjectParts: ({ parts }, page) => (parts.length > 0 ? [partsElement(parts, page)] : []),
  StorageClass: (object) => [xmlElement('StorageClass', storageClassOf(object))],
  ObjectSize: ({ body }) => [xmlElement('ObjectSize', String(body.length))],
};

interface PartsPage {
  readonly marker: number;
  readonly most: number;
}

export const getObjectAttributes: Operation = inObject(({ headers, now }, object) => {
  const value = headerText(headers, ATTRIBUTES);
  const wanted = value === undefined ? [] : listElements(value);
  const unknown = wanted.find((name) => !(name in ELEMENTS));
  if (value === undefined || wanted.length === 0) {
    return refuse('InvalidRequest', [], `Missing required header for this request: ${ATTRIBUTES}`);
  }
  if (unknown !== undefined) return refuseArgument(ATTRIBUTES, value, 'Invalid attribute name specified.');
  const condition = readCondition(headers, object, now);
  if (condition === 'not-modified') return { status: 304, headers: [], body: value.slice(0, 0) as typeof value };
  if (condition && isRefusal(condition)) return condition;
  const page = {
    marker: countIn(headerText(headers, 'x-amz-part-number-marker'), 0),
    most: countIn(headerText(headers, 'x-amz-max-parts'), PARTS_LIMIT),
  };
  const content = Object.entries(ELEMENTS).flatMap(([name, elements]) =>
    wanted.includes(name as (typeof wanted)[number]) ? elements(object, page) : [],
  );
  return documentAnswer(s3Document('GetObjectAttributesResponse', content), 200, [
    ['Last-Modified', httpDate(object.lastModified)],
  ]);
});

const countIn = (value: string | undefined, usual: number) =>
  /^\d{1,9}$/.test(value ?? '') ? Math.min(Number(value), PARTS_LIMIT * 10) : usual;

/** Writes the parts. S3 lists them individually only if they have checksums. */
function partsElement(parts: StoredObject['parts'], { marker, most }: PartsPage): Xml {
  const after = parts.filter(({ number, checksum }) => checksum !== null && number > marker);
  const page = after.slice(0, Math.min(most, PARTS_LIMIT));
  return xmlElement('ObjectParts', [
    xmlElement('PartsCount', String(parts.length)),
    xmlElement('PartNumberMarker', String(marker)),
    ...(page.length < after.length ? [xmlElement('NextPartNumberMarker', String(page.at(-1)?.number ?? marker))] : []),
    xmlElement('MaxParts', String(most)),
    xmlElement('IsTruncated', String(page.length < after.length)),
    ...page.map((part) =>
      xmlElement('Part', [
        ...checksumElements(part.checksum),
        xmlElement('PartNumber', String(part.number)),
        xmlElement('Size', String(part.length)),
      ]),
    ),
  ]);
}
