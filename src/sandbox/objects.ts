/** Stores buckets and objects in memory, up to a limit. */
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import type { ChecksumName } from '../crypto/checksums.ts';
import { md5Hex } from '../crypto/digests.ts';
import { type Field, type Refusal, refuse } from './answer.ts';

export interface ObjectChecksum {
  readonly name: ChecksumName;
  readonly base64: Octets;
}

export interface StoredObject {
  readonly body: Octets;
  readonly contentType: string;
  /** The time in whole seconds, because Last-Modified has no fractions. */
  readonly lastModified: Date;
  /** The MD5 hash of the body in hexadecimal and in quotation marks. */
  readonly etag: string;
  /** The other headers that are stored with the object and returned with it. */
  readonly metadata: readonly Field[];
  readonly checksum: ObjectChecksum | null;
}

export interface Bucket {
  readonly created: Date;
  /** The objects by key. A key consists of bytes, and `a/../b` is not treated as a path. */
  readonly objects: ReadonlyMap<Octets, StoredObject>;
}

export type Buckets = ReadonlyMap<Octets, Bucket>;

/** When buckets are made: only when a client creates them, or also when one is first used, which S3 never does. */
export type BucketCreation = 'on-request' | 'on-first-use';

/** Holds buckets and changes them. Callers must check that a bucket exists. */
export interface Store {
  readonly creation: BucketCreation;
  readonly buckets: Buckets;
  createBucket(name: Octets, created: Date): Refusal | null;
  deleteBucket(name: Octets): void;
  /** Stores an object and replaces any object with the same key. Returns a refusal if the store is full. */
  putObject(bucket: Octets, key: Octets, object: StoredObject): Refusal | null;
  /** Deletes an object. Does nothing if it does not exist. */
  deleteObject(bucket: Octets, key: Octets): void;
}

/** The maximum number of bytes of all objects together, including their keys and headers. */
const STORE_LIMIT = 67_108_864;

/**
 * The maximum number of buckets, which was the quota of S3 for most of its history
 * (https://docs.aws.amazon.com/general/latest/gr/s3.html).
 */
const BUCKET_LIMIT = 100;

/** Makes a store that contains these buckets at first. */
export function createStore(initial: Buckets = new Map(), creation: BucketCreation = 'on-request'): Store {
  const buckets = new Map([...initial].map(([name, bucket]) => [name, opened(bucket)]));
  let total = [...buckets.values()].flatMap(({ objects }) => [...objects]).reduce((sum, entry) => sum + size(entry), 0);
  const sizeAt = (bucket: Octets, key: Octets) => {
    const object = buckets.get(bucket)?.objects.get(key);
    return object ? size([key, object]) : 0;
  };
  return {
    creation,
    buckets,
    createBucket(name, created) {
      if (buckets.size >= BUCKET_LIMIT) return refuse('TooManyBuckets');
      buckets.set(name, { created, objects: new Map() });
      return null;
    },
    deleteBucket: (name) => void buckets.delete(name),
    putObject(bucket, key, object) {
      const after = total + size([key, object]) - sizeAt(bucket, key);
      if (after > STORE_LIMIT) return storeIsFull(object.body.length, STORE_LIMIT - total);
      buckets.get(bucket)?.objects.set(key, object);
      total = after;
      return null;
    },
    deleteObject(bucket, key) {
      total -= sizeAt(bucket, key);
      buckets.get(bucket)?.objects.delete(key);
    },
  };
}

/** Returns whether a bucket can have this name (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
export function isBucketName(name: Octets): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^\d+\.\d+\.\d+\.\d+$|^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(
      name,
    )
  );
}

const opened = ({ created, objects }: Bucket) => ({ created, objects: new Map(objects) });

function size([key, { body, metadata }]: readonly [Octets, StoredObject]): number {
  return metadata.reduce((sum, [name, value]) => sum + name.length + value.length, key.length + body.length);
}

function storeIsFull(proposed: number, left: number): Refusal {
  return refuse(
    'EntityTooLarge',
    [
      ['ProposedSize', String(proposed)],
      ['MaxSizeAllowed', String(left)],
    ],
    `The sandbox stores at most ${STORE_LIMIT} bytes in all; ${left} are left. S3 has no such limit.`,
  );
}

/** Makes an object. Computes its ETag and rounds its time down to a whole second. */
export function storedObject(object: Omit<StoredObject, 'etag'>): StoredObject {
  const lastModified = new Date(Math.floor(object.lastModified.getTime() / 1000) * 1000);
  return { ...object, lastModified, etag: `"${md5Hex(object.body)}"` };
}

const EXAMPLE_TIME = new Date('2013-05-24T00:00:00Z');

/**
 * Makes the examplebucket of the AWS documentation with test.txt, which is 100 bytes long and begins with a greeting of
 * ten bytes.
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
