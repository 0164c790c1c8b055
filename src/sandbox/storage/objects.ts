/** Stores buckets, objects, and unfinished uploads, up to a limit. */

import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isDirectoryBucket } from '../addressing.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Records } from './records.ts';
import {
  type Bucket,
  type Buckets,
  type StoredObject,
  storedObject,
  type Upload,
  type UploadedPart,
} from './stored-object.ts';

/** When buckets are created: only when a client asks for a bucket, or also on first use, which S3 never does. */
export type BucketCreation = 'on-request' | 'on-first-use';

/** A store of buckets. Callers must check that a bucket exists. */
export interface Store {
  readonly creation: BucketCreation;
  readonly buckets: Buckets;
  readonly uploads: ReadonlyMap<string, Upload>;
  createBucket(name: Octets, created: Date): Refusal | null;
  deleteBucket(name: Octets): void;
  /**
   * Stores an object and replaces any object with the same key. The store becomes an owner of the object's content.
   * Returns a refusal if the store is full.
   */
  putObject(bucket: Octets, key: Octets, object: StoredObject): Refusal | null;
  /** Deletes an object. Does nothing if the object does not exist. */
  deleteObject(bucket: Octets, key: Octets): void;
  putUpload(upload: Upload): Refusal | null;
  putPart(upload: Upload, number: number, part: UploadedPart): Refusal | null;
  /** Replaces an upload with the object that its parts form. Parts that are not in the object are discarded. */
  completeUpload(upload: Upload, object: StoredObject): Refusal | null;
  abortUpload(upload: Upload): void;
}

