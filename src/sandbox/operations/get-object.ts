/** Implements GetObject and HeadObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). */
import { asText, EMPTY } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import {
  type Answer,
  emptyAnswer,
  type Field,
  httpDate,
  isRefusal,
  type Refusal,
  refuse,
  refuseArgument,
} from '../answers/answer.ts';
import { type Asked, headerText, inObject, type Operation, parameter } from '../asked.ts';
import type { ObjectChecksum, StoredObject } from '../storage/stored-object.ts';
import { rangeCounts, readCondition } from './conditions.ts';
import { PART_NUMBER, readPartNumber } from './multipart/upload-of.ts';
import { ENCRYPTED } from './stored-headers.ts';

/** The query parameters that replace headers of the response, and the names of these headers. */
export const RESPONSE_PARAMETERS = [
  ['response-content-type', 'Content-Type'],
  ['response-content-language', 'Content-Language'],
  ['response-expires', 'Expires'],
  ['response-cache-control', 'Cache-Control'],
  ['response-content-disposition', 'Content-Disposition'],
  ['response-content-encoding', 'Content-Encoding'],
] as const;

export const getObject: Operation = inObject((asked, object) => {
  const mode = checksumMode(asked);
  const overrides = responseOverrides(asked);
  if (isRefusal(mode)) return mode;
  if (isRefusal(overrides)) return overrides;
  const condition = readCondition(asked.headers, object, asked.now);
  if (condition === 'not-modified') return emptyAnswer(304, notModifiedHeaders(object));
  return condition ?? content(asked, object, { overrides, checksum: mode.isEnabled ? checksumHeaders(object) : [] });
});

interface Beside {
  readonly overrides: readonly Field[];
  readonly checksum: readonly Field[];
}

function content(asked: Asked, object: StoredObject, { overrides, checksum }: Beside): Answer | Refusal {
  const { headers, now } = asked;
  const { body } = object;
  const range = rangeCounts(headers, object, now) ? headerText(headers, 'range') : undefined;
  const described = overridden(objectHeaders(object), overrides);
  const found = partRange(asked, object, range) ?? byteRange(range, body.length);
  if (isRefusal(found)) return found;
  switch (found.kind) {
    case 'whole':
      return { status: 200, headers: [...described, ...checksum], body: { content: body, start: 0, end: body.length } };
    case 'part': {
      const { start, end } = found;
      const known = checksum.length > 0 ? checksumOfRange(asked, object, found) : [];
      const place: Field[] = body.length > 0 ? [['Content-Range', `bytes ${start}-${end - 1}/${body.length}`]] : [];
      const count = partsCount(asked, object);
      return {
        status: 206,
        headers: [...described, ...place, ...count, ...known],
        body: { content: body, start, end },
      };
    }
    case 'unsatisfiable': {
      const elements = { RangeRequested: asText(range ?? EMPTY), ActualObjectSize: String(body.length) } as const;
      return { ...refuse('InvalidRange', elements), headers: [['Content-Range', `bytes */${body.length}`]] };
    }
  }
}

/**
 * Returns the headers for the checksum of a range of an object. They are those of the object if the range is the whole
 * object, and those of a part if the request asks for the part and if the checksum of the object is made of theirs.
 */
function checksumOfRange(asked: Asked, object: StoredObject, { start, end }: PartRange): Field[] {
  const number = Number(parameter(asked, PART_NUMBER) ?? 0);
  const part = checksumType(object) === 'COMPOSITE' ? object.parts[number - 1] : undefined;
  if (part?.checksum) return headersOfChecksum(part.checksum, 'COMPOSITE');
  return start === 0 && end === object.body.length ? checksumHeaders(object) : [];
}

/**
 * Returns the bytes of the part that the request asks for, or `null` if the request does not ask for a part. An object
 * that was not uploaded in parts has one part.
 */
