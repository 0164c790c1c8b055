/** Receives bytes of unknown length, first in memory and then, if there are many, in a file of their own. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { runningMd5 } from '../../crypto/digests.ts';
import { growingBuffer } from '../../http/body/memory.ts';
import { bodyTooLarge } from '../../http/framing.ts';
import { type Content, inMemory, slicesOf } from './content.ts';

/** Content in a file to which bytes can be added. */
export interface ContentFile extends Content {
  append(piece: Uint8Array): Problem | null;
}

/** Creates files for bodies. The sandbox itself has no access to the disk. */
export interface BodyFiles {
  create(): ContentFile | Problem;
}

export interface Spool {
  /** Takes the next bytes. After a problem, nothing more may be added. */
  add(piece: Uint8Array): Problem | null;
  /** Computes the MD5 hash of the bytes so far, in hexadecimal. */
  md5(): string;
  /** Returns the bytes. The caller owns them. */
  finish(): Content;
  /** Discards all bytes that were added. This method may be called at any time, and does nothing after `finish`. */
  drop(): void;
}

/** The maximum length in bytes of a body that stays in memory. */
const MEMORY_THRESHOLD = 1_048_576;

/** The maximum length of a body in bytes if there are no files. */
export const MEMORY_LIMIT = 16_777_216;

/** The maximum length of an object that is uploaded in one request (https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html). */
const OBJECT_LIMIT = 5_368_709_120;

/** Returns the maximum length of a body in bytes. */
export const bodyLimit = (files: BodyFiles | null): number => (files ? OBJECT_LIMIT : MEMORY_LIMIT);

/** Creates a spool. With `files`, the spool's memory use does not depend on the length of the body. */
export function createSpool(files: BodyFiles | null): Spool {
  const limit = bodyLimit(files);
  const buffer = growingBuffer(files ? MEMORY_THRESHOLD : limit);
  const hash = runningMd5();
  let file: ContentFile | null = null;
  let length = 0;
  const keep = (piece: Uint8Array): Problem | null => {
    if (file === null && files !== null && length + piece.length > MEMORY_THRESHOLD) {
      const created = files.create();
      if (isProblem(created)) return created;
      file = created;
      const failed = created.append(buffer.finish());
      if (failed) return failed;
    }
    if (file) return file.append(piece);
    buffer.add(piece);
    return null;
  };
  return {
    md5: hash.hex,
    add(piece) {
      if (length + piece.length > limit) return bodyTooLarge('goes on', limit);
      hash.update(piece);
      const failed = keep(piece);
      length += piece.length;
      return failed;
    },
    finish() {
      const content = file ?? inMemory(buffer.finish());
      file = null;
      return content;
    },
    drop() {
      file?.remove();
      file = null;
    },
  };
}

/** Copies bytes `start` to `end` (exclusive) into a spool. Returns a problem, and drops the spool, if there is no room. */
export function copyInto(spool: Spool, source: Content, start = 0, end = source.length): Content | Problem {
  for (const slice of slicesOf(source, start, end)) {
    const failed = spool.add(slice);
    if (failed === null) continue;
    spool.drop();
    return failed;
  }
  return spool.finish();
}
