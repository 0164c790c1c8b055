/** The headers that S3 stores with an object and returns (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { TOKEN } from '../../http/message.ts';
import { type Field, type Refusal, refuse } from '../answer.ts';
import { oneLine } from '../asked.ts';
import type { StoredObject } from '../objects.ts';

/** A header, or a form field that replaces one. */
export interface SentField {
  readonly name: Octets;
  readonly value: Octets;
}

const KEPT: ReadonlyMap<string, string> = new Map(
  ['Cache-Control', 'Content-Disposition', 'Content-Encoding', 'Content-Language', 'Expires'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);
const METADATA = 'x-amz-meta-';
/** S3 returns this header for every class except the default. */
export const STORAGE_CLASS = 'x-amz-storage-class';
export const USUAL_STORAGE_CLASS = 'STANDARD';

/** The type of an object that was stored without one. */
const UNKNOWN_TYPE = 'binary/octet-stream';

/** The most bytes of all user-defined metadata: names, without `x-amz-meta-`, and values. */
const METADATA_LIMIT = 2048;

/** Returns the headers to store with the body. Joins repeated fields with commas. */
export function storedHeaders(sent: readonly SentField[]): Refusal | Pick<StoredObject, 'contentType' | 'metadata'> {
  const values = new Map<string, string>();
  for (const { name, value } of sent) {
    const lower = name.toLowerCase();
    const before = values.get(lower);
    values.set(lower, before === undefined ? oneLine(value) : `${before},${oneLine(value)}`);
  }
  const kept = [...values].flatMap(([name, value]): Field[] => keptField(name, value));
  const own = kept.filter(([name]) => name.startsWith(METADATA));
  const size = own.reduce((sum, [name, value]) => sum + name.length - METADATA.length + value.length, 0);
  if (size > METADATA_LIMIT) return metadataTooLarge(size);
  return { contentType: values.get('content-type') || UNKNOWN_TYPE, metadata: kept };
}

function keptField(name: string, value: string): Field[] {
  // Unlike a header, a form field can have any name.
  if (name.startsWith(METADATA) && TOKEN.test(name)) return [[name, value]];
  if (name === STORAGE_CLASS && value !== USUAL_STORAGE_CLASS) return [[name, value]];
  const written = KEPT.get(name);
  if (written === undefined) return [];
  const left = name === 'content-encoding' ? withoutAwsChunked(value) : value;
  return left === '' ? [] : [[written, left]];
}

/** Removes `aws-chunked`, because the stored body is decoded. */
function withoutAwsChunked(codings: string): string {
  const all = codings.split(',').map(trimmed);
  const others = all.filter((coding) => coding.toLowerCase() !== 'aws-chunked');
  return others.length === all.length ? codings : others.filter((coding) => coding !== EMPTY).join(',');
}

function metadataTooLarge(size: number): Refusal {
  return refuse('MetadataTooLarge', [
    ['Size', String(size)],
    ['MaxSizeAllowed', String(METADATA_LIMIT)],
  ]);
}
