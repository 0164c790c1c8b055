/** A secret asked for on the terminal, which does not show what is typed. */
import type { ReadStream } from 'node:tty';
import { type Problem, problem } from '../../bytes/problem.ts';
import { exitAtSignals } from '../processes/exit-at-signals.ts';
import { withTerminalGivenBack } from './early-keys.ts';
import { hasTerminalInput, withTerminalInput } from './terminal-input.ts';

/** Whether there is somebody to ask: the question goes to standard error, the answer comes from the terminal. */
export function canAsk(): boolean {
  return process.stderr.isTTY === true && hasTerminalInput();
}

/** What is typed up to the end of the line, not shown; `null` for nothing. The problem is an interruption: Ctrl-C. */
export function askSecret(question: string): Promise<string | null | Problem> {
  return withTerminalGivenBack(() => withTerminalInput((terminal) => asked(terminal, question)));
}

async function asked(terminal: ReadStream, question: string): Promise<string | null | Problem> {
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
  }
}

const ENDS_LINE = /[\r\n]/;
const INTERRUPTS = '\x03';
const ENDS_INPUT = '\x04';
/** Backspace and delete take the last character back, Ctrl-U all of them. */
const TAKES_BACK = /[\x08\x7f]/;
const TAKES_ALL_BACK = '\x15';

function typedLine(terminal: ReadStream): Promise<string | null | Problem> {
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
        if (character === INTERRUPTS) return finish(interrupted());
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

const interrupted = () =>
  problem('interrupted', 'Interrupted; nothing was verified.', 'Type the secret, or press Enter to go on without it.');
