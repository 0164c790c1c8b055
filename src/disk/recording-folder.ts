/**
 * Manages a folder of recordings. Each recording is a file that appears under its name once it is complete. It never
 * replaces another file, because several processes may record into one folder.
 */
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
import { diskProblem } from './write-file.ts';

export interface RecordingFile {
  /** Adds bytes at the end. Nothing is written after a failure. */
  add(bytes: Uint8Array): void;
  /** Gives the file its name, or the name with a number if another file has it. Returns a problem if it could not be written. */
  finish(): Problem | null;
}

export interface RecordingFolder {
  /** Starts a file that only its owner can read. `name` has no extension. */
  begin(name: string): RecordingFile;
}

/** Opens a folder, creating it if necessary. Returns a problem if the folder cannot be opened. */
export function openRecordingFolder(path: string): RecordingFolder | Problem {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    return diskProblem(error);
  }
  return { begin: (name) => recordingFile(join(path, name)) };
}

const EXTENSION = '.exchange';

function recordingFile(stem: string): RecordingFile {
  let unfinished = '';
  let failure: Problem | null = null;
  let descriptor: number | null = null;
  const attempt = (action: () => void) => {
    if (failure) return;
    try {
      action();
    } catch (error) {
      failure = diskProblem(error);
    }
  };
  attempt(() => {
    [unfinished, descriptor] = createNew(stem, `${EXTENSION}.unfinished`);
  });
  return {
    add: (bytes) =>
      attempt(() => {
        for (let at = 0; descriptor !== null && at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      }),
    finish() {
      if (descriptor !== null) closeSync(descriptor);
      attempt(() => {
        const [path, reserved] = createNew(stem, EXTENSION);
        closeSync(reserved);
        renameSync(unfinished, path);
      });
      return failure;
    },
  };
}

/**
 * Creates a file under the first name that is free: STEM, STEM-2, STEM-3, and so on. Returns its path and its descriptor.
 * Throws the error of Node.js if it cannot be created.
 */
function createNew(stem: string, extension: string): [path: string, descriptor: number] {
  for (let number = 1; ; number += 1) {
    const path = `${stem}${number === 1 ? '' : `-${number}`}${extension}`;
    try {
      return [path, openSync(path, 'wx', 0o600)];
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
