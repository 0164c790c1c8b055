/** Receives a body as it arrives, first in memory and then, if the body is long, in a file. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { runningMd5 } from '../../crypto/digests.ts';
import { growingBuffer, type SharedRoom } from '../../http/body/memory.ts';
import { bodyTooLarge, noRoom } from '../../http/framing.ts';
import { type Content, inMemory } from './content.ts';

/** A file that is being written. */
export interface WritableFile {
  append(piece: Uint8Array): Problem | null;
  /** Ends the file. The returned content has one owner. When the last owner has been removed, the file is deleted. */
  finish(): Content | Problem;
  discard(): void;
}

/** Creates files for bodies. The sandbox itself has no access to the disk. */
export interface BodyFiles {
  create(): WritableFile | Problem;
  /** Whether every body must be in a file, so that the bodies are kept. */
  readonly areKept: boolean;
}

export interface Spool {
  /** Takes the next bytes. After a problem, nothing more may be added. */
  add(piece: Uint8Array): Problem | null;
  length(): number;
  /** Computes the MD5 hash of the bytes so far, in hexadecimal. */
  md5(): string;
  finish(): Content | Problem;
  /** Discards all bytes that were added. This method may be called at any time. */
  drop(): void;
}

export interface SpoolSettings {
  /** The memory that all bodies share while they arrive. */
  readonly room: SharedRoom;
  readonly files: BodyFiles | null;
  /** The maximum length of a body in bytes. */
  readonly limit: number;
}

/** The maximum length in bytes of a body that stays in memory. */
const MEMORY_THRESHOLD = 1_048_576;

/** The maximum length of a body in bytes if there are no files. */
export const MEMORY_LIMIT = 16_777_216;

/** Creates a spool. With `files`, the spool's memory use does not depend on the length of the body. */
export function createSpool({ room, files, limit }: SpoolSettings): Spool {
  const threshold = files ? (files.areKept ? 0 : MEMORY_THRESHOLD) : limit;
  const buffer = growingBuffer(threshold);
  const hash = runningMd5();
  let file = null as WritableFile | null;
  let length = 0;
  let held = 0;
  const leaveRoom = () => {
    room.give(held);
    held = 0;
  };
  const moveToFile = (): Problem | null => {
    const created = files?.create() ?? NO_FILES;
    if (isProblem(created)) return created;
    file = created;
    const failed = buffer.length() > 0 ? created.append(buffer.array()) : null;
    leaveRoom();
    return failed;
  };
  const keep = (piece: Uint8Array): Problem | null => {
    if (file === null && length + piece.length > threshold) {
      const failed = moveToFile();
      if (failed) return failed;
    }
    if (file) return file.append(piece);
    if (!room.take(piece.length)) return noRoom();
    held += piece.length;
    buffer.add(piece);
    return null;
  };
  return {
    length: () => length,
    md5: hash.hex,
    add(piece) {
      if (length + piece.length > limit) return bodyTooLarge('goes on', limit);
      hash.update(piece);
      const failed = keep(piece);
      length += piece.length;
      return failed;
    },
    finish() {
      if (file) return file.finish();
      const content = inMemory(buffer.finish());
      leaveRoom();
      return content;
    },
    drop() {
      leaveRoom();
      file?.discard();
      file = null;
    },
  };
}

const NO_FILES = problem('no-files', 'There are no files for long bodies.', 'Send a shorter body.');
