/** Writes an output file. If the file can be replaced, its old content is kept until the new content is complete. */
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import type { FileReaders, Leftover, OutputFile } from '../../app/world/files.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { codeOf, isWithoutRoom, reasonNotWritten } from '../../bytes/system-errors.ts';
import { namedFile, statOrNull } from './real-files.ts';

/** The target of an output. Each function may reject with Node's error. */
export interface Target {
  readonly handle: Pick<FileHandle, 'write' | 'close'>;
  /** Called before the first byte is written or, if the output is empty, before it is closed. */
  readonly begin: () => Promise<void>;
  /** Called after a complete output has been closed. */
  readonly keep: () => Promise<void>;
  /**
   * Called after an incomplete output has been closed. Resolves with the path of the part that is kept; `null` if
   * nothing is kept. `length` is the number of bytes that were written.
   */
  readonly leave: (length: number) => Promise<string | null>;
}

/**
 * Opens an output file, or resolves with a problem. A new file is written under a temporary name, and renamed when it
 * is complete. The same is true of an existing regular file that has no other hard link. Any other file is written in
 * place. This applies to devices, FIFOs, and symbolic links, and to files that cannot be replaced because of their
 * folder or owner. Aborting the signal ends the wait for the reader of a FIFO.
 */
export async function createFile(
  path: string,
  signal: AbortSignal,
  readers: FileReaders = 'everyone',
): Promise<OutputFile | Problem> {
  try {
    const target =
      (await targetBeside(path, NEW_FILE_MODES[readers])) ??
      (await targetInPlace(path, signal, NEW_FILE_MODES[readers]));
    return isProblem(target) ? target : outputTo(path, target);
  } catch (error) {
    return unwritable(path, error);
  }
}

/** Creates an output that writes to a target. Problems with the output name `path`. */
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
      await handle.close().catch(() => {});
      const where = await leave(length).catch(() => null);
      return where === null ? null : { path: where, length };
    },
  };
}

/** The time to wait before writing again to a full FIFO or device, in milliseconds. */
const PAUSE = 2;
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Writes some of the bytes and resolves with the number of bytes written. If there is no room at the moment, waits
 * briefly and resolves with 0.
 */
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

/** Everyone may read and write, unless the umask forbids it; or only the owner. */
const NEW_FILE_MODES: Readonly<Record<FileReaders, number>> = { everyone: 0o666, owner: 0o600 };
const PERMISSIONS = 0o777;

/**
 * Creates, in the same folder, a file that replaces the old one when it is complete. Resolves with `null` if such a
 * file cannot be created.
 */
async function targetBeside(path: string, mode: number): Promise<Target | null> {
  const old = await statOrNull(path);
  if (path === '' || (old !== null && !(old.isFile() && old.nlink === 1))) return null;
  if (old !== null) await access(path, constants.W_OK);
  const made = await openBeside(path, old === null ? mode : old.mode & PERMISSIONS);
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

/** Errors that mean that the new file cannot be created in this folder. */
const NOT_IN_THIS_FOLDER: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ENOENT']);

/**
 * Creates a file whose name says that it is incomplete. Resolves with `null` if the folder does not allow such a file.
 * A file left by an earlier run is not touched.
 */
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

/**
 * Gives the new file the owner, the group, and the mode of the old file. Resolves with `false` if these changes are not
 * allowed.
 */
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

/**
 * Opens the file itself, or creates it if it does not exist. Existing content is removed before the first byte is
 * written.
 */
async function targetInPlace(path: string, signal: AbortSignal, mode: number): Promise<Target | Problem> {
  const isNew = (await statOrNull(path, stat)) === null;
  const handle = await openInPlace(path, signal, mode);
  if (isProblem(handle)) return handle;
  let isUntouched = true;
  return {
    handle,
    async begin() {
      isUntouched = false;
      if ((await handle.stat()).isFile()) await handle.truncate(0);
    },
    keep: async () => {},
    async leave(length) {
      // Removes only the new file. If a symbolic link leads to it, the link existed before.
      if (isNew && isUntouched) await unlink(await realpath(path));
      return length > 0 ? path : null;
    },
  };
}

/** Opens without blocking, because otherwise a signal could not end the wait. Windows does not have this flag. */
const IN_PLACE = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);

/** The time to wait before trying to open a FIFO again, in milliseconds. */
const READER_PAUSE = 50;

/**
 * Opens the file. A FIFO is opened once it has a reader. Resolves with a problem if the signal is aborted before then.
 */
async function openInPlace(path: string, signal: AbortSignal, mode: number): Promise<FileHandle | Problem> {
  do {
    try {
      return await open(path, IN_PLACE, mode);
    } catch (error) {
      if (codeOf(error) !== 'ENXIO' || !(await stat(path)).isFIFO()) throw error;
      await pause(READER_PAUSE);
    }
  } while (!signal.aborted);
  return problem('interrupted', `No program reads from ${namedFile(path)}.`, 'Start its reader, and send again.');
}

function unwritable(path: string, error: unknown): Problem {
  const fix = isWithoutRoom(error) ? 'Free some space, or choose another file.' : 'Choose another file.';
  return problem('output', `${namedFile(path)} cannot be written: ${reasonNotWritten(error)}.`, fix);
}
