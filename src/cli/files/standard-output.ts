/** Writes to standard output. If output cannot be written, the program ends and says why. */
import { fstatSync, readFileSync, readlinkSync, writeSync } from 'node:fs';
import { problemText } from '../../app/options/command.ts';
import { problem } from '../../bytes/problem.ts';
import { codeOf, isWithoutRoom, reasonOf } from '../../bytes/system-errors.ts';

interface StandardOutput {
  readonly write: (text: string) => void;
  /** Writes bytes. Resolves when they are written, and their memory may be used again. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Opens the standard output of this process. If writing fails, the process ends. The process ends silently if the
 * reader of a pipe has closed the pipe (`sigv4 walk | head`), and otherwise with a message and exit code 1.
 * `writeBytes` then never settles, so that the command does not continue.
 */
export function standardOutput(): StandardOutput {
  let hasFailed = false;
  const fail = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    endProcess(error);
  };
  // The screen writes to this stream too, and an error may occur after the command has ended.
  process.stdout.on('error', fail);
  const send = isStoredOutput() ? fileWriter() : streamWriter;
  const attempt = (bytes: Uint8Array, written: () => void): void => {
    if (hasFailed) return;
    try {
      send(bytes, written);
    } catch (error) {
      fail(error);
    }
  };
  return {
    write: (text) => attempt(Buffer.from(text), () => {}),
    writeBytes: (bytes) => new Promise((resolve) => attempt(bytes, resolve)),
  };
}

/** Writes bytes, or throws Node's error. Calls `written` unless they cannot be written. */
type Writer = (bytes: Uint8Array, written: () => void) => void;

const streamWriter: Writer = (bytes, written) => {
  process.stdout.write(bytes, (error) => {
    if (!error) written();
  });
};

const DESCRIPTOR = 1;

/** Returns whether standard output is a file, or a device other than a terminal. Writing to these is synchronous. */
function isStoredOutput(): boolean {
  try {
    const found = fstatSync(DESCRIPTOR);
    return found.isFile() || found.isBlockDevice() || (found.isCharacterDevice() && !process.stdout.isTTY);
  } catch {
    return false;
  }
}

/**
 * Returns a function that writes all bytes or throws Node's error. Node's own stream would lose the rest if only some
 * of the bytes fit.
 */
function fileWriter(): Writer {
  let isKnownOpen = false;
  return (bytes, written) => {
    if (bytes.length > 0 && !isKnownOpen && wasOutputClosed()) throw new Error('it is closed');
    isKnownOpen ||= bytes.length > 0;
    for (let at = 0; at < bytes.length; ) {
      const length = writeSync(DESCRIPTOR, bytes, at);
      if (length === 0) throw new Error('it takes no more bytes');
      at += length;
    }
    written();
  };
}

/** Ends the process after the message has been written. Anything that the command writes until then is dropped. */
function endProcess(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  const fix = isWithoutRoom(error) ? 'Free some space, or redirect it elsewhere.' : 'Redirect it to a file or a pipe.';
  const found = problem('output', `Standard output cannot be written: ${reasonOf(error)}.`, fix);
  process.stderr.write(problemText(found), () => process.exit(1));
}

/**
 * The target of `/proc/PID/fd/1`, such as `/dev/null` or `pipe:[4711]`; `null` if the process has no standard output.
 */
type OutputPath = string | null;

export interface Parent {
  /** The name of the parent's program, such as `bash`. */
  readonly program: string;
  readonly output: OutputPath;
}

/**
 * Returns whether standard output was closed when this program began (`>&-`); `false` if that is unknown. This can be
 * determined only on Linux (proc(5)). If standard output is closed, Node.js opens /dev/null in its place, for reading
 * and writing, before any of this code runs. Other programs open /dev/null in the same way for output that they do not
 * want (`subprocess.DEVNULL` in Python, `stdio: 'ignore'` in Node.js). Only the parent process reveals which of these
 * two cases applies.
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
/** The bits of the access mode in the flags of open(2), and their value for reading and writing. */
const ACCESS_MODE = 3;
const READ_AND_WRITE = 2;

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ksh93', 'mksh', 'ash', 'fish']);

/**
 * Returns whether /dev/null, opened with these flags, replaces a closed output. A parent that has no output cannot have
 * passed on an output. A shell opens /dev/null only for writing (`>/dev/null`), except with `1<>/dev/null`, and
 * otherwise passes on its own output.
 */
export function isClosed(flags: number, { program, output }: Parent): boolean {
  if ((flags & ACCESS_MODE) !== READ_AND_WRITE) return false;
  return output === null || (SHELLS.has(program) && output !== NULL_DEVICE);
}

function outputFlags(): number {
  const [, octal = ''] = /^flags:\s+([0-7]+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'latin1')) ?? [];
  return Number.parseInt(octal, 8);
}

/** Returns the target of a process's standard output. Throws Node's error if this process is not allowed to read it. */
function outputOf(id: number | 'self'): OutputPath {
  try {
    return readlinkSync(`/proc/${id}/fd/1`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Describes the parent process. Throws if the original parent is unknown, because it has ended and process 1 has
 * adopted this process.
 */
function parent(): Parent {
  const id = process.ppid;
  if (id === 1) throw new Error('the parent is not known');
  // This read comes first and throws if the process has ended, which would otherwise look like a process without an
  // output.
  const program = readFileSync(`/proc/${id}/comm`, 'latin1').trim();
  return { program, output: outputOf(id) };
}
