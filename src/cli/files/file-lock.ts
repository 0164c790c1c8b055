/** One process at a time: a file beside another one, which is held by whoever has made it. */
import type { Stats } from 'node:fs';
import { link, lstat, open, rename, rm } from 'node:fs/promises';

/** How long the lock is waited for, and how long between two looks at it, in milliseconds. */
const PATIENCE = 2_000;
const PAUSE = 20;
/** A lock as old as this, in milliseconds, was left behind by a process that was ended. */
const STALE = 10_000;

/**
 * `busy` where others hold the lock all the time, `no-lock` where something else has its name. Throws Node's error
 * where it cannot be made, and what `work` throws.
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
    // Who was stopped for long has lost it to another.
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

/** What `madeLock` makes. */
const isLock = (found: Stats) => found.isFile() && found.size === 0;

/** Also from a time that has yet to come: somebody has set the clock back. */
const isStale = ({ mtimeMs }: Stats) => Math.abs(Date.now() - mtimeMs) >= STALE;

/** `null` where there is one. */
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
  // Another process was faster, and has made a new one since: that one is given back.
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

/** The number of a file that is gone is given to a new one. */
const isSame = (one: Stats, other: Stats) => one.ino === other.ino && one.mtimeMs === other.mtimeMs;

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
