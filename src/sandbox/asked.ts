/** Defines the content of an authenticated request, which is the input to every operation. */
import { type Bytes, plain } from '../bytes/bytes.ts';
import { asText, type Octets } from '../bytes/octets.ts';
import { type HeaderField, headerValues } from '../http/message.ts';
import { decodedParameters } from '../http/target.ts';
import type { HoistedHeader } from '../sigv4/claims/hoisted-headers.ts';
import { AMZ_PARAMETERS } from '../sigv4/names.ts';
import type { Rules } from '../sigv4/rules.ts';
import type { Address } from './addressing.ts';
import { type Answer, type Refusal, refuse, refuseArgument } from './answers/answer.ts';
import { type Element, readXml } from './answers/read-xml.ts';
import { type Content, octetsOf } from './storage/content.ts';
import { isBucketName, type Store } from './storage/objects.ts';
import type { Spool } from './storage/spool.ts';
import type { Bucket, ObjectChecksum, StoredObject } from './storage/stored-object.ts';

export interface BrowserForm {
  /** The fields that precede the file, in order. */
  readonly fields: readonly { readonly name: Octets; readonly value: Octets }[];
  readonly file: {
    readonly filename: Octets | null;
    readonly contentType: Octets | null;
    readonly body: Octets;
  };
}

/** The result of authentication for a request that passes. */
export interface Authentic {
  /** The verified checksums from headers, query parameters, or trailers. */
  readonly checksums: readonly ObjectChecksum[];
  /** The headers that were sent as query parameters. */
  readonly hoisted: readonly HoistedHeader[];
  /** The form of a browser upload; `null` for any other request. */
  readonly form: BrowserForm | null;
}

/** The Region and the time of an operation, and a way to store new content. */
export interface Circumstances {
  readonly region: string;
  /** The time according to the server. */
  readonly now: Date;
  /** Names under which buckets are also served, as `BUCKET.NAME`. */
  readonly endpoints?: readonly string[];
  /** How a + in the path is read; the default is as S3 reads it. */
  readonly plusInPath?: Rules['plusInPath'] | undefined;
  /** Whether the request is signed for `s3express`, the service of directory buckets. */
  readonly isExpress?: boolean;
  /** The only bucket in which the sender may change anything; omitted if that is not limited. */
  readonly ownBucket?: Octets | undefined;
  /** Begins new content. */
  readonly newSpool: () => Spool;
}

/** The body of a request. A body that was sent as aws-chunked is decoded. */
export interface Payload {
  /** The bytes. The store becomes their owner if an operation stores them. */
  readonly content: Content;
  /** Computes the MD5 hash of the bytes, in hexadecimal. */
  readonly md5: () => string;
}

export interface Asked extends Circumstances, Authentic, Payload, Address {
  readonly method: Octets;
  readonly host: Octets;
  /** The headers that were sent, followed by the query parameters that count as headers. */
  readonly headers: readonly HeaderField[];
  /** The decoded query parameters by name. If a name is repeated, only the first one is used. */
  readonly parameters: ReadonlyMap<Octets, Octets>;
  readonly store: Store;
}

/**
 * The maximum length in bytes of a document that is read. A document with a thousand escaped keys of 1,024 bytes fits
 * within this limit.
 */
const DOCUMENT_LIMIT = 8_388_608;

/** Returns the body of a request as a document, or a refusal if the body is too long to be a document. */
function documentOf({ content }: Payload): Octets | Refusal {
  return content.length > DOCUMENT_LIMIT ? refuse('MalformedXML') : octetsOf(content);
}

/** Returns the root element of the document in the body, which must have this name. */
export function rootElement(payload: Payload, name: string): Element | Refusal {
  const document = documentOf(payload);
  if (typeof document !== 'string') return document;
  const root = readXml(document);
  return root?.name === name ? root : refuse('MalformedXML');
}

export type Operation = (asked: Asked) => Answer | Refusal;

/**
 * Wraps an operation so that it refuses a request for a bucket that does not exist, unless the store creates buckets on
 * first use.
 */
export function inBucket(operation: (asked: Asked, bucket: Bucket) => Answer | Refusal): Operation {
  return (asked) => {
    const bucket = asked.store.buckets.get(asked.bucket) ?? bucketOfFirstUse(asked);
    return bucket ? operation(asked, bucket) : refuse('NoSuchBucket', { BucketName: asText(asked.bucket) });
  };
}

function bucketOfFirstUse({ store, bucket, now }: Asked): Bucket | undefined {
  if (store.creation === 'on-request' || !isBucketName(bucket)) return undefined;
  return store.createBucket(bucket, now) === null ? store.buckets.get(bucket) : undefined;
}

/** Wraps an operation so that it refuses a request for an object or an object version that does not exist. */
export function inObject(operation: (asked: Asked, object: StoredObject) => Answer | Refusal): Operation {
  return inBucket((asked, { objects }) => {
    const refusal = checkVersion(asked);
    if (refusal) return refusal;
    const object = objects.get(asked.key);
    return object ? operation(asked, object) : refuse('NoSuchKey', { Key: asText(asked.key) });
  });
}

/** The query parameter that names a version. */
export const VERSION_ID = 'versionId';

/**
 * Refuses every version except `null`, the only version in a bucket without versioning
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html).
 */
export function checkVersion(asked: Asked): Refusal | null {
  const version = parameter(asked, VERSION_ID);
  if (version === undefined || version === 'null') return null;
  return refuseArgument(VERSION_ID, version, 'Invalid version id specified');
}

/** Returns the decoded query parameters by name. As in the signature, a + is a plus sign, not a space. */
export function parametersOf(target: Bytes): Map<Octets, Octets> {
  const pairs = decodedParameters(plain(target.octets)).map(({ name, value }) => [name.octets, value.octets] as const);
  return new Map(pairs.reverse());
}

export function parameter({ parameters }: Pick<Asked, 'parameters'>, name: string): Octets | undefined {
  return parameters.get(name as Octets);
}

/** The query parameters of presigned URLs. These parameters belong to the signature, not to the operation. */
export const SIGNATURE_PARAMETERS: readonly string[] = Object.values(AMZ_PARAMETERS);

/**
 * Returns the value of a header on one line. `name` is in lowercase. Repeated headers are joined with commas (RFC 9110,
 * section 5.3). Returns `undefined` if there is no such header.
 */
export function headerText(headers: readonly HeaderField[], name: string): Octets | undefined {
  const values = headerValues(headers, name);
  return values.length === 0 ? undefined : (values.map(({ octets }) => oneLine(octets)).join(',') as Octets);
}

/**
 * Replaces each line ending, and the white space that follows it, with a space. Values in a response must not contain
 * line endings.
 */
export function oneLine(value: Octets): Octets {
  return value.replace(/[\r\n\0]+[ \t]*/g, ' ') as Octets;
}
