/** A process that wants a folder; every one that is not in `running` has ended. */
import { randomUUID } from 'node:crypto';
import type { LockingProcess } from '../../../src/disk/folder-lock.ts';

export function processWith({ id = 7, host = 'here', running = [] as readonly number[] } = {}): LockingProcess {
  return { id, host, unique: randomUUID(), isRunning: (other) => running.includes(other) };
}
