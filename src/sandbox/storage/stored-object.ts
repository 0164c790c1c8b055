/** Defines stored data: objects with their headers, the buckets that contain them, and unfinished uploads. */
import type { Octets } from '../../bytes/octets.ts';
import type { ChecksumName } from '../../crypto/checksums.ts';
import { runningMd5 } from '../../crypto/digests.ts';
import type { Field } from '../answers/answer.ts';
import { type Content, inMemory, slicesOf } from './content.ts';

export interface ObjectChecksum {
  readonly name: ChecksumName;
  /**
   * The checksum in base64. A checksum that was computed from the checksums of parts is followed by a hyphen and the
   * number of parts.
   */
  readonly base64: Octets;
}

export interface StoredObject {
  readonly body: Content;
  readonly contentType: string;
  /** The time of the last change, in whole seconds because Last-Modified has no fractions. */
  readonly lastModified: Date;
  /**
   * The MD5 hash of the body in hexadecimal, in quotation marks. If the body was uploaded in parts, the tag is the hash
   * of the parts' hashes, followed by a hyphen and the number of parts.
   */
  readonly etag: string;
  /** The other headers that are stored with the object and returned with it. */
  readonly metadata: readonly Field[];
  readonly checksum: ObjectChecksum | null;
  /** The parts in which the body was uploaded; empty if it was not uploaded in parts. */
  readonly parts: readonly ObjectPart[];
  /** The ID of the upload in parts that was completed to this object; `null` if there was none. */
  readonly uploadId: string | null;
}

export interface ObjectPart {
  readonly number: number;
  readonly length: number;
  readonly checksum: ObjectChecksum | null;
}

/** A part of an unfinished upload. */
export interface UploadedPart {
  readonly body: Content;
  /** The MD5 hash of the part in hexadecimal. */
  readonly md5: string;
  readonly lastModified: Date;
  readonly checksum: ObjectChecksum | null;
}

/** An upload in parts that is neither complete nor aborted. */
export interface Upload {
  readonly id: string;
  readonly bucket: Octets;
  readonly key: Octets;
  readonly initiated: Date;
  readonly contentType: string;
  readonly metadata: readonly Field[];
  /** The checksum that the client announced for the parts; `null` if the client announced no checksum. */
  readonly checksum: { readonly name: ChecksumName; readonly type: 'COMPOSITE' | 'FULL_OBJECT' } | null;
  readonly parts: ReadonlyMap<number, UploadedPart>;
}

export interface Bucket {
  readonly created: Date;
  /** The objects by key. A key consists of bytes, and `a/../b` is not treated as a path. */
  readonly objects: ReadonlyMap<Octets, StoredObject>;
}

export type Buckets = ReadonlyMap<Octets, Bucket>;

/** The properties of an object that have defaults. */
type Given = Omit<StoredObject, 'etag' | 'body' | 'parts' | 'uploadId'> &
  Partial<Pick<StoredObject, 'etag' | 'parts' | 'uploadId'>> & { readonly body: Content | Octets };

/** Creates an object. Computes the ETag if none is given, and rounds the time down to a whole second. */
export function storedObject(given: Given): StoredObject {
  const { contentType, metadata, checksum, parts = [], uploadId = null } = given;
  const lastModified = new Date(Math.floor(given.lastModified.getTime() / 1000) * 1000);
  const body = typeof given.body === 'string' ? inMemory(given.body) : given.body;
  const etag = given.etag ?? `"${md5OfContent(body)}"`;
  return { contentType, metadata, checksum, body, parts, uploadId, lastModified, etag };
}

/** Computes the MD5 hash of content, in hexadecimal. */
function md5OfContent(content: Content): string {
  const running = runningMd5();
  for (const slice of slicesOf(content)) running.update(slice);
  return running.hex();
}
