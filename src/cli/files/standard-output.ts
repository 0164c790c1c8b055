/** Standard output: all of it is written, or the program ends and says why not. */
import { fstatSync, writeSync } from 'node:fs';
import { problemText } from '../../app/options/command.ts';
import { problem } from '../../bytes/problem.ts';
import { wasOutputClosed } from './closed-output.ts';
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
