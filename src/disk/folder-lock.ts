/**
 * Reserves a folder for one process. Each process that wants the folder first leaves a file there, and then looks for
 * the files of others. Of two processes, at least one sees the file of the other, and gives up. A file that a killed
 * process has left is deleted. Because no two files ever have the same name, this cannot delete a file of a running
 * process.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../bytes/problem.ts';
import { codeOf } from '../bytes/system-errors.ts';
import { removeFile, replaceFile } from './write-file.ts';

/** The process that wants a folder. */
export interface LockingProcess {
  readonly id: number;
  /** The name of the machine or container. Process IDs of others say nothing here. */
  readonly host: string;
  /** A text that no other process ever has, of letters, digits, and hyphens. */
  readonly unique: string;
  /** Returns whether a process of this machine is running. */
  readonly isRunning: (id: number) => boolean;
}

export interface FolderLock {
  release(): void;
}

/** Matches the name of a lock. */
const NAME = /^lock-[A-Za-z0-9-]+$/;

/** Reserves a folder that exists. Returns a problem if another process has it. Throws Node's error if it cannot be read. */
export function lockFolder(folder: string, own: LockingProcess): FolderLock | Problem {
  const name = `lock-${own.unique}`;
  const lock = { release: () => removeFile(join(folder, name)) };
  replaceFile(join(folder, name), JSON.stringify({ process: own.id, host: own.host }));
  for (const other of readdirSync(folder).filter((each) => NAME.test(each) && each !== name)) {
    const path = join(folder, other);
    const holder = holderIn(path);
    if (holder === 'gone') continue;
    if (!isLeftOver(holder, own)) {
      lock.release();
      return inUse(path, holder);
    }
    removeFile(path);
  }
  return lock;
}

type Holder = { readonly process: number; readonly host: string } | null;

/** Reads who has a lock. Returns `null` if the file does not say so. */
function holderIn(path: string): Holder | 'gone' {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isHolder(holder) ? holder : null;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : null;
  }
}

function isHolder(value: unknown): value is NonNullable<Holder> {
  if (typeof value !== 'object' || value === null) return false;
  return 'process' in value && typeof value.process === 'number' && 'host' in value && typeof value.host === 'string';
}

/**
 * Returns whether the process of a lock has ended. A lock with the ID of this process is from an earlier process, as in
 * a container, where each process may have the same ID.
 */
function isLeftOver(holder: Holder, own: LockingProcess): boolean {
  return holder?.host === own.host && (holder.process === own.id || !own.isRunning(holder.process));
}

function inUse(path: string, holder: Holder): Problem {
  const who = holder ? `process ${holder.process} on ${holder.host}` : 'another process';
  return problem(
    'data-folder',
    `The folder is in use by ${who}.`,
    `Stop that sandbox, or give another folder. If no such sandbox is running, delete ${path}.`,
  );
}
