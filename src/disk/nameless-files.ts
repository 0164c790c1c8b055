/**
 * Creates temporary files without a name. Only this program can read them, and they no longer exist after it has ended.
 */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
import { type SharedRoom, sharedRoom } from '../http/body/memory.ts';
import { type StoredBytes, storedBytes } from './stored-bytes.ts';
import { diskIsFull, diskProblem, readAll, writeAll } from './write-file.ts';

/** A file that is being written. */
export interface NewFile {
  append(piece: Uint8Array): Problem | null;
  finish(): StoredBytes;
  discard(): void;
}

export interface FileMaker {
  create(): NewFile | Problem;
  /** Whether the files remain when the program ends. */
  readonly areKept: boolean;
}

/** The maximum total size of all files in bytes, which is four objects of the largest size. */
const FILES_LIMIT = 4 * 5_368_709_120;

/** Creates a source of files without names in `folder`. Together, the files contain at most `limit` bytes. */
export function namelessFiles(folder: string = largeFolder(), limit = FILES_LIMIT): FileMaker {
  const room = sharedRoom(limit);
  return {
    areKept: false,
    create() {
      try {
        return newFile(openNameless(folder), room, limit);
      } catch (error) {
        return diskProblem(error);
      }
    },
  };
}

function newFile(descriptor: number, room: SharedRoom, limit: number): NewFile {
  let length = 0;
  const close = () => {
    closeSync(descriptor);
    room.give(length);
  };
  return {
    append(piece) {
      if (!room.take(piece.length)) return diskIsFull(limit);
      const failed = writeAll(descriptor, piece, length);
      length += piece.length;
      return failed;
    },
    finish: () =>
      storedBytes({
        length,
        files: [],
        read: (buffer, position) => readAll(descriptor, buffer, position),
        remove: close,
      }),
    discard: close,
  };
}

/**
 * Returns a folder for large files. On many systems, /tmp is in memory, but /var/tmp is not (Filesystem Hierarchy
 * Standard 3.0, section 5.15).
 */
function largeFolder(): string {
  const usual = tmpdir();
  return usual === '/tmp' && existsSync('/var/tmp') ? '/var/tmp' : usual;
}

/** Opens a new file with mode 0600 in a folder with mode 0700, and immediately removes both names. */
function openNameless(folder: string): number {
  const home = mkdtempSync(join(folder, 'sigv4-'));
  try {
    return openSync(join(home, 'body'), 'wx+', 0o600);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
