/** Creates temporary files. Those without a name can be read by this program only, and are gone after they are closed. */
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
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

/** The bytes of a body, in a file of its own. */
export interface BodyFile {
  readonly length: number;
  /** The number of these bytes that are in memory. */
  readonly inMemory: 0;
  /** Writes the next bytes. Returns a problem if the disk is full or fails. */
  append(piece: Uint8Array): Problem | null;
  /** Returns bytes `start` to `end` (exclusive), or fewer if the file is damaged. */
  read(start: number, end: number): Uint8Array;
  /** Keeps the bytes readable even if they are removed, until the returned function is called. */
  hold(): () => void;
  /** Removes the file. Only its owner may call this, once. */
  remove(): void;
}

export interface BodyFiles {
  create(): BodyFile | Problem;
}

/** The maximum total size of all files in bytes, which is four objects of the largest size. */
const FILES_LIMIT = 4 * 5_368_709_120;

/** Creates a source of files without names, in `folder` or in a folder for large files. Together, the files contain at most `limit` bytes. */
export function namelessFiles(folder?: string, limit = FILES_LIMIT): BodyFiles {
  let total = 0;
  const bodyFile = ({ descriptor, close }: NamelessFile): BodyFile => {
    let length = 0;
    let holders = 1;
    const release = () => {
      holders -= 1;
      if (holders > 0) return;
      close();
      total -= length;
    };
    return {
      inMemory: 0,
      get length() {
        return length;
      },
      append(piece) {
        if (total + piece.length > limit) return diskIsFull(limit);
        const failed = writeAll(descriptor, piece, length);
        length += piece.length;
        total += piece.length;
        return failed;
      },
      read(start, end) {
        const buffer = Buffer.allocUnsafe(Math.max(end - start, 0));
        return buffer.subarray(0, readAll(descriptor, buffer, start));
      },
      hold() {
        holders += 1;
        return release;
      },
      remove: release,
    };
  };
  return { create: () => tryOnDisk(() => bodyFile(openNameless(folder))) };
}
