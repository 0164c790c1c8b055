/** Stores buckets, objects, and unfinished uploads, up to a limit. */

import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isDirectoryBucket } from '../addressing.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Content } from './content.ts';
import { type Buckets, type StoredObject, storedObject, type Upload, type UploadedPart } from './stored-object.ts';

/** When buckets are created: only when a client asks for a bucket, or also on first use, which S3 never does. */
export type BucketCreation = 'on-request' | 'on-first-use';

/**
 * A store of buckets. Callers must check that a bucket exists. The store becomes the owner of the contents that it
 * stores. A method returns a refusal if the store is full, and then stores nothing.
 */
export interface Store {
  readonly creation: BucketCreation;
  readonly buckets: Buckets;
  readonly uploads: ReadonlyMap<string, Upload>;
  /** Returns whether the store has become the owner of some content. */
  owns(content: Content): boolean;
  createBucket(name: Octets, created: Date): Refusal | null;
  deleteBucket(name: Octets): void;
  /** Stores an object and replaces any object with the same key. */
  putObject(bucket: Octets, key: Octets, object: StoredObject): Refusal | null;
  /** Deletes an object. Does nothing if the object does not exist. */
  deleteObject(bucket: Octets, key: Octets): void;
  putUpload(upload: Upload): Refusal | null;
  putPart(upload: Upload, number: number, part: UploadedPart): Refusal | null;
  /** Replaces an upload with the object that its parts form. Parts that are not in the object are discarded. */
  completeUpload(upload: Upload, object: StoredObject): void;
  abortUpload(upload: Upload): void;
}

/** The maximum total number of bytes of all objects in memory, including their keys and headers. */
const STORE_LIMIT = 67_108_864;

/**
 * The maximum number of buckets, which was the quota of S3 for most of its history
 * (https://docs.aws.amazon.com/general/latest/gr/s3.html).
 */
const BUCKET_LIMIT = 100;

/**
 * The maximum number of unfinished uploads. The limit bounds the memory that clients use if they never finish their
 * uploads.
 */
const UPLOADS_LIMIT = 10_000;

interface OpenBucket {
  readonly created: Date;
  readonly objects: Map<Octets, StoredObject>;
}
interface OpenUpload extends Upload {
  readonly parts: Map<number, UploadedPart>;
}

/** An object, or a part of an upload. */
type Stored = Pick<StoredObject, 'body'> & Partial<Pick<StoredObject, 'metadata'>>;

/** Creates a store that initially contains these buckets. */
export function createStore(initial: Buckets = new Map(), creation: BucketCreation = 'on-request'): Store {
  const buckets = new Map<Octets, OpenBucket>();
  const uploads = new Map<string, OpenUpload>();
  const owned = new WeakSet<Content>();
  let total = 0;
  const remove = <Key extends Octets | number>(from: Map<Key, Stored>, key: Key): Content | null => {
    const stored = from.get(key);
    if (!stored) return null;
    total -= sizeOf(key, stored);
    from.delete(key);
    return stored.body;
  };
  const place = <Key extends Octets | number, Value extends Stored>(to: Map<Key, Value>, key: Key, value: Value) => {
    remove(to, key)?.remove();
    total += sizeOf(key, value);
    owned.add(value.body);
    to.set(key, value);
  };
  const put = <Key extends Octets | number, Value extends Stored>(to: Map<Key, Value>, key: Key, value: Value) => {
    const before = to.get(key);
    const after = total + sizeOf(key, value) - (before ? sizeOf(key, before) : 0);
    if (after > STORE_LIMIT) return storeIsFull(value.body.length, STORE_LIMIT - total);
    place(to, key, value);
    return null;
  };
  for (const [name, { created, objects }] of initial) {
    const bucket: OpenBucket = { created, objects: new Map() };
    buckets.set(name, bucket);
    for (const [key, object] of objects) place(bucket.objects, key, object);
  }
  return {
    creation,
    buckets,
    uploads,
    owns: (content) => owned.has(content),
    createBucket(name, created) {
      if (buckets.size >= BUCKET_LIMIT) return refuse('TooManyBuckets');
      buckets.set(name, { created, objects: new Map() });
      return null;
    },
    deleteBucket: (name) => void buckets.delete(name),
    putObject(name, key, object) {
      const bucket = buckets.get(name);
      return bucket ? put(bucket.objects, key, object) : refuse('NoSuchBucket', { BucketName: asText(name) });
    },
    deleteObject(name, key) {
      const bucket = buckets.get(name);
      if (bucket) remove(bucket.objects, key)?.remove();
    },
    putUpload(upload) {
      if (uploads.size >= UPLOADS_LIMIT) return refuse('SlowDown');
      uploads.set(upload.id, { ...upload, parts: new Map(upload.parts) });
      return null;
    },
    putPart({ id }, number, part) {
      const upload = uploads.get(id);
      return upload ? put(upload.parts, number, part) : refuse('NoSuchUpload', { UploadId: id });
    },
    completeUpload({ id, bucket: name, key }, object) {
      const [bucket, upload] = [buckets.get(name), uploads.get(id)];
      if (!bucket || !upload) return;
      uploads.delete(id);
      for (const number of upload.parts.keys()) {
        const body = remove(upload.parts, number);
        if (!object.parts.some((part) => part.number === number)) body?.remove();
      }
      place(bucket.objects, key, object);
    },
    abortUpload({ id }) {
      const parts: OpenUpload['parts'] = uploads.get(id)?.parts ?? new Map();
      uploads.delete(id);
      for (const number of parts.keys()) remove(parts, number)?.remove();
    },
  };
}

/** Returns whether a bucket can have this name (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
export function isBucketName(name: Octets): boolean {
  if (isDirectoryBucket(name)) return true;
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^\d+\.\d+\.\d+\.\d+$|^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(
      name,
    )
  );
}

/** Returns the number of bytes in memory that are counted for an object or a part. */
function sizeOf(key: Octets | number, { body, metadata = [] }: Stored): number {
  const nameLength = typeof key === 'number' ? 0 : key.length;
  return metadata.reduce((sum, [name, value]) => sum + name.length + value.length, nameLength + body.inMemory);
}

function storeIsFull(proposed: number, left: number): Refusal {
  return refuse(
    'EntityTooLarge',
    { ProposedSize: String(proposed), MaxSizeAllowed: String(left) },
    `The sandbox stores at most ${STORE_LIMIT} bytes in all; ${left} are left. S3 has no such limit.`,
  );
}

const EXAMPLE_TIME = new Date('2013-05-24T00:00:00Z');

/**
 * Creates the examplebucket of the AWS documentation with test.txt, which is 100 bytes long and begins with a greeting
 * of ten bytes.
 */
export function exampleBuckets(): Buckets {
  const testTxt = storedObject({
    body: octetsFromText(
      'Hello, S3! Those were ten bytes. To read more of this object, sign a request with a different Range.',
    ),
    contentType: 'text/plain',
    lastModified: EXAMPLE_TIME,
    metadata: [],
    checksum: null,
  });
  const objects = new Map([[octetsFromText('test.txt'), testTxt]]);
  return new Map([[octetsFromText('examplebucket'), { created: EXAMPLE_TIME, objects }]]);
}

export function exampleStore(): Store {
  return createStore(exampleBuckets());
}
