/** Manages a folder of recordings. Each recording is a file that appears under its name once it is complete. */
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../bytes/problem.ts';
import { diskProblem } from './write-file.ts';

export interface RecordingFile {
  /** Adds bytes at the end. Nothing is written after a failure. */
  add(bytes: Uint8Array): void;
  /** Gives the file its name. Returns a problem if the file could not be written. */
  finish(): Problem | null;
}

export interface RecordingFolder {
  /** Starts a file that only its owner can read. */
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

function recordingFile(path: string): RecordingFile {
  const unfinished = `${path}.unfinished`;
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
    descriptor = openSync(unfinished, 'wx', 0o600);
  });
  return {
    add: (bytes) =>
      attempt(() => {
        for (let at = 0; descriptor !== null && at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      }),
    finish() {
      if (descriptor !== null) closeSync(descriptor);
      attempt(() => renameSync(unfinished, path));
      return failure;
    },
  };
}
