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

/** Reads it for as long as `use` takes; `null` where there is none. */
export async function withTerminalInput<Result>(
  use: (terminal: ReadStream) => Promise<Result>,
): Promise<Result | null> {
  if (process.stdin.isTTY === true) return use(process.stdin);
  const file = openFile();
  if (file === null) return null;
  const terminal = new ReadStream(file);
  try {
    return await use(terminal);
  } finally {
    terminal.destroy();
  }
}

function openFile(): number | null {
  try {
    return openSync(TERMINAL, 'r');
  } catch {
    return null;
  }
}
