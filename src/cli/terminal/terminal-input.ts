/** Opens the terminal on which the user types, even if standard input is a pipe, and asks for secrets there. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { exitAtSignals } from '../processes/signals.ts';

/** The controlling terminal of the process (POSIX, `/dev/tty`). */
const TERMINAL = '/dev/tty';

/** Returns whether standard input is a terminal. Unlike `process.stdin`, this loads no stream that reads it. */
export const isInputTerminal = (): boolean => isatty(0);

export function hasTerminalInput(): boolean {
  if (isInputTerminal()) return true;
  const file = openFile();
  if (file === null) return false;
  closeSync(file);
  return true;
}

interface OpenedInput {
  readonly terminal: ReadStream;
  readonly close: () => void;
}

/** Opens the terminal. Returns `null` if there is no terminal. */
export function openTerminalInput(): OpenedInput | null {
  if (isInputTerminal()) return { terminal: process.stdin, close: () => {} };
  const file = openFile();
  if (file === null) return null;
  const terminal = new ReadStream(file);
  return { terminal, close: () => void terminal.destroy() };
}

function openFile(): number | null {
  try {
    return openSync(TERMINAL, 'r');
  } catch {
    return null;
  }
}

/**
 * Returns whether the user can be asked a question, which is written to standard error and answered on the terminal.
 */
export function canAsk(): boolean {
  return process.stderr.isTTY === true && hasTerminalInput();
}

/**
 * Asks for a line, which is not shown while it is typed. Resolves with `null` if the line is empty or there is no
 * terminal, and with a problem if the user pressed Ctrl-C.
 */
export async function askSecret(question: string): Promise<string | null | Problem> {
  const input = openTerminalInput();
  if (input === null) return null;
  const { terminal } = input;
  terminal.setRawMode(true);
  const stopExiting = exitAtSignals();
  process.stderr.write(question);
  try {
    return await typedLine(terminal);
  } finally {
    stopExiting();
    terminal.setRawMode(false);
    terminal.pause();
    process.stderr.write('\n');
    input.close();
  }
}

/** Asks for a line, which the terminal echoes. Resolves with `null` if the line is empty or there is no terminal. */
export async function askLine(question: string): Promise<string | null> {
  const input = openTerminalInput();
  if (input === null) return null;
  process.stderr.write(question);
  try {
    const typed = await typedLine(input.terminal);
    return isProblem(typed) ? null : typed;
  } finally {
    input.terminal.pause();
    input.close();
  }
}

const ENDS_LINE = /[\r\n]/;
const INTERRUPTS = '\x03';
const ENDS_INPUT = '\x04';
/** Backspace and Delete remove the last character, and Ctrl-U removes all characters. */
const TAKES_BACK = /[\x08\x7f]/;
const TAKES_ALL_BACK = '\x15';

/**
 * Reads a line from a terminal that passes on each key. Resolves with `null` if the line is empty, and with a problem if
 * the user pressed Ctrl-C.
 */
export function typedLine(terminal: NodeJS.ReadableStream): Promise<string | null | Problem> {
  return new Promise((resolve) => {
    let typed = '';
    const finish = (answer: string | Problem) => {
      terminal.off('data', take);
      terminal.off('end', end);
      resolve(answer === '' ? null : answer);
    };
    const end = () => finish(typed);
    const take = (piece: Buffer) => {
      for (const character of piece.toString('utf8')) {
        if (ENDS_LINE.test(character) || character === ENDS_INPUT) return finish(typed);
        if (character === INTERRUPTS) return finish(INTERRUPTED);
        if (TAKES_BACK.test(character)) typed = [...typed].slice(0, -1).join('');
        else if (character === TAKES_ALL_BACK) typed = '';
        else if (character >= ' ') typed += character;
      }
    };
    terminal.on('data', take);
    terminal.once('end', end);
    terminal.resume();
  });
}

const INTERRUPTED = problem(
  'interrupted',
  'Interrupted. Nothing was verified.',
  'Type the secret, or press Enter to continue without it.',
);

/**
 * Returns whether this process is in the foreground of its terminal (POSIX, section 11.1.4). If that cannot be determined,
 * it counts as in the foreground, which is the usual case.
 */
export function isInForeground(): boolean {
  const groups = groupsOfLinux() ?? groupsOfPs();
  return groups === null || groups.own === groups.foreground;
}

/** The process group of this process, and the one in the foreground of the terminal. */
interface ProcessGroups {
  readonly own: string;
  readonly foreground: string;
}

/** Reads the groups from `/proc/self/stat` (proc_pid_stat(5): fields 5 and 8, after a name in parentheses). */
function groupsOfLinux(): ProcessGroups | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , own = '', , , foreground = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { own, foreground };
  } catch {
    return null;
  }
}

/** Asks `ps` for the groups, which macOS and the BSDs have no file for. */
function groupsOfPs(): ProcessGroups | null {
  const { stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' });
  const [own = '', foreground = ''] = stdout?.trim().split(/\s+/) ?? [];
  return foreground === '' ? null : { own, foreground };
}
