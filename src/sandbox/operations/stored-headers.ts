/**
 * Selects the headers that S3 stores with an object and returns with it
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html).
 */
import { EMPTY } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { TOKEN } from '../../http/message.ts';
import type { SentField } from '../../sigv4/claims/sent-checksums.ts';
import { type Field, type Refusal, refuse } from '../answers/answer.ts';
import { oneLine } from '../asked.ts';
import type { StoredObject } from '../storage/stored-object.ts';

const KEPT: ReadonlyMap<string, string> = new Map(
  ['Cache-Control', 'Content-Disposition', 'Content-Encoding', 'Content-Language', 'Expires'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);
const METADATA = 'x-amz-meta-';
const CONTENT_TYPE = 'content-type';

/** The header of every response about an object, because S3 encrypts every object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html). */
export const ENCRYPTED: Field = ['x-amz-server-side-encryption', 'AES256'];

/** The header that contains the storage class. S3 returns this header for every class except the default class. */
export const STORAGE_CLASS = 'x-amz-storage-class';
export const USUAL_STORAGE_CLASS = 'STANDARD';

/** Returns the storage class of an object or an upload. */
export function storageClassOf({ metadata }: Pick<StoredObject, 'metadata'>): string {
  return metadata.find(([name]) => name === STORAGE_CLASS)?.[1] ?? USUAL_STORAGE_CLASS;
}

/** The content type of an object that was stored without one. */
const UNKNOWN_TYPE = 'binary/octet-stream';

/**
 * The maximum total size of user-defined metadata in bytes, counting values and names, but not the prefix
 * `x-amz-meta-`.
 */
const METADATA_LIMIT = 2048;

/**
 * Returns the headers to store with the body. Repeated fields are joined with commas. Refuses metadata that is too
 * large.
 */
export function storedHeaders(sent: readonly SentField[]): Refusal | Pick<StoredObject, 'contentType' | 'metadata'> {
  const values = new Map<string, string>();
  for (const { name, value } of sent) {
    const lower = name.toLowerCase();
    if (keeperOf(lower) === null) continue;
    const before = values.get(lower);
    values.set(lower, before === undefined ? oneLine(value) : `${before},${oneLine(value)}`);
  }
  const kept = [...values].flatMap(([name, value]): Field[] => keeperOf(name)?.(value) ?? []);
  const own = kept.filter(([name]) => name.startsWith(METADATA));
  const size = own.reduce((sum, [name, value]) => sum + name.length - METADATA.length + value.length, 0);
  if (size > METADATA_LIMIT) return metadataTooLarge(size);
  return { contentType: values.get(CONTENT_TYPE) || UNKNOWN_TYPE, metadata: kept };
}

/** Returns how S3 stores a header with this lowercase name with the object; `null` if it does not store the header. */
function keeperOf(name: string): ((value: string) => Field[]) | null {
  // The content type is stored in a place of its own.
  if (name === CONTENT_TYPE) return () => [];
  // The name is checked because a form field can have a name that no header can have.
  if (name.startsWith(METADATA)) return (value) => (TOKEN.test(name) ? [[name, value]] : []);
  if (name === STORAGE_CLASS) return (value) => (value === USUAL_STORAGE_CLASS ? [] : [[name, value]]);
  const written = KEPT.get(name);
  if (written === undefined) return null;
  return (value) => {
    const left = name === 'content-encoding' ? withoutAwsChunked(value) : value;
    return left === '' ? [] : [[written, left]];
  };
}

/** Removes `aws-chunked` from the content codings, because the body is stored decoded. */
function withoutAwsChunked(codings: string): string {
  const all = codings.split(',').map(trimmed);
  const others = all.filter((coding) => coding.toLowerCase() !== 'aws-chunked');
  return others.length === all.length ? codings : others.filter((coding) => coding !== EMPTY).join(',');
}

function metadataTooLarge(size: number): Refusal {
  return refuse('MetadataTooLarge', { Size: String(size), MaxSizeAllowed: String(METADATA_LIMIT) });
}
