/** Creates temporary files. Those without a name can be read by this program only, and are gone after they are closed. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
import { type SharedRoom, sharedRoom } from '../http/body/memory.ts';
import { type StoredBytes, storedBytes } from './stored-bytes.ts';
import { diskIsFull, readAll, tryOnDisk, writeAll } from './write-file.ts';

export interface NamelessFile {
  readonly descriptor: number;
  readonly close: () => void;
}

/**
 * Opens a new file with mode 0600 in a folder with mode 0700, and immediately removes both names. Throws the error of
 * Node.js if that fails.
 */
export function openNameless(folder: string = largeFolder()): NamelessFile {
  const home = mkdtempSync(join(folder, 'sigv4-'));
  try {
    const descriptor = openSync(join(home, 'body'), 'wx+', 0o600);
    const isGone = isRemoved(home);
    return {
      descriptor,
      close() {
        closeSync(descriptor);
        if (!isGone) isRemoved(home);
      },
    };
  } catch (error) {
    isRemoved(home);
    throw error;
  }
}

/** Removes the folder, and returns whether that worked. Windows keeps the name of a file until it is closed. */
function isRemoved(home: string): boolean {
  try {
    rmSync(home, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns a folder for large files. On many systems, /tmp is in memory, but /var/tmp is not (Filesystem Hierarchy
 * Standard 3.0, section 5.15).
 */
function largeFolder(): string {
  const usual = tmpdir();
  return usual === '/tmp' && existsSync('/var/tmp') ? '/var/tmp' : usual;
}

export interface TemporaryFile {
  readonly path: string;
  remove(): void;
}

/** Writes a file with this name to a new folder that only its owner can read. */
export function temporaryFile(name: string, text: string): TemporaryFile | Problem {
  return tryOnDisk(() => {
    const folder = mkdtempSync(join(tmpdir(), 'sigv4-'));
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
  });
}

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

/** Creates a source of files without names, in `folder` or in a folder for large files. Together, the files contain at most `limit` bytes. */
export function namelessFiles(folder?: string, limit = FILES_LIMIT): FileMaker {
  const room = sharedRoom(limit);
  return {
    areKept: false,
    create: () => tryOnDisk(() => newFile(openNameless(folder), room, limit)),
  };
}

function newFile({ descriptor, close: closeFile }: NamelessFile, room: SharedRoom, limit: number): NewFile {
  let length = 0;
  const close = () => {
    closeFile();
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
