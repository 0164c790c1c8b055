/** Writes a folder of files completely or not at all, and never replaces a file that it has not written. */
import { mkdir, readdir, readFile, realpath, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { WrittenFolder } from '../../app/world/files.ts';
import { octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { reasonNotWritten } from '../../bytes/system-errors.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { namedFile, statOrNull } from './real-files.ts';

/** What is in a folder, and the file that lists its files, each with its SHA-256: a later call may replace those. */
interface Contents {
  readonly list: string;
  readonly called: string;
  readonly one: string;
}

const CONTENTS: Contents = { list: 'book.json', called: 'The book is', one: 'part of a book' };

/** What a list says: files by path, each with its SHA-256. A list can come from anywhere, so it only confirms a file. */
type Listed = ReadonlyMap<string, string>;

/**
 * Writes the files to a new folder next to `path`, and then renames it to `path`. The keys of `files` are relative
 * paths with slashes. Resolves with a problem if the folder holds other files, or files that were changed after they
 * were written.
 */
export async function writeFolder(path: string, files: ReadonlyMap<string, string>): Promise<WrittenFolder | Problem> {
  const contents = CONTENTS;
  try {
    const target = (await statOrNull(path)) === null ? resolve(path) : await realpath(path);
    const old = await replaceable(path, target, contents);
    if (isProblem(old)) return old;
    const made = `${target}.${Math.random().toString(36).slice(2, 10)}.partial`;
    try {
      const length = await fill(made, files, contents);
      const left = await replace(target, made, old);
      return left === null ? { state: old.length > 0 ? 'replaced' : 'new', length } : leftover(left, contents);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  } catch (error) {
    return problem(
      'output',
      `${namedFile(path)} cannot be written: ${reasonNotWritten(error)}.`,
      'Choose another folder.',
    );
  }
}

/**
 * Returns the files that were found in the folder, by path. All of them can be removed, because each one is a file that
 * an earlier call wrote. A folder that is new or empty has none.
 */
async function replaceable(path: string, target: string, contents: Contents): Promise<readonly string[] | Problem> {
  const { list } = contents;
  if ((await statOrNull(target, stat)) === null) return [];
  const found = await filesBelow(target);
  if (isAround(target, process.cwd())) return isCurrent(path);
  if (found.length === 0) return [];
  const listed = await readList(join(target, list));
  for (const name of found) {
    const isOwn = name === list ? found.length > 1 : await isAsListed(target, name, listed);
    if (!isOwn)
      return otherFile(path, name, listed.has(name) ? 'was changed after it was written' : `is not ${contents.one}`);
  }
  return found;
}

/** Returns whether a file has not changed after it was written. A link or a pipe was never written here. */
async function isAsListed(folder: string, name: string, listed: Listed): Promise<boolean> {
  const path = join(folder, name);
  const found = await statOrNull(path);
  return found?.isFile() === true && listed.get(name) === (await hashOf(path));
}

const isAround = (folder: string, inside: string) => !relative(folder, inside).startsWith('..');

/** Lists the files in a folder and its subfolders, by paths with slashes. A symbolic link counts as a file. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

async function readList(path: string): Promise<Listed> {
  try {
    const { files } = JSON.parse(await readFile(path, 'utf8'));
    return new Map(Object.entries<string>(files));
  } catch {
    return new Map();
  }
}

async function hashOf(path: string): Promise<string> {
  return sha256Hex(octetsFromArray(await readFile(path)));
}

/** Writes the files and their list. Resolves with the length of all files in bytes. */
async function fill(folder: string, files: ReadonlyMap<string, string>, { list }: Contents): Promise<number> {
  const hashes: Record<string, string> = {};
  let length = 0;
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) {
    const bytes = Buffer.from(text, 'utf8');
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
    hashes[name] = sha256Hex(octetsFromArray(bytes));
    length += bytes.length;
  }
  await writeFile(join(folder, list), `${JSON.stringify({ files: hashes }, null, 1)}\n`);
  return length;
}

/** Puts the new folder in the place of the old one. Resolves with the path of what could not be removed, or `null`. */
async function replace(target: string, made: string, old: readonly string[]): Promise<string | null> {
  const before = await statOrNull(target);
  if (before === null) {
    await rename(made, target);
    return null;
  }
  const aside = `${made}.old`;
  await rename(target, aside);
  try {
    await rename(made, target);
  } catch (error) {
    await rename(aside, target);
    throw error;
  }
  return (await remove(aside, old)) ? null : aside;
}

/** Removes these files and the folders that are then empty. Resolves with whether nothing is left. */
async function remove(folder: string, old: readonly string[]): Promise<boolean> {
  try {
    for (const name of old) await unlink(join(folder, name));
    const folders = new Set(old.map((name) => dirname(name)).filter((name) => name !== '.'));
    for (const name of folders) await rmdir(join(folder, name));
    await rmdir(folder);
    return true;
  } catch {
    return false;
  }
}

function otherFile(path: string, name: string, what: string): Problem {
  return problem(
    'folder',
    `${namedFile(path)} holds ${namedFile(name)}, which ${what}. Nothing was written.`,
    'Give a new or empty folder, or move the file.',
  );
}

const isCurrent = (path: string): Problem =>
  problem(
    'folder',
    `${namedFile(path)} is the folder that you are in, and it would be replaced as a whole.`,
    'Run the command from another folder, or name a new folder.',
  );

const leftover = (path: string, { called, one }: Contents): Problem =>
  problem(
    'folder',
    `${called} written, but a file of the old folder is not ${one}. It was kept in ${namedFile(path)}.`,
    'Move what you need, and remove that folder.',
  );
