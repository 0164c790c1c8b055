/**
 * Whether standard output was closed when this program began (`>&-`). Node.js then opens /dev/null in its place, for
 * reading and writing, before any of this code runs. Other programs open it in the same way for output that they do not
 * want (`subprocess.DEVNULL` in Python, `stdio: 'ignore'` in Node.js). Only the parent process tells the two apart.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './real-files.ts';

/** What `/proc/PID/fd/1` leads to: `/dev/null`, `pipe:[4711]`; `null` where that process has no standard output. */
type OutputPath = string | null;

export interface Parent {
  /** The name of its program: `bash`. */
  readonly program: string;
  readonly output: OutputPath;
}

/** Whether standard output was closed; `false` also where this system does not say so. Linux does (proc(5)). */
export function wasOutputClosed(): boolean {
  try {
    const output = outputOf('self');
    return output === NULL_DEVICE && isClosed(outputFlags(), parent());
  } catch {
    return false;
  }
}

const NULL_DEVICE = '/dev/null';
/** The bits of open(2) that tell reading from writing, and their value for both. */
const ACCESS_MODE = 3;
const READ_AND_WRITE = 2;

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ksh93', 'mksh', 'ash', 'fish']);

/**
 * Whether a /dev/null that was opened with these flags is there because nothing was. A parent without an output has none
 * to pass on. A shell opens /dev/null for writing only (`>/dev/null`), unless it was told otherwise (`1<>/dev/null`), and
 * passes on its own output if it was told nothing.
 */
export function isClosed(flags: number, { program, output }: Parent): boolean {
  if ((flags & ACCESS_MODE) !== READ_AND_WRITE) return false;
  return output === null || (SHELLS.has(program) && output !== NULL_DEVICE);
}

function outputFlags(): number {
  const [, octal = ''] = /^flags:\s+([0-7]+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'latin1')) ?? [];
  return Number.parseInt(octal, 8);
}

/** Throws Node's error where it may not be known. */
function outputOf(id: number | 'self'): OutputPath {
  try {
    return readlinkSync(`/proc/${id}/fd/1`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Throws where it is not known: process 1 adopts what has lost its parent. */
function parent(): Parent {
  const id = process.ppid;
  if (id === 1) throw new Error('the parent is not known');
  // First, because a process that is gone has no output either.
  const program = readFileSync(`/proc/${id}/comm`, 'latin1').trim();
  return { program, output: outputOf(id) };
}
