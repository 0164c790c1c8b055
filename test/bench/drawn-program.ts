/** A program on a pseudo-terminal that keeps no screen: when a frame ends, and how many bytes it has. */
import pty from '@lydell/node-pty';
import { peakMemory } from './watch-memory.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface DrawnFrame {
  /** From the key to the last byte. */
  readonly milliseconds: number;
  readonly bytes: number;
}

export interface DrawnProgram {
  /** Resolves as soon as the program has written this. */
  readonly until: (text: string) => Promise<void>;
  /** Resolves when it has written this, and nothing more comes. */
  readonly settled: (text: string) => Promise<void>;
  /** Types a key and waits for what it draws. */
  readonly press: (key: string) => Promise<DrawnFrame>;
  /** The most memory that it had so far, in MiB; `null` where the system does not tell. */
  readonly peak: () => number | null;
  /** Resolves when it is gone. It ends in order, so that it keeps its compiled code for the next start. */
  readonly end: () => Promise<void>;
}

/** Ends a synchronized update: from here on a terminal shows the frame. */
const FRAME_END = '\x1b[?2026l';
/** Milliseconds without output after a frame that is whole; a key that is held comes about as often. */
const QUIET = 30;
/** Milliseconds after which nothing is expected any more. */
const LIMIT = 10_000;

/** Variables with which Ink draws otherwise. */
const SCRUBBED = ['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS', 'NO_COLOR', 'FORCE_COLOR', 'NODE_ENV', 'DEV'];

export function openDrawnProgram(
  commandLine: readonly string[],
  { columns, rows }: Size,
  environment: Readonly<Record<string, string>> = {},
): DrawnProgram {
  const inherited = Object.entries(process.env).filter(([name]) => !SCRUBBED.includes(name));
  const env = { ...Object.fromEntries(inherited), TERM: 'xterm-256color', COLORTERM: 'truecolor', ...environment };
  const child = pty.spawn(process.execPath, [...commandLine], { cols: columns, rows, name: 'xterm-256color', env });
  let written = '';
  let onWritten = () => {};
  child.onData((piece) => {
    written += piece;
    onWritten();
  });
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));

  /** Calls `look` after each output until it gives something. */
  function watch<Found>(look: (settle: (found: Found) => void) => void): Promise<Found> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${commandLine.join(' ')} draws nothing:\n${written}`)), LIMIT);
      const settle = (found: Found) => {
        clearTimeout(timer);
        onWritten = () => {};
        resolve(found);
      };
      onWritten = () => look(settle);
      onWritten();
    });
  }

  /** Calls `look` after each output after which nothing comes for a while. */
  function watchQuiet<Found>(look: (settle: (found: Found) => void, last: number) => void): Promise<Found> {
    let quiet: NodeJS.Timeout | undefined;
    return watch((settle) => {
      const last = performance.now();
      clearTimeout(quiet);
      quiet = setTimeout(() => look(settle, last), QUIET);
    });
  }

  return {
    until: (text) =>
      watch((settle) => {
        if (written.includes(text)) settle(undefined);
      }),
    settled: (text) =>
      watchQuiet((settle) => {
        if (written.includes(text)) settle(undefined);
      }),
    press(key) {
      written = '';
      const start = performance.now();
      child.write(key);
      return watchQuiet((settle, last) => {
        if (written.endsWith(FRAME_END)) settle({ milliseconds: last - start, bytes: Buffer.byteLength(written) });
      });
    },
    peak: () => peakMemory(child.pid),
    end() {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** Milliseconds from before the process is made until its first frame is whole; it is ended then. */
export async function untilFirstFrame(size: Size, ...commandLine: string[]): Promise<number> {
  const start = performance.now();
  const program = openDrawnProgram(commandLine, size);
  await program.until(FRAME_END);
  const milliseconds = performance.now() - start;
  // The next one starts when this one is gone.
  await program.end();
  return milliseconds;
}
