/**
 * Keeps the files of a folder in memory, where other programs cannot change them, and writes copies of them. A copy can be
 * compared with what was kept.
 */

import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { octetsFromArray } from '../bytes/octets.ts';
import { reasonOf } from '../bytes/system-errors.ts';
import { sha256Hex } from '../crypto/digests.ts';

interface KeptFile {
  /** The path in the folder, with slashes. */
  readonly path: string;
  /** The path in the folder of all archives. */
  readonly from: string;
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
  readonly sha256: string;
}

/** A file or a folder that was read, with its name. */
export interface Archive {
  readonly name: string;
  readonly files: readonly KeptFile[];
  /** Why not everything could be kept, without a period at the end; `null` if everything was. */
  readonly problem: string | null;
}

export interface Unpacked {
  readonly folder: string;
  /** Counts the files that are no longer as they were, or are gone. New files do not count. */
  readonly changed: () => number;
  readonly remove: () => void;
}

/** The maximum size of one archive. A program that signs requests is much smaller. */
const MOST_FILES = 1_000;
const MOST_BYTES = 32 * 2 ** 20;

/** Files of the system and of tools, which no student means to hand in. */
const NOT_KEPT = /^(?:\..*|__MACOSX|__pycache__|node_modules|desktop\.ini|Thumbs\.db)$/;

/**
 * Reads each file and each folder in a folder, in the order of their names. Links are not followed. Throws the error of
 * Node.js if the folder cannot be read.
 */
export function readArchives(folder: string): readonly Archive[] {
  return readdirSync(folder)
    .filter((name) => !NOT_KEPT.test(name))
    .sort()
    .map((name) => readArchive(folder, name));
}

function readArchive(folder: string, name: string): Archive {
  const files: KeptFile[] = [];
  let bytes = 0;
  /** Reads a file, or everything in a folder. Returns why that is not possible, or `null`. */
  const read = (path: string): string | null => {
    const from = join(name, path);
    const whole = join(folder, from);
    const found = lstatSync(whole);
    if (found.isDirectory()) {
      const entries = readdirSync(whole).filter((entry) => !NOT_KEPT.test(entry));
      return firstOf(entries.sort(), (entry) => read(path === '' ? entry : `${path}/${entry}`));
    }
    if (!found.isFile()) return `${path === '' ? name : path} is neither a file nor a folder`;
    bytes += found.size;
    if (files.length >= MOST_FILES || bytes > MOST_BYTES)
      return `it has more than ${MOST_FILES} files, or more than ${MOST_BYTES / 2 ** 20} MiB`;
    const content = readFileSync(whole);
    const isExecutable = (found.mode & 0o100) !== 0;
    files.push({ path: path === '' ? name : path, from, bytes: content, isExecutable, sha256: hashOf(content) });
    return null;
  };
  try {
    return { name, files, problem: read('') };
  } catch (error) {
    return { name, files, problem: reasonOf(error) };
  }
}

/** Does this with each item until there is a result, and returns the result. */
function firstOf<Item>(items: readonly Item[], find: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

const hashOf = (bytes: Uint8Array): string => sha256Hex(octetsFromArray(bytes));

/** Writes the files to a new folder that only its owner can read. Throws the error of Node.js if that fails. */
export function unpack({ files }: Pick<Archive, 'files'>): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-'));
  for (const { path, bytes, isExecutable } of files) {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, bytes, { mode: isExecutable ? 0o700 : 0o600 });
  }
  return {
    folder,
    changed: () => files.filter(({ path, sha256 }) => hashOfFile(join(folder, path)) !== sha256).length,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Returns the hash of a file; `null` if it cannot be read or is no longer a file. */
function hashOfFile(path: string): string | null {
  try {
    return lstatSync(path).isFile() ? hashOf(readFileSync(path)) : null;
  } catch {
    return null;
  }
}

/** Returns the names of the archives that are no longer as they were in their folder. New files do not count. */
export const changedSince = (folder: string, archives: readonly Archive[]): readonly string[] =>
  archives
    .filter(({ files }) => files.some(({ from, sha256 }) => hashOfFile(join(folder, from)) !== sha256))
    .map(({ name }) => name);