export interface StoreSettings {
  readonly initial?: Buckets;
  readonly uploads?: readonly Upload[];
  /** When buckets are created; the default is on request. */
  readonly creation?: BucketCreation;
  /** The records to which every change is written before it is made; omitted if nothing needs to be kept. */
  readonly records?: Records;
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

/** Creates a store that initially contains these buckets. */
export function createStore(initial: Buckets = new Map(), settings: Omit<StoreSettings, 'initial'> = {}): Store {
  const buckets = new Map([...initial].map(([name, bucket]) => [name, opened(bucket)]));
  const uploads = new Map((settings.uploads ?? []).map((upload) => [upload.id, opened(upload)]));
  const { records = null, creation = 'on-request' } = settings;
  const memory = memoryOf(buckets, uploads);
  return {
    creation,
    buckets,
    uploads,
    createBucket(name, created) {
      if (buckets.size >= BUCKET_LIMIT) return refuse('TooManyBuckets');
      const failed = records?.bucket(name, created) ?? null;
      if (failed === null) buckets.set(name, { created, objects: new Map() });
      return failed;
    },
    deleteBucket(name) {
      records?.deleteBucket(name);
      buckets.delete(name);
    },
    putObject(bucket, key, object) {
      const before = buckets.get(bucket)?.objects.get(key);
      const full = memory.replace(before && sizeOfObject(key, before), sizeOfObject(key, object), object.body.length);
      const failed = full ?? records?.object(bucket, key, object) ?? null;
      if (failed) return failed;
      object.body.retain();
      buckets.get(bucket)?.objects.set(key, object);
      before?.body.release();
      return null;
    },
    deleteObject(bucket, key) {
      const before = buckets.get(bucket)?.objects.get(key);
      if (!before) return;
      records?.deleteObject(bucket, key);
      memory.give(sizeOfObject(key, before));
      buckets.get(bucket)?.objects.delete(key);
      before.body.release();
    },
    ...uploadMethods({ buckets, uploads, memory, records }),
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

interface StoreParts {
  readonly buckets: ReadonlyMap<Octets, OpenBucket>;
  readonly uploads: Map<string, OpenUpload>;
  readonly memory: Memory;
  readonly records: Records | null;
}

type UploadMethods = Pick<Store, 'putUpload' | 'putPart' | 'completeUpload' | 'abortUpload'>;

function uploadMethods({ buckets, uploads, memory, records }: StoreParts): UploadMethods {
  const forget = (upload: Upload) => {
    uploads.delete(upload.id);
    for (const part of upload.parts.values()) memory.give(sizeOfPart(part));
    memory.give(UPLOAD_SIZE);
  };
  return {
    putUpload(upload) {
      if (uploads.size >= UPLOADS_LIMIT) return refuse('SlowDown');
      const failed = memory.replace(0, UPLOAD_SIZE, 0) ?? records?.upload(upload) ?? null;
      if (failed === null) uploads.set(upload.id, opened(upload));
      return failed;
    },
    putPart({ id }, number, part) {
      const upload = uploads.get(id);
      if (!upload) return refuse('NoSuchUpload', { UploadId: id });
      const before = upload.parts.get(number);
      const full = memory.replace(before && sizeOfPart(before), sizeOfPart(part), part.body.length);
      const failed = full ?? records?.part(id, number, part) ?? null;
      if (failed) return failed;
      part.body.retain();
      upload.parts.set(number, part);
      before?.body.release();
      return null;
    },
    completeUpload(upload, object) {
      const { bucket, key, parts } = upload;
      const before = buckets.get(bucket)?.objects.get(key);
      const failed = records?.complete(upload, object) ?? null;
      if (failed) return failed;
      object.body.retain();
      forget(upload);
      memory.replace(before && sizeOfObject(key, before), sizeOfObject(key, object), 0, 'always');
      buckets.get(bucket)?.objects.set(key, object);
      for (const part of parts.values()) part.body.release();
      before?.body.release();
      return null;
    },
    abortUpload(upload) {
      records?.deleteUpload(upload);
      forget(upload);
      for (const part of upload.parts.values()) part.body.release();
    },
  };
}

interface OpenBucket {
  readonly created: Date;
  readonly objects: Map<Octets, StoredObject>;
}
interface OpenUpload extends Upload {
  readonly parts: Map<number, UploadedPart>;
}

function opened(value: Bucket): OpenBucket;
function opened(value: Upload): OpenUpload;
function opened(value: Bucket | Upload): OpenBucket | OpenUpload {
  return 'objects' in value ? { ...value, objects: new Map(value.objects) } : { ...value, parts: new Map(value.parts) };
}

/** The number of bytes that are counted for an upload without parts. */
const UPLOAD_SIZE = 1024;

function sizeOfObject(key: Octets, { body, metadata, tags }: StoredObject): number {
  const headers = metadata.reduce((sum, [name, value]) => sum + name.length + value.length, key.length);
  return tags.reduce((sum, tag) => sum + tag.key.length + tag.value.length, headers + body.inMemory);
}

const sizeOfPart = ({ body }: UploadedPart) => body.inMemory;

interface Memory {
  /**
   * Replaces old bytes in the count with new bytes. Refuses if there is no room, unless the bytes are counted `always`.
   */
  replace(before: number | undefined, after: number, proposed: number, when?: 'always'): Refusal | null;
  give(bytes: number): void;
}

function memoryOf(buckets: Buckets, uploads: ReadonlyMap<string, Upload>): Memory {
  const objects = [...buckets.values()].flatMap((bucket) => [...bucket.objects]);
  const parts = [...uploads.values()].flatMap((upload) => [...upload.parts.values()]);
  let total = objects.reduce((sum, [key, object]) => sum + sizeOfObject(key, object), uploads.size * UPLOAD_SIZE);
  total = parts.reduce((sum, part) => sum + sizeOfPart(part), total);
  return {
    replace(before = 0, after, proposed, when) {
      const changed = total + after - before;
      if (changed > STORE_LIMIT && when !== 'always') return storeIsFull(proposed, STORE_LIMIT - total);
      total = changed;
      return null;
    },
    give(bytes) {
      total -= bytes;
    },
  };
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
