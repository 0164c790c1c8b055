/** The screen before there is a walk to show: how much of the body is hashed, and the ways out. */
import { INTERRUPTED } from '../app/options/command.ts';
import type { ScreenChoice } from '../app/options/screen-options.ts';
import type { ReadProgress } from '../http/body/progress.ts';
import { readingText } from '../render/progress-text.ts';
import type { TerminalEvent } from './input/keyboard.ts';
import { type TakenTerminal, type TerminalStreams, takeTerminal } from './taken-terminal.ts';

interface WaitingScreen {
  readonly show: (progress: ReadProgress) => void;
  /** Hands the terminal over as it is, with the keys that were kept for the walk. */
  readonly handOver: () => TakenTerminal;
  /** Gives the terminal back, because there is no walk. */
  readonly close: () => void;
}

const LEFT = 0;
/** The reports that the rate is made of: those of three seconds. */
const REPORTS = 30;
/** Milliseconds between lines for a screen reader. */
const SAID_EVERY = 5000;

/** Opens the screen. `leave` gets the exit code when the user leaves; what has begun is then to be stopped. */
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

/** Adds a line now and then, for a screen reader. */
function linesOn(stdout: NodeJS.WriteStream) {
  let next = 0;
  return (reports: readonly ReadProgress[]): void => {
    const last = reports.at(-1);
    if (!last || last.milliseconds < next) return;
    next = last.milliseconds + SAID_EVERY;
    stdout.write(`Hashing the body… ${readingText(reports)} · Ctrl-C stops\r\n`);
  };
}
