/** An output file. If it can be replaced, the old content stays until the new one is complete. */
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import type { Leftover, OutputFile } from '../../app/world/files.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { codeOf, isWithoutRoom, namedFile, reasonOf, statOrNull } from './real-files.ts';

/** What an output is written to. Each function may reject with Node's error. */
export interface Target {
  readonly handle: Pick<FileHandle, 'write' | 'close'>;
  /** Called before the first byte is written, or before an empty output is closed. */
  readonly begin: () => Promise<void>;
  /** Called after a complete output is closed. */
  readonly keep: () => Promise<void>;
  /** Called after an incomplete output is closed. Resolves with the path of what is kept; `null` if nothing is. */
  readonly leave: (length: number) => Promise<string | null>;
}

/**
 * Opens an output file, or resolves with a problem. A new file, or a regular file without another hard link, is written under
 * a temporary name and renamed at the end. Anything else is written in place: a device, a FIFO, a symbolic link, or a file
 * that its folder or owner does not allow to be replaced. The signal ends the wait for the reader of a FIFO.
 */
export async function createFile(path: string, signal: AbortSignal): Promise<OutputFile | Problem> {
  try {
    const target = (await targetBeside(path)) ?? (await targetInPlace(path, signal));
    return isProblem(target) ? target : outputTo(path, target);
  } catch (error) {
    return unwritable(path, error);
  }
}

/** Makes an output from a target. Its problems name `path`. */
export function outputTo(path: string, { handle, begin, keep, leave }: Target): OutputFile {
  let hasBegun = false;
  let isOver = false;
  let length = 0;
  const attempt = async (work: () => Promise<void>): Promise<Problem | null> => {
    try {
      if (!hasBegun) await begin();
      hasBegun = true;
      await work();
      return null;
    } catch (error) {
      return unwritable(path, error);
    }
  };
  return {
    write: (bytes) =>
      attempt(async () => {
        for (let offset = 0; offset < bytes.length && !isOver; ) {
          const written = await writeSome(handle, bytes, offset);
          offset += written;
          length += written;
        }
      }),
    finish: () =>
      attempt(async () => {
        await handle.close();
        await keep();
      }),
    async abandon(): Promise<Leftover | null> {
      isOver = true;
      // The reason was reported before.
      await handle.close().catch(() => {});
      const where = await leave(length).catch(() => null);
      return where === null ? null : { path: where, length };
    },
  };
}

/** How long to wait before writing again to a FIFO or a device that is full, in milliseconds. */
const PAUSE = 2;
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Writes some of the bytes, and resolves with their number; 0, after a pause, if there is no room at the moment. */
async function writeSome(handle: Target['handle'], bytes: Uint8Array, offset: number): Promise<number> {
  try {
    const { bytesWritten } = await handle.write(bytes, offset);
    if (bytesWritten === 0) throw new Error('it takes no more bytes');
    return bytesWritten;
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error;
    await pause(PAUSE);
    return 0;
  }
}

/** Read and write for everyone, as far as the umask allows. */
const NEW_FILE_MODE = 0o666;
const PERMISSIONS = 0o777;

/** Creates a file in the same folder, which replaces the old one at the end; `null` if that is not possible. */
async function targetBeside(path: string): Promise<Target | null> {
  const old = await statOrNull(path);
  if (path === '' || (old !== null && !(old.isFile() && old.nlink === 1))) return null;
  if (old !== null) await access(path, constants.W_OK);
  const made = await openBeside(path, old === null ? NEW_FILE_MODE : old.mode & PERMISSIONS);
  if (made === null) return null;
  const { name, handle } = made;
  if (old !== null && !(await copyAttributes(handle, old))) {
    await handle.close();
    await unlink(name);
    return null;
  }
  return {
    handle,
    begin: async () => {},
    keep: () => rename(name, path),
    async leave(length) {
      if (length > 0) return name;
      await unlink(name);
      return null;
    },
  };
}

/** Errors that mean that the file cannot be created in this folder. */
const NOT_IN_THIS_FOLDER: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ENOENT']);

/** Creates a file whose name says that it is incomplete. A file left by an earlier run is not touched. */
async function openBeside(
  path: string,
  mode: number,
): Promise<{ readonly name: string; readonly handle: FileHandle } | null> {
  const another = `${path}.${Math.random().toString(36).slice(2, 10)}.partial`;
  for (const name of [`${path}.partial`, another]) {
    try {
      return { name, handle: await open(name, 'wx', mode) };
    } catch (error) {
      if (NOT_IN_THIS_FOLDER.has(codeOf(error))) return null;
      if (codeOf(error) !== 'EEXIST' || name === another) throw error;
    }
  }
  return null;
}

/** Gives the new file the owner, the group and the mode of the old one; `false` if that is not allowed. */
async function copyAttributes(handle: FileHandle, old: Stats): Promise<boolean> {
  try {
    const made = await handle.stat();
    if (made.uid !== old.uid || made.gid !== old.gid) await handle.chown(old.uid, old.gid);
    await handle.chmod(old.mode & PERMISSIONS);
    return true;
  } catch {
    return false;
  }
}

/** Opens the file itself, creates it if it does not exist, and empties it before the first byte. */
async function targetInPlace(path: string, signal: AbortSignal): Promise<Target | Problem> {
  const isNew = (await statOrNull(path, stat)) === null;
  const handle = await openInPlace(path, signal);
  if (isProblem(handle)) return handle;
  let isUntouched = true;
  return {
    handle,
    async begin() {
      isUntouched = false;
      // A device or a FIFO has no length.
      if ((await handle.stat()).isFile()) await handle.truncate(0);
    },
    keep: async () => {},
    async leave(length) {
      // The link that leads to it existed before.
      if (isNew && isUntouched) await unlink(await realpath(path));
      return length > 0 ? path : null;
    },
  };
}

/** Opens without blocking, because a signal could not end the wait. Windows has no such flag. */
const IN_PLACE = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);

/** How long to wait before trying a FIFO again, in milliseconds. */
const READER_PAUSE = 50;

/** Opens the file, and a FIFO as soon as it has a reader. Resolves with a problem if the signal comes before the reader. */
async function openInPlace(path: string, signal: AbortSignal): Promise<FileHandle | Problem> {
  do {
    try {
      return await open(path, IN_PLACE, NEW_FILE_MODE);
    } catch (error) {
      if (codeOf(error) !== 'ENXIO' || !(await stat(path)).isFIFO()) throw error;
      await pause(READER_PAUSE);
    }
  } while (!signal.aborted);
  return problem('interrupted', `No program reads from ${namedFile(path)}.`, 'Start its reader, and send again.');
}

function unwritable(path: string, error: unknown): Problem {
  const fix = isWithoutRoom(error) ? 'Free some space, or choose another file.' : 'Choose another file.';
  return problem('output', `${namedFile(path)} cannot be written: ${reasonOf(error)}.`, fix);
}