function partRange(asked: Asked, { parts, body }: StoredObject, range: string | undefined): ByteRange | Refusal | null {
  if (parameter(asked, PART_NUMBER) === undefined) return null;
  const number = readPartNumber(asked);
  if (typeof number !== 'number') return number;
  if (range !== undefined) {
    return refuse('InvalidRequest', {}, 'Cannot specify both Range header and partNumber query parameter');
  }
  const lengths = parts.length > 0 ? parts.map(({ length }) => length) : [body.length];
  const length = lengths[number - 1];
  if (length === undefined) return refuse('InvalidPartNumber');
  const start = lengths.slice(0, number - 1).reduce((sum, each) => sum + each, 0);
  return { kind: 'part', start, end: start + length };
}

function partsCount(asked: Asked, { parts }: StoredObject): Field[] {
  const isAsked = parameter(asked, PART_NUMBER) !== undefined && parts.length > 0;
  return isAsked ? [['x-amz-mp-parts-count', String(parts.length)]] : [];
}

function objectHeaders({ lastModified, etag, contentType, metadata }: StoredObject): Field[] {
  return [
    ['Last-Modified', httpDate(lastModified)],
    ['ETag', etag],
    ENCRYPTED,
    ['Accept-Ranges', 'bytes'],
    ['Content-Type', contentType],
    ...metadata,
  ];
}

/** Returns the headers that a cache may need in a 304 (RFC 9110, section 15.4.5). */
function notModifiedHeaders(object: StoredObject): Field[] {
  const repeated = ['Last-Modified', 'ETag', 'Cache-Control', 'Expires'];
  return objectHeaders(object).filter(([name]) => repeated.includes(name));
}

function overridden(headers: readonly Field[], overrides: readonly Field[]): Field[] {
  const replaced = new Map(overrides);
  return [...headers.filter(([name]) => !replaced.has(name)), ...overrides];
}

/**
 * Returns the headers that the query parameters ask for. S3 allows such parameters only in signed requests, and all
 * requests here are signed. A parameter with an empty value is ignored.
 */
function responseOverrides(asked: Asked): Field[] | Refusal {
  const overrides: Field[] = [];
  for (const [name, header] of RESPONSE_PARAMETERS) {
    const value = parameter(asked, name);
    if (value === undefined || value === '') continue;
    // The value is decoded from UTF-8, because headers are in ISO 8859-1. Bytes that are not UTF-8 stay unchanged.
    const text = asText(value);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
      return refuseArgument(name, value, 'Header value cannot be represented using ISO-8859-1.');
    }
    overrides.push([header, text]);
  }
  return overrides;
}

function checksumMode(asked: Asked): { readonly isEnabled: boolean } | Refusal {
  const mode = headerText(asked.headers, 'x-amz-checksum-mode');
  if (mode === undefined || mode.toUpperCase() === 'ENABLED') return { isEnabled: mode !== undefined };
  return refuse('InvalidRequest', {}, 'Value for x-amz-checksum-mode header is invalid.');
}

/**
 * Returns the headers for the checksum of an object. There are no such headers if the object was stored without a
 * checksum.
 */
export function checksumHeaders(object: StoredObject): Field[] {
  const { checksum } = object;
  return checksum === null ? [] : headersOfChecksum(checksum, checksumType(object));
}

function headersOfChecksum({ name, base64 }: ObjectChecksum, type: ChecksumType): Field[] {
  return [
    [`x-amz-checksum-${name}`, base64],
    ['x-amz-checksum-type', type],
  ];
}

type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** Returns the type of the checksum: computed from the whole object, or from the checksums of its parts. */
export function checksumType({ checksum }: Pick<StoredObject, 'checksum'>): ChecksumType {
  return checksum?.base64.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT';
}

/** Bytes `start` to `end` (exclusive). */
interface PartRange {
  readonly kind: 'part';
  readonly start: number;
  readonly end: number;
}

export type ByteRange = PartRange | { readonly kind: 'whole' } | { readonly kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110, section 14) for an object of `length` bytes. Like S3, ignores any header that is not
 * a single range of bytes. The unit may be in lowercase or uppercase.
 */
function byteRange(range: string | undefined, length: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(trimmed(range ?? ''));
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return { kind: 'whole' };
  const start = first === '' ? Math.max(length - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? length : Math.min(Number(last) + 1, length);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return { kind: 'whole' };
  return start < end ? { kind: 'part', start, end } : { kind: 'unsatisfiable' };
}
