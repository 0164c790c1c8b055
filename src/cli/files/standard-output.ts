/** Standard output: everything is written, or the program ends and says why not. */
import { fstatSync, readFileSync, readlinkSync, writeSync } from 'node:fs';
import { problemText } from '../../app/options/command.ts';
import { problem } from '../../bytes/problem.ts';
import { codeOf, isWithoutRoom, reasonOf } from './real-files.ts';

interface StandardOutput {
  readonly write: (text: string) => void;
  /** Writes bytes; resolves when there is room for more. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Opens the standard output of this process. A failure to write ends the process: silently if the reader of a pipe has closed
 * it (`sigv4 walk | head`), or else with a message and exit code 1. `writeBytes` then never settles, and the command does not
 * continue.
 */
export function standardOutput(): StandardOutput {
  let hasFailed = false;
  const fail = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    endProcess(error);
  };
  // The screen writes to this stream too, and an error may come after the command has ended.
  process.stdout.on('error', fail);
  const send = isStoredOutput() ? fileWriter() : (bytes: Uint8Array) => process.stdout.write(bytes);
  /** Writes bytes, and tells whether there is room for more. */
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

/** Tells whether output is a file or a device other than a terminal, which takes everything at once. */
function isStoredOutput(): boolean {
  try {
    const found = fstatSync(DESCRIPTOR);
    return found.isFile() || found.isBlockDevice() || (found.isCharacterDevice() && !process.stdout.isTTY);
  } catch {
    return false;
  }
}

/** Makes a writer that writes all bytes, or throws Node's error. Node's own stream loses the rest if only some fit. */
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

/** Ends the process after the message is written. What the command writes until then is dropped. */
function endProcess(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  const fix = isWithoutRoom(error) ? 'Free some space, or redirect it elsewhere.' : 'Redirect it to a file or a pipe.';
  const found = problem('output', `Standard output cannot be written: ${reasonOf(error)}.`, fix);
  process.stderr.write(problemText(found), () => process.exit(1));
}

/** Where `/proc/PID/fd/1` leads: `/dev/null`, `pipe:[4711]`; `null` if that process has no standard output. */
type OutputPath = string | null;

export interface Parent {
  /** The name of its program: `bash`. */
  readonly program: string;
  readonly output: OutputPath;
}

/**
 * Tells whether standard output was closed when this program began (`>&-`); `false` if that is not known. Linux shows it
 * (proc(5)). Node.js then opens /dev/null instead, for reading and writing, before any of this code runs. Other programs open
 * it in the same way for output that they do not want (`subprocess.DEVNULL` in Python, `stdio: 'ignore'` in Node.js). The two
 * cases differ only in the parent process.
 */
function wasOutputClosed(): boolean {
  try {
    const output = outputOf('self');
    return output === NULL_DEVICE && isClosed(outputFlags(), parent());
  } catch {
    return false;
  }
}

const NULL_DEVICE = '/dev/null';
/** The bits of open(2) for the access mode, and their value for reading and writing. */
const ACCESS_MODE = 3;
const READ_AND_WRITE = 2;

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ksh93', 'mksh', 'ash', 'fish']);

/**
 * Tells whether /dev/null with these flags replaces a closed output. A parent without an output cannot pass one on. A shell
 * opens /dev/null only for writing (`>/dev/null`), except with `1<>/dev/null`, and by default passes on its own output.
 */
export function isClosed(flags: number, { program, output }: Parent): boolean {
  if ((flags & ACCESS_MODE) !== READ_AND_WRITE) return false;
  return output === null || (SHELLS.has(program) && output !== NULL_DEVICE);
}

function outputFlags(): number {
  const [, octal = ''] = /^flags:\s+([0-7]+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'latin1')) ?? [];
  return Number.parseInt(octal, 8);
}

/** Finds where standard output of a process leads. Throws Node's error if there is no permission to find out. */
function outputOf(id: number | 'self'): OutputPath {
  try {
    return readlinkSync(`/proc/${id}/fd/1`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Finds the parent. Throws if it is not known: process 1 adopts processes without a parent. */
function parent(): Parent {
  const id = process.ppid;
  if (id === 1) throw new Error('the parent is not known');
  // First, because a process that is gone has no output either.
  const program = readFileSync(`/proc/${id}/comm`, 'latin1').trim();
  return { program, output: outputOf(id) };
}
