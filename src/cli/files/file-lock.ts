/** Implements a lock file, which belongs to the process that created it. */
import type { Stats } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { codeOf, statOrNull } from './real-files.ts';

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
export async function whileLocked<Result>(
  lock: string,
  work: () => Promise<Result>,
): Promise<Result | 'busy' | 'no-lock'> {
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
