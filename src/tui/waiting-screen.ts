/**
 * Creates the screen that is shown until there is a walk. The screen shows how much of the body has been hashed, and
 * how to leave.
 */
import { INTERRUPTED } from '../app/options/command.ts';
import type { ScreenChoice } from '../app/options/screen-options.ts';
import type { ReadProgress } from '../http/body/progress.ts';
import { readingText } from '../render/progress-text.ts';
import type { TerminalEvent } from './input/keyboard.ts';
import { type TakenTerminal, type TerminalStreams, takeTerminal } from './taken-terminal.ts';

interface WaitingScreen {
  readonly show: (progress: ReadProgress) => void;
  /** Hands over the terminal as it is, together with the keys that were pressed while waiting. */
  readonly handOver: () => TakenTerminal;
  /** Restores the terminal, because there is no walk to show. */
  readonly close: () => void;
}

const LEFT = 0;
const REPORTS = 30;
const REPORT_INTERVAL = 5000;

/** Opens the screen. If the user leaves, `leave` is called with the exit code, and the caller then stops its work. */
export function waitingScreen(
  choice: ScreenChoice,
  streams: TerminalStreams,
  leave: (exitCode: number) => void,
): WaitingScreen {
  const { stdout } = streams;
  const taken = takeTerminal(choice, streams);
  const kept: TerminalEvent[] = [];
  let reports: readonly ReadProgress[] = [];
  const draw = choice.layout === 'screen-reader' ? linesOn(stdout) : screenOn(stdout);
  taken.listen({
    onEvent: (event) => {
      const key = event.kind === 'gone' ? 'ctrl+c' : event.kind === 'key' ? event.name : null;
      if (key === 'q') leave(LEFT);
      else if (key === 'ctrl+c') leave(INTERRUPTED);
      else if (key === 'ctrl+z') void taken.keyboard.stop().then(() => draw(reports));
      else if (event.kind === 'resumed') draw(reports);
      else kept.push(event);
    },
    onEnding: () => {},
  });
  return {
    show: (progress) => {
      reports = [...reports, progress].slice(-REPORTS);
      draw(reports);
    },
    handOver: () => {
      taken.putBack(kept);
      return taken;
    },
    close: taken.keyboard.close,
  };
}

const HIDDEN_CURSOR = '\x1b[?25l';
const HOME = '\x1b[H';
const REST_OF_LINE = '\x1b[K';
const REST_OF_SCREEN = '\x1b[J';

function screenOn(stdout: NodeJS.WriteStream) {
  return (reports: readonly ReadProgress[]): void => {
    const lines = [
      'SIGN  Hashing the body…',
      '',
      'Its hash is signed, so the whole body is read first.',
      '',
      `${readingText(reports)} · Ctrl-C stops`,
    ].slice(0, stdout.rows);
    const cut = lines.map((line) => line.slice(0, stdout.columns) + REST_OF_LINE);
    stdout.write(HIDDEN_CURSOR + HOME + cut.join('\r\n') + REST_OF_SCREEN);
  };
}

function linesOn(stdout: NodeJS.WriteStream) {
  let next = 0;
  return (reports: readonly ReadProgress[]): void => {
    const last = reports.at(-1);
    if (!last || last.milliseconds < next) return;
    next = last.milliseconds + REPORT_INTERVAL;
    stdout.write(`Hashing the body… ${readingText(reports)} · Ctrl-C stops\r\n`);
  };
}
