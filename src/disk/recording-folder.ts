/**
 * Manages a folder of recordings. Each recording is a file that appears under its name once it is complete. It never
 * replaces another file, because several processes may record into one folder.
 */

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
import { codeOf } from '../bytes/system-errors.ts';
import { removeFile, tryOnDisk } from './write-file.ts';

export interface RecordingFile {
  /** Adds bytes at the end. Nothing is written after a failure. */
  add(bytes: Uint8Array): void;
  /** Gives the file its name, which has a number if another file had the name. Returns a problem if it could not be written. */
  finish(): Problem | null;
}

export interface RecordingFolder {
  /** Starts a file that only its owner can read. `name` has no extension. */
  begin(name: string): RecordingFile;
}

/** Opens a folder, creating it if necessary. Returns a problem if the folder cannot be opened. */
export function openRecordingFolder(path: string): RecordingFolder | Problem {
  return tryOnDisk(() => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return { begin: (name) => recordingFile(join(path, name)) };
  });
}

function recordingFile(stem: string): RecordingFile {
  let file: UnfinishedFile | null = null;
  let failure: Problem | null = null;
  const attempt = (action: () => void) => {
    failure ??= tryOnDisk(() => {
      action();
      return null;
    });
  };
  attempt(() => {
    file = createUnfinished(stem);
  });
  return {
    add: (bytes) =>
      attempt(() => {
        for (let at = 0; file !== null && at < bytes.length; ) at += writeSync(file.descriptor, bytes, at);
      }),
    finish() {
      if (file === null) return failure;
      const { path, unfinished, descriptor } = file;
      closeSync(descriptor);
      attempt(() => renameSync(unfinished, path));
      return failure;
    },
  };
}

interface UnfinishedFile {
  readonly path: string;
  /** Its name until it is complete. */
  readonly unfinished: string;
  readonly descriptor: number;
}

/**
 * Creates a file for the first name that is free: STEM, STEM-2, STEM-3, and so on. Only the process that has created the
 * unfinished file with a name may create the finished one, so the name is still free when the file is complete. Throws the
 * error of Node.js if the file cannot be created.
 */
function createUnfinished(stem: string): UnfinishedFile {
  for (let number = 1; ; number += 1) {
    const path = `${stem}${number === 1 ? '' : `-${number}`}.exchange`;
    const unfinished = `${path}.unfinished`;
    const descriptor = createNew(unfinished);
    if (descriptor === null) continue;
    if (!existsSync(path)) return { path, unfinished, descriptor };
    closeSync(descriptor);
    removeFile(unfinished);
  }
}

/** Creates a file that only its owner can read, and opens it. Returns `null` if there is a file with its name. */
function createNew(path: string): number | null {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
}
