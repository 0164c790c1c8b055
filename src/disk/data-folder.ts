/**
 * Keeps data in a folder permanently. A body is a file in `bodies`. A record is a small file in `records`, which
 * replaces the previous one in one step. If the program is killed, each record is therefore either the old or the new
 * one, and the bodies that it names are complete.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../bytes/problem.ts';
import type { FileMaker, NewFile } from './nameless-files.ts';
import { type StoredBytes, storedBytes } from './stored-bytes.ts';
import { diskProblem, readAll, writeAll } from './write-file.ts';

export interface DataFolder {
  readonly bodies: FileMaker;
  /** Opens a body. Each call adds an owner. */
  openBody(name: string): StoredBytes | Problem;
  /**
   * Writes a record. Once this returns `null`, the record is permanent. The name consists of letters, digits, and
   * hyphens.
   */
  writeRecord(name: string, text: string): Problem | null;
  removeRecord(name: string): void;
  records(): readonly { readonly name: string; readonly text: string }[];
  /** Deletes the bodies that were never opened, which are the bodies that no record names. */
  removeOtherBodies(): void;
}

/**
 * Opens a folder, creating it if necessary. Only its owner can read it. Returns a problem if the folder cannot be
 * opened.
 */
export function openDataFolder(path: string): DataFolder | Problem {
  const [bodies, records] = [join(path, 'bodies'), join(path, 'records')];
  try {
    for (const folder of [path, bodies, records]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    return dataFolder(bodies, records);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem('data-folder', `The folder cannot be used: ${why}.`, 'Give a folder that you may write to.');
  }
}

function dataFolder(bodies: string, records: string): DataFolder {
  const opened = new Map<string, StoredBytes>();
  const before = readdirSync(bodies);
  let last = before.reduce((most, name) => Math.max(most, Number.parseInt(name, 36) || 0), 0);
  const remove = (name: string) => {
    opened.delete(name);
    unlink(join(bodies, name));
  };
  const open = (name: string, length: number): StoredBytes => {
    const bytes = bytesOf(join(bodies, name), name, length, () => remove(name));
    opened.set(name, bytes);
    return bytes;
  };
  return {
    bodies: {
      areKept: true,
      create() {
        last += 1;
        const name = last.toString(36).padStart(8, '0');
        return newBody(join(bodies, name), (length) => open(name, length));
      },
    },
    openBody(name) {
      const again = opened.get(name);
      again?.retain();
      try {
        return again ?? open(name, statSync(join(bodies, name)).size);
      } catch (error) {
        return diskProblem(error);
      }
    },
    writeRecord: (name, text) => writeRecord(join(records, name), text),
    removeRecord: (name) => unlink(join(records, name)),
    records: () =>
      readdirSync(records)
        .filter((name) => !name.endsWith(UNFINISHED))
        .map((name) => ({ name, text: readFileSync(join(records, name), 'utf8') })),
    removeOtherBodies() {
      for (const name of before) if (!opened.has(name)) unlink(join(bodies, name));
    },
  };
}

const UNFINISHED = '.new';

function writeRecord(path: string, text: string): Problem | null {
  try {
    writeFileSync(path + UNFINISHED, text, { mode: 0o600 });
    renameSync(path + UNFINISHED, path);
    return null;
  } catch (error) {
    return diskProblem(error);
  }
}

/** Deletes a file, if it still exists. */
function unlink(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Any remaining files are removed at the next start.
  }
}

function newBody(path: string, opened: (length: number) => StoredBytes): NewFile | Problem {
  const descriptor = openNew(path);
  if (typeof descriptor !== 'number') return descriptor;
  let length = 0;
  return {
    append(piece) {
      const failed = writeAll(descriptor, piece, length);
      length += piece.length;
      return failed;
    },
    finish() {
      closeSync(descriptor);
      return opened(length);
    },
    discard() {
      closeSync(descriptor);
      unlink(path);
    },
  };
}

function openNew(path: string): number | Problem {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    return diskProblem(error);
  }
}

/**
 * Returns the bytes of a file. The file is opened for each read, because there may be more objects than a process can
 * have open files.
 */
function bytesOf(path: string, name: string, length: number, remove: () => void): StoredBytes {
  return storedBytes({
    length,
    files: [name],
    remove,
    read(buffer, position) {
      try {
        const descriptor = openSync(path, 'r');
        const length = readAll(descriptor, buffer, position);
        closeSync(descriptor);
        return length;
      } catch {
        // Another program has removed the file. The response ends early, so the client sees that bytes are missing.
        return 0;
      }
    },
  });
}
