/** The most memory that a process of Node.js had, which that process itself says when it ends. */
import { readFileSync } from 'node:fs';

/**
 * Reads the peak of this process, in bytes. getrusage(2) does not tell it on Linux: what it reports survives execve(2), so
 * it is at least the memory of the process that started this one, here the test runner. The kernel counts the memory of
 * the program alone as VmHWM (proc(5)). Where there is no such file, getrusage(2) is what there is.
 */
export function peakOfThisProcess(): number {
  return kibibytesOf(process.resourceUsage().maxRSS, readFileSync) * KIBIBYTE;
}

const KIBIBYTE = 2 ** 10;

/** Reads the peak in KiB. It is also sent to other processes as text, and so uses nothing but its arguments. */
function kibibytesOf(fallback: number, read: (path: string, encoding: 'latin1') => string): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(read('/proc/self/status', 'latin1'))?.[1] ?? fallback);
  } catch {
    return fallback;
  }
}

const MARK = 'peak memory in KiB: ';

const TELLER = `
  import { readFileSync, writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  const kibibytesOf = ${kibibytesOf};
  const tell = () => writeSync(2, '\\n${MARK}' + kibibytesOf(process.resourceUsage().maxRSS, readFileSync) + '\\n');
  if (isMainThread) process.on('exit', tell);
`;

/**
 * A module to `--import` in another process: it writes the peak as the last line of standard error. As base64, it needs no
 * quoting in a shell.
 */
export const PEAK_TELLER = `data:text/javascript;base64,${Buffer.from(TELLER).toString('base64')}`;

/** Separates what a process with `PEAK_TELLER` wrote to standard error: the program's own text, and the peak in bytes. */
export function withoutPeak(stderr: string): { readonly stderr: string; readonly peak: number } {
  const [told = '', kibibytes] = new RegExp(`\n${MARK}(\\d+)\n$`).exec(stderr) ?? [];
  return { stderr: stderr.slice(0, stderr.length - told.length), peak: Number(kibibytes) * KIBIBYTE };
}
