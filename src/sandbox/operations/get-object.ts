/** GetObject and HeadObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). */
import { EMPTY, sliceOctets, textFromOctets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { type Answer, emptyAnswer, type Field, isRefusal, type Refusal, refuse, refuseArgument } from '../answer.ts';
import { type Asked, headerText, inBucket, type Operation, parameter } from '../asked.ts';
import type { StoredObject } from '../objects.ts';
import { textOrLatin1 } from '../xml.ts';
import { rangeCounts, readCondition } from './conditions.ts';

/** The query parameters that replace headers of the response, and the names of these headers. */
export const RESPONSE_PARAMETERS = [
  ['response-content-type', 'Content-Type'],
  ['response-content-language', 'Content-Language'],
  ['response-expires', 'Expires'],
  ['response-cache-control', 'Cache-Control'],
  ['response-content-disposition', 'Content-Disposition'],
  ['response-content-encoding', 'Content-Encoding'],
] as const;

export const getObject: Operation = inBucket((asked, { objects }) => {
  const object = objects.get(asked.key);
  if (!object) return refuse('NoSuchKey', [['Key', textOrLatin1(asked.key)]]);
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

function content({ headers, now }: Asked, object: StoredObject, { overrides, checksum }: Beside): Answer | Refusal {
  const { length } = object.body;
  const range = rangeCounts(headers, object, now) ? headerText(headers, 'range') : undefined;
  const described = overridden(objectHeaders(object), overrides);
  const asked = byteRange(range, length);
  switch (asked.kind) {
    case 'whole':
      return { status: 200, headers: [...described, ...checksum], body: object.body };
    case 'part': {
      const { start, end } = asked;
      // The checksum is that of the whole object.
      const known = start === 0 && end === length ? checksum : [];
      const contentRange = ['Content-Range', `bytes ${start}-${end - 1}/${length}`] as const;
      return {
        status: 206,
        headers: [...described, contentRange, ...known],
        body: sliceOctets(object.body, start, end),
      };
    }
    case 'unsatisfiable': {
      const elements = [
        ['RangeRequested', textOrLatin1(range ?? EMPTY)],
        ['ActualObjectSize', String(length)],
      ] as const;
      return { ...refuse('InvalidRange', elements), headers: [['Content-Range', `bytes */${length}`]] };
    }
  }
}

function objectHeaders({ lastModified, etag, contentType, metadata }: StoredObject): Field[] {
  return [
    ['Last-Modified', lastModified.toUTCString()],
    ['ETag', etag],
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
 * Returns the headers that the query parameters ask for. S3 allows them only in signed requests, but all requests here
 * are signed. A parameter with an empty value is ignored.
 */
function responseOverrides(asked: Asked): Field[] | Refusal {
  const overrides: Field[] = [];
  for (const [name, header] of RESPONSE_PARAMETERS) {
    const value = parameter(asked, name);
    if (value === undefined || value === '') continue;
    // The value is decoded from UTF-8, because headers are in ISO 8859-1. Bytes that are not UTF-8 stay unchanged.
    const text = textFromOctets(value) ?? value;
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
  return refuse('InvalidRequest', [], 'Value for x-amz-checksum-mode header is invalid.');
}

/** Returns the headers for the checksum of an object. There are none if it was stored without one. */
export function checksumHeaders({ checksum }: StoredObject): Field[] {
  if (checksum === null) return [];
  return [
    [`x-amz-checksum-${checksum.name}`, checksum.base64],
    ['x-amz-checksum-type', 'FULL_OBJECT'],
  ];
}

export type ByteRange =
  /** The bytes from `start` to `end`, without the one at `end`. */
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'whole' }
  | { readonly kind: 'unsatisfiable' };

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
