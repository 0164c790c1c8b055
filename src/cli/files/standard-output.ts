/** Standard output: all of it is written, or the program ends and says why not. */
import { fstatSync, readFileSync, readlinkSync, writeSync } from 'node:fs';
import { problemText } from '../../app/options/command.ts';
import { problem } from '../../bytes/problem.ts';
import { codeOf, isWithoutRoom, reasonOf } from './real-files.ts';

export interface StandardOutput {
  /** Writes text. */
  readonly write: (text: string) => void;
  /** Writes bytes; resolves when there is room for more. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Opens the standard output of this process, for whatever command runs. What cannot be written ends the process: in
 * silence where the reader of a pipe has left (`sigv4 walk | head`), otherwise with a sentence and exit code 1. A promise
 * of `writeBytes` then never settles, so that nothing is done after it.
 */
export function standardOutput(): StandardOutput {
  let hasFailed = false;
  const fail = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    endProcess(error);
  };
  // Also for the screen, which writes there by itself, and for an error that comes after the command has ended.
  process.stdout.on('error', fail);
  const send = isStoredOutput() ? fileWriter() : (bytes: Uint8Array) => process.stdout.write(bytes);
  /** Whether there is room for more. */
  const attempt = (bytes: Uint8Array): boolean => {
    try {
      return !hasFailed && send(bytes);
    } catch (error) {
      fail(error);
      return false;
    }
  };
  return {
    write: (text) => void attempt(Buffer.from(text)),
    writeBytes: (bytes) =>
      new Promise((resolve) => {
        if (attempt(bytes)) resolve();
        else process.stdout.once('drain', resolve);
      }),
  };
}

const DESCRIPTOR = 1;

/** A file, or a device other than a terminal: what is written there is written at once. */
function isStoredOutput(): boolean {
  try {
    const found = fstatSync(DESCRIPTOR);
    return found.isFile() || found.isBlockDevice() || (found.isCharacterDevice() && !process.stdout.isTTY);
  } catch {
    return false;
  }
}

/** Writes all of the bytes, or throws Node's error. Node's own stream loses the rest where only some of them fit. */
function fileWriter(): (bytes: Uint8Array) => true {
  let isKnownOpen = false;
  return (bytes) => {
    if (bytes.length === 0) return true;
    if (!isKnownOpen && wasOutputClosed()) throw new Error('it is closed');
    isKnownOpen = true;
    for (let at = 0; at < bytes.length; ) {
      const written = writeSync(DESCRIPTOR, bytes, at);
      if (written === 0) throw new Error('it takes no more bytes');
      at += written;
    }
    return true;
  };
}

/** Ends the process as soon as standard error has its sentence. What the command writes until then is dropped. */
function endProcess(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  const fix = isWithoutRoom(error) ? 'Make room, or send it elsewhere.' : 'Send it to a file or a pipe.';
  const found = problem('output', `Standard output cannot be written: ${reasonOf(error)}.`, fix);
  process.stderr.write(problemText(found), () => process.exit(1));
}

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
