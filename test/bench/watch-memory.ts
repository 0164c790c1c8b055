/** The peak memory of another process. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Milliseconds between two looks. */
const LOOK = 10;

/**
 * Gives what tells the peak so far, in MiB, and stops looking; `null` where the system does not tell. The system itself
 * keeps it (proc(5), VmHWM): only what is added in the last moment can be missed.
 */
export function watchMemory({ pid }: ChildProcess): () => number | null {
  let peak: number | null = null;
  const timer = setInterval(() => {
    peak = peakMemory(pid) ?? peak;
  }, LOOK);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** Gives the peak so far, in MiB; `null` where the process is gone, or the system does not tell. */
export function peakMemory(pid: number | undefined): number | null {
  try {
    const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}
