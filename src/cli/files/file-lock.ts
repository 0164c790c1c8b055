/** A lock for one process at a time: a file beside another one, which belongs to the process that created it. */
import type { Stats } from 'node:fs';
import { link, lstat, open, rename, rm } from 'node:fs/promises';

/** How long to wait for the lock, and how long between two attempts, in milliseconds. */
const PATIENCE = 2_000;
const PAUSE = 20;
/** A lock of this age, in milliseconds, is left over from a process that was ended. */
const STALE = 10_000;

/**
 * Runs `work` with the lock. Resolves with `busy` if others have the lock all the time, and with `no-lock` if another file
 * has its name. Throws Node's error if the lock cannot be created, and what `work` throws.
 */
export async function whileLocked<Result>(
  lock: string,
  work: () => Promise<Result>,
): Promise<Result | 'busy' | 'no-lock'> {
  const mine = await takenLock(lock);
  if (typeof mine === 'string') return mine;
  try {
    return await work();
  } finally {
    const found = await statOf(lock);
    // A process that was stopped for long has lost the lock to another one.
    if (found && isSame(found, mine)) await rm(lock, { force: true });
  }
}

async function takenLock(lock: string): Promise<Stats | 'busy' | 'no-lock'> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const mine = await madeLock(lock);
    if (mine !== null) return mine;
    const found = await statOf(lock);
    if (found && !isLock(found)) return 'no-lock';
    if (performance.now() > end) return 'busy';
    if (found && isStale(found)) await removeStale(lock, found);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Tells whether a file looks like one of `madeLock`. */
const isLock = (found: Stats) => found.isFile() && found.size === 0;

/** Tells whether a lock is too old, or from the future because the clock was set back. */
const isStale = ({ mtimeMs }: Stats) => Math.abs(Date.now() - mtimeMs) >= STALE;

/** Creates the lock; `null` if there is one already. */
async function madeLock(lock: string): Promise<Stats | null> {
  try {
    const handle = await open(lock, 'wx', 0o600);
    try {
      return await handle.stat();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return null;
    throw error;
  }
}

async function removeStale(lock: string, old: Stats): Promise<void> {
  const aside = `${lock}.${crypto.randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = await statOf(aside);
  if (taken === null) return;
  // Another process was faster and has created a new lock, which is put back.
  if (!isSame(taken, old)) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Tells whether this is the same file. Its number alone is not enough, because numbers are used again. */
const isSame = (one: Stats, other: Stats) => one.ino === other.ino && one.mtimeMs === other.mtimeMs;

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
