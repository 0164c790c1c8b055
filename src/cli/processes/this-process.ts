/** Describes this process to other processes that want the same folder. */
import { hostname } from 'node:os';
import type { LockingProcess } from '../../disk/folder-lock.ts';

export function thisProcess(): LockingProcess {
  return { id: process.pid, host: hostname(), unique: crypto.randomUUID(), isRunning };
}

/** Returns whether a process is running. Signal 0 only asks; a process of another user must not even be asked. */
function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
