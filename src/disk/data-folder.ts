/**
 * Keeps data in a folder permanently. A body is a file in `bodies`. A record is a small file in `records`, which
 * replaces the previous one in one step. If the program is killed, each record is therefore either the old or the new
 * one, and the bodies that it names are complete. Files with other names belong to someone else and are left alone.
 */

import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { reasonOf } from '../bytes/system-errors.ts';
import { type FolderLock, type LockingProcess, lockFolder } from './folder-lock.ts';
import { type StoredBytes, storedBytes } from './stored-bytes.ts';
import type { FileMaker, NewFile } from './temporary-files.ts';
import { readAll, removeFile, replaceFile, tryOnDisk, writeAll } from './write-file.ts';

export interface DataFolder {
  readonly bodies: FileMaker;
  /** Opens a body. Each call adds an owner. Returns a problem if there is no such body. */
  openBody(name: string): StoredBytes | Problem;
  /**
   * Writes a record. Once this returns `null`, the record is permanent. The name consists of letters, digits, and
   * hyphens.
   */
  writeRecord(name: string, text: string): Problem | null;
  removeRecord(name: string): void;
  records(): readonly FoundRecord[];
  /** Deletes the bodies that were never opened, which are the bodies that no record names. */
  removeOtherBodies(): void;
  /** Lets other processes open the folder. */
  close(): void;
}

interface FoundRecord {
  readonly name: string;
  /** The text of the record; `null` if the file cannot be read. */
  readonly text: string | null;
}

/**
 * Opens a folder for one process, creating it if necessary. Only its owner can read it. Returns a problem if the folder
 * cannot be opened or is in use.
 */
export function openDataFolder(path: string, own: LockingProcess): DataFolder | Problem {
  const [bodies, records] = [join(path, 'bodies'), join(path, 'records')];
  try {
    for (const folder of [path, bodies, records]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = lockFolder(path, own);
    return isProblem(lock) ? lock : dataFolder(bodies, records, lock);
  } catch (error) {
    return problem(
      'data-folder',
      `The folder cannot be used: ${reasonOf(error)}.`,
      'Give a folder that you may write to.',
    );
  }
}

/** Matches the names of the bodies that the sandbox writes: a number in base 36. */
const BODY = /^body-([0-9a-z]{8})$/;
/** Matches the names that bodies had before. Such a body is read if a record names it. */
const OLD_BODY = /^[0-9a-z]{8}$/;
const RECORD = /^[a-z0-9-]+$/;

function dataFolder(bodies: string, records: string, lock: FolderLock): DataFolder {
  const opened = new Map<string, StoredBytes>();
  const before = readdirSync(bodies).filter((name) => BODY.test(name));
  let last = before.reduce((most, name) => Math.max(most, Number.parseInt(BODY.exec(name)?.[1] ?? '', 36)), 0);
  const remove = (name: string) => {
    opened.delete(name);
    removeFile(join(bodies, name));
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
        const name = `body-${last.toString(36).padStart(8, '0')}`;
        return newBody(join(bodies, name), (length) => open(name, length));
      },
    },
    openBody(name) {
      const again = opened.get(name);
      again?.retain();
      return again ?? openFound(bodies, name, open);
    },
    writeRecord: (name, text) => writeRecord(join(records, name), text),
    removeRecord: (name) => removeFile(join(records, name)),
    records: () =>
      readdirSync(records)
        .filter((name) => RECORD.test(name))
        .map((name) => ({ name, text: textOf(join(records, name)) })),
    removeOtherBodies() {
      for (const name of before) if (!opened.has(name)) removeFile(join(bodies, name));
    },
    close: () => lock.release(),
  };
}

/** Opens a body that a record names. The name must be that of a body, because a record may be damaged. */
function openFound(bodies: string, name: string, open: (name: string, length: number) => StoredBytes) {
  try {
    if (BODY.test(name) || OLD_BODY.test(name)) return open(name, statSync(join(bodies, name)).size);
  } catch {
    // The file is missing or cannot be read.
  }
  return problem('no-body', `There is no body ${JSON.stringify(name)}.`, `Restore the file in ${bodies}.`);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const writeRecord = (path: string, text: string): Problem | null =>
  tryOnDisk(() => {
    replaceFile(path, text);
    return null;
  });

function newBody(path: string, opened: (length: number) => StoredBytes): NewFile | Problem {
  const descriptor = tryOnDisk(() => openSync(path, 'wx', 0o600));
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
      removeFile(path);
    },
  };
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
