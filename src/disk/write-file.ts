/** Reads and writes open files, and explains failures in words. */

import { readSync, renameSync, rmSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { type Problem, problem } from '../bytes/problem.ts';
import { codeOf, reasonOf } from '../bytes/system-errors.ts';

/** Writes all bytes of a piece at a position. Returns a problem if the disk is full or fails. */
export function writeAll(descriptor: number, piece: Uint8Array, position: number): Problem | null {
  return tryOnDisk(() => {
    for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at, piece.length - at, position + at);
    return null;
  });
}

/** Returns the result of an action on files, or the problem of the file system that ended it. */
export function tryOnDisk<Result>(action: () => Result): Result | Problem {
  try {
    return action();
  } catch (error) {
    return diskProblem(error);
  }
}

/**
 * Writes a file that only its owner can read, and puts it in the place of the previous one in one step, so that readers
 * find either the old text or the new one. `beside` is its name until then; a file or link with that name is neither followed
 * nor written to. The text outlasts a power failure. Throws Node's error if that fails.
 */
export function replaceFile(path: string, text: string, beside: string): void {
  rmSync(beside, { force: true });
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(beside, path);
  } catch (error) {
    removeFile(beside);
    throw error;
  }
}

/** Deletes a file, if it still exists and may be deleted. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // What remains is unused: it is looked at again at the next start.
  }
}

/**
 * Fills a buffer with the bytes at a position in a file. Returns the number of bytes read, which is smaller than the
 * buffer only at the end of the file.
 */
export function readAll(descriptor: number, buffer: Uint8Array, position: number): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, position + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** The codes of the system for a place in which this user may not write at all. */
const FORBIDDEN: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/**
 * Returns the problem for a failure of the file system. The problem's code is `no-space`, because lack of space is the
 * usual reason.
 */
function diskProblem(error: unknown): Problem {
  const fix = FORBIDDEN.has(codeOf(error))
    ? 'Choose a folder in which you may write.'
    : 'Free some space, or choose another folder.';
  return problem('no-space', `A file cannot be written: ${reasonOf(error)}.`, fix);
}

/** Returns the problem for files that together would be larger than allowed. */
export function diskIsFull(limit: number): Problem {
  const says = `The sandbox stores at most ${limit} bytes in files, and there is no room for these.`;
  return problem('no-space', says, 'Delete objects that are no longer needed.');
}
