/** Keeps the learner's progress in a file in the user's state directory. Only one process at a time changes it. */

import type { Stats } from 'node:fs';
import { access, constants, link, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { World } from '../../app/world/world.ts';
import { textFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { codeOf, reasonOf } from '../../bytes/system-errors.ts';
import { replaceFile } from '../../disk/write-file.ts';
import { readRegularFile } from './read-file.ts';
import { namedFile, statOrNull } from './real-files.ts';

const FOLDER = 'sigv4-inspector';
const FILE = 'progress';
/** The maximum size of the file, 1 MiB. The progress of the whole course takes up a few thousand bytes. */
const MOST_BYTES = 1_048_576;

export interface Home {
  readonly environment: World['environment'];
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const HERE = (): Home => ({ environment: process.env, platform: process.platform, home: homedir() });

/**
 * Returns the default path (XDG Base Directory Specification 0.8). The path is in `$XDG_STATE_HOME` if that variable is
 * an absolute path, or else in `~/.local/state`. On Windows, the path is in `%LOCALAPPDATA%`.
 */
export function usualProgressFile({ environment, platform, home }: Home): string {
  const named = platform === 'win32' ? environment.LOCALAPPDATA : environment.XDG_STATE_HOME;
  const usual = platform === 'win32' ? ['AppData', 'Local'] : ['.local', 'state'];
  return join(named && isAbsolute(named) ? named : join(home, ...usual), FOLDER, FILE);
}

/** Returns the functions that read and change the progress. For both, `null` means the default path. */
export function realProgress(home: () => Home = HERE): Pick<World, 'readProgress' | 'updateProgress'> {
  return {
    readProgress: (file) => readText(file ?? usualProgressFile(home())),
    updateProgress: (file, change) => update(file ?? usualProgressFile(home()), change),
  };
}

/**
 * Resolves with the path after following symbolic links, or with `null` if the file does not exist yet. Resolves with a
 * problem if the path is not a regular file.
 */
async function existing(path: string): Promise<string | null | Problem> {
  try {
    const target = await realpath(path);
    if ((await stat(target)).isFile()) return target;
    return unusable(path, 'it is not a file');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return unusable(path, reasonOf(error));
  }
}

/** Reads the file. If the file does not exist yet, resolves with an empty text. */
async function readText(path: string): Promise<string | Problem> {
  const found = await existing(path);
  if (found === null || isProblem(found)) return found ?? '';
  try {
    return textFromArray(readRegularFile(found, MOST_BYTES)) ?? unusable(path, 'it is not UTF-8');
  } catch (error) {
    return unusable(path, reasonOf(error));
  }
}

/** Changes the file while this process has its lock. */
async function update(path: string, change: (text: string) => string): Promise<Problem | null> {
  const found = await existing(path);
  if (isProblem(found)) return found;
  const target = found ?? path;
  try {
    await makeFolder(dirname(target));
    // Without this check, renaming would replace even a read-only file.
    if (found !== null) await access(found, constants.W_OK);
    const done = await whileLocked(`${target}.lock`, async () => {
      const text = await readText(target);
      if (isProblem(text)) return text;
      // The folder can belong to others, so the name of the new file cannot be guessed.
      replaceFile(target, change(text), `${target}.${crypto.randomUUID()}`);
      return null;
    });
    if (done === 'busy') return busy(path, `${target}.lock`);
    return done === 'no-lock' ? noLock(`${target}.lock`) : done;
  } catch (error) {
    // An error without a code is a bug in this program.
    if (codeOf(error) === '') throw error;
    return notKept(`${namedFile(path)} cannot be written: ${reasonOf(error)}.`, 'Choose another file with --state.');
  }
}

/**
 * Creates the missing folders one by one, because Node.js would try forever below /proc. Rejects with the error from
 * Node.js.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 }).catch((failed: unknown) => {
      // Another process may have created the folder first.
      if (codeOf(failed) !== 'EEXIST') throw failed;
    });
  }
}

const notKept = (why: string, fix: string) => problem('progress', `Your progress is not saved: ${why}`, fix);

function busy(path: string, lock: string): Problem {
  return notKept(
    `another process is still writing to ${namedFile(path)}.`,
    `Try again. After ten seconds, ${namedFile(lock)} is ignored.`,
  );
}

function noLock(path: string): Problem {
  return notKept(
    `${namedFile(path)} is not a lock of this program, because it is not an empty file.`,
    'Move it, or choose another file with --state.',
  );
}

function unusable(path: string, why: string): Problem {
  return problem(
    'progress',
    `Your progress cannot be read from ${namedFile(path)}: ${why}.`,
    'Fix the file, or choose another one with --state.',
  );
}

/** The time to wait for the lock, and the time between two attempts, in milliseconds. */
const PATIENCE = 2_000;
const PAUSE = 20;
/** The age in milliseconds at which a lock must be left over from a process that did not end normally. */
const STALE = 10_000;

/**
 * Runs `work` while this process has the lock. Resolves with `busy` if other processes keep the lock for too long, and
 * with `no-lock` if the name of the lock is taken by another kind of file. Rejects with Node's error if the lock cannot
 * be created, and with the error of `work`.
 */
async function whileLocked<Result>(lock: string, work: () => Promise<Result>): Promise<Result | 'busy' | 'no-lock'> {
  const mine = await takeLock(lock);
  if (typeof mine === 'string') return mine;
  try {
    return await work();
  } finally {
    const found = await statOrNull(lock);
    // If this process was suspended for a long time, another process may have taken over the lock.
    if (found && isSame(found, mine)) await rm(lock, { force: true });
  }
}

async function takeLock(lock: string): Promise<Stats | 'busy' | 'no-lock'> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const mine = await createLock(lock);
    if (mine !== null) return mine;
    const found = await statOrNull(lock);
    if (found && !isLock(found)) return 'no-lock';
    if (performance.now() > end) return 'busy';
    if (found && isStale(found)) await removeStale(lock, found);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

const isLock = (found: Stats) => found.isFile() && found.size === 0;

/** Returns whether a lock is too old, or is from the future because the clock was set back. */
const isStale = ({ mtimeMs }: Stats) => Math.abs(Date.now() - mtimeMs) >= STALE;

/** Creates the lock. Resolves with `null` if the lock already exists. */
async function createLock(lock: string): Promise<Stats | null> {
  try {
    const handle = await open(lock, 'wx', 0o600);
    try {
      return await handle.stat();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
}

async function removeStale(lock: string, old: Stats): Promise<void> {
  const aside = `${lock}.${crypto.randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const taken = await statOrNull(aside);
  if (taken === null) return;
  // Another process was faster and had already created a new lock, so this puts it back.
  if (!isSame(taken, old)) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

/** Returns whether both are the same file. Comparing inode numbers is not enough, because they are reused. */
const isSame = (one: Stats, other: Stats) => one.ino === other.ino && one.mtimeMs === other.mtimeMs;
