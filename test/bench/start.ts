/** How long it takes to start, beside Node.js alone and beside a program that only shows a word with Ink. */
import { spawn } from 'node:child_process';
import pty from '@lydell/node-pty';
import { PROGRAM } from '../support/program.ts';
import { byTurns, spread } from './measure.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';

const ROUNDS = 21;

/** Drawn as the program draws: on the alternate screen, listening to keys. */
const MINIMAL_INK = `
  import { render, Text, useInput } from 'ink';
  function Word() {
    useInput(() => {});
    return <Text>word</Text>;
  }
  render(<Word />, { alternateScreen: true, incrementalRendering: true, maxFps: 60, interactive: true });
`;

export async function benchStart(folder: string): Promise<string> {
  const minimal = await bundle(folder, 'minimal', MINIMAL_INK);
  const measured = await byTurns(
    [
      { name: 'node -e 0, to its end', run: () => untilExit('-e', '0') },
      { name: 'sigv4 --version, to its end', run: () => untilExit(PROGRAM, '--version') },
      { name: 'sigv4 walk --plain, to its end', run: () => untilExit(PROGRAM, 'walk', '--plain') },
      { name: 'a minimal Ink program, to its first frame', run: () => untilFirstFrame(minimal) },
      { name: 'sigv4 walk, to its first frame', run: () => untilFirstFrame(PROGRAM, 'walk') },
    ],
    ROUNDS,
  );
  return table(
    `start: a new process each time, files in the system's cache; milliseconds, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max'],
    measured.map(({ name, samples }) => [name, ...spread(samples, 1)]),
  );
}

function untilExit(...commandLine: string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, commandLine, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const milliseconds = performance.now() - start;
      if (code === 0) resolve(milliseconds);
      else reject(new Error(`${commandLine.join(' ')} ended with ${code}.`));
    });
  });
}

/** Ends a synchronized update: from here on a terminal shows the frame. */
const FRAME_END = '\x1b[?2026l';

/** Variables with which Ink draws otherwise. */
const SCRUBBED = ['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS', 'NO_COLOR', 'FORCE_COLOR', 'NODE_ENV', 'DEV'];

/** From before the process is made until the first frame is whole in a pseudo-terminal. */
function untilFirstFrame(...commandLine: string[]): Promise<number> {
  const inherited = Object.entries(process.env).filter(([name]) => !SCRUBBED.includes(name));
  const env = { ...Object.fromEntries(inherited), TERM: 'xterm-256color', COLORTERM: 'truecolor' };
  const start = performance.now();
  const child = pty.spawn(process.execPath, commandLine, { cols: 80, rows: 24, name: 'xterm-256color', env });
  return new Promise((resolve, reject) => {
    let written = '';
    let milliseconds: number | null = null;
    child.onData((data) => {
      written += data;
      if (milliseconds !== null || !written.includes(FRAME_END)) return;
      milliseconds = performance.now() - start;
      child.kill('SIGKILL');
    });
    // The next one starts when this one is gone.
    child.onExit(() => {
      if (milliseconds !== null) resolve(milliseconds);
      else reject(new Error(`${commandLine.join(' ')} ended without a frame:\n${written}`));
    });
  });
}
