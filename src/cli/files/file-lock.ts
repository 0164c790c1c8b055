/** A lock file, which belongs to the process that created it. */
import type { Stats } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { codeOf, statOrNull } from './real-files.ts';

/** How long to wait for the lock, and how long between two attempts, in milliseconds. */
const PATIENCE = 2_000;
const PAUSE = 20;
/** A lock of this age, in milliseconds, is left over from a process that was ended. */
const STALE = 10_000;

/**
 * Runs `work` with the lock. Resolves with `busy` if other processes keep the lock, and with `no-lock` if another file has
 * its name. Throws Node's error if the lock cannot be created, and passes on what `work` throws.
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
    // If this process was suspended for long, another one has taken the lock.
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

/** Tells whether a file can be a lock of this program. */
const isLock = (found: Stats) => found.isFile() && found.size === 0;

/** Tells whether a lock is too old, or from the future because the clock was set back. */
const isStale = ({ mtimeMs }: Stats) => Math.abs(Date.now() - mtimeMs) >= STALE;

/** Creates the lock; `null` if there is one already. */
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
  // Another process was faster and has created a new lock, which is put back.
  if (!isSame(taken, old)) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

/** Tells whether this is the same file. Its inode number alone is not enough, because numbers are used again. */
const isSame = (one: Stats, other: Stats) => one.ino === other.ino && one.mtimeMs === other.mtimeMs;
