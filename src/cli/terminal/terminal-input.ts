/** The terminal that a person types at, also where standard input is a pipe. */
import { closeSync, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** The terminal of the process, whatever standard input is. */
const TERMINAL = '/dev/tty';

/** Whether there is one that can be read. */
export function hasTerminalInput(): boolean {
  if (process.stdin.isTTY === true) return true;
  const file = openFile();
  if (file === null) return false;
  closeSync(file);
  return true;
}

export interface OpenedInput {
  readonly terminal: ReadStream;
  /** Once nobody reads it any more. */
  readonly close: () => void;
}

/** `null` where there is none. */
export function openTerminalInput(): OpenedInput | null {
  if (process.stdin.isTTY === true) return { terminal: process.stdin, close: () => {} };
  const file = openFile();
  if (file === null) return null;
  const terminal = new ReadStream(file);
  return { terminal, close: () => void terminal.destroy() };
}

/** Reads it for as long as `use` takes; `null` where there is none. */
export async function withTerminalInput<Result>(
  use: (terminal: ReadStream) => Promise<Result>,
): Promise<Result | null> {
  const input = openTerminalInput();
  if (input === null) return null;
  try {
    return await use(input.terminal);
  } finally {
    input.close();
  }
}

function openFile(): number | null {
  try {
    return openSync(TERMINAL, 'r');
  } catch {
    return null;
  }
}
