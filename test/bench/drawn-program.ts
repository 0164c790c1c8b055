/** A program on a pseudo-terminal that keeps no screen: when its frames end. */
import pty from '@lydell/node-pty';

/** Ends a synchronized update: from here on a terminal shows the frame. */
const FRAME_END = '\x1b[?2026l';
/** Milliseconds without output after a frame that is whole; a key that is held comes about as often. */
const QUIET = 30;
/** Milliseconds after which nothing is expected any more. */
const LIMIT = 20_000;
const SIZE = { cols: 120, rows: 40 };

/** Variables with which Ink draws otherwise. */
const SCRUBBED = ['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS', 'NO_COLOR', 'FORCE_COLOR', 'NODE_ENV', 'DEV'];

interface DrawnProgram {
  /** Resolves at the end of the first frame, with the time. */
  readonly firstFrame: () => Promise<number>;
  /** Resolves when nothing is written any more. */
  readonly settled: () => Promise<number>;
  /** Types a key. Resolves with the milliseconds until the last byte of what it draws. */
  readonly press: (key: string) => Promise<number>;
  /** Resolves when it is gone. It ends in order, so that it keeps its compiled code for the next start. */
  readonly end: () => Promise<void>;
}

function openDrawnProgram(commandLine: readonly string[]): DrawnProgram {
  const inherited = Object.entries(process.env).filter(([name]) => !SCRUBBED.includes(name));
  const env = { ...Object.fromEntries(inherited), TERM: 'xterm-256color', COLORTERM: 'truecolor' };
  const child = pty.spawn(process.execPath, [...commandLine], { ...SIZE, name: 'xterm-256color', env });
  let written = '';
  let onWritten = () => {};
  child.onData((piece) => {
    written += piece;
    onWritten();
  });
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));

  /** Resolves with the time of the last output once a frame is whole, and once it is quiet if it has to be. */
  function frameEnd(quiet: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${commandLine.join(' ')} draws nothing:\n${written}`)), LIMIT);
      let timer: NodeJS.Timeout | undefined;
      const settle = (last: number) => {
        if (!written.includes(FRAME_END)) return;
        clearTimeout(limit);
        onWritten = () => {};
        resolve(last);
      };
      onWritten = () => {
        const last = performance.now();
        clearTimeout(timer);
        if (quiet === 0) settle(last);
        else timer = setTimeout(() => settle(last), quiet);
      };
      if (written !== '') onWritten();
    });
  }

  return {
    firstFrame: () => frameEnd(0),
    settled: () => frameEnd(QUIET * 10),
    async press(key) {
      written = '';
      const start = performance.now();
      child.write(key);
      return (await frameEnd(QUIET)) - start;
    },
    end() {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** Resolves with the milliseconds from before the process is made until its first frame is whole. */
export async function untilFirstFrame(commandLine: readonly string[]): Promise<number> {
  const start = performance.now();
  const program = openDrawnProgram(commandLine);
  const end = await program.firstFrame();
  // The next one starts when this one is gone.
  await program.end();
  return end - start;
}

/** Resolves with the milliseconds from each key to the end of its frame, without those of the first keys. */
export async function untilFrames(
  commandLine: readonly string[],
  keys: readonly string[],
  uncounted: number,
): Promise<readonly number[]> {
  const program = openDrawnProgram(commandLine);
  try {
    await program.settled();
    const times: number[] = [];
    for (const key of keys) times.push(await program.press(key));
    return times.slice(uncounted);
  } finally {
    await program.end();
  }
}
