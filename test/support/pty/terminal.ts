/** Terminals for tests: a terminal emulator keeps the screen of a program, which runs on a pseudo-terminal or in this process. */
import pty from '@lydell/node-pty';
import unicode11 from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import { WAIT } from '../waits.ts';

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

type Predicate = string | RegExp | ((terminal: Terminal) => boolean);

export interface Terminal {
  /** The rows of the screen, without the spaces at their ends. */
  readonly lines: () => string[];
  readonly text: () => string;
  /** Everything that the program has written. */
  readonly written: () => string;
  readonly isAlternateScreen: () => boolean;
  readonly exitCode: () => number | undefined;
  /** Its process; 0 if it is this one. */
  readonly pid: number;
  readonly write: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly signal: (name: string) => void;
  /** Resolves as soon as the screen is so, outside half-drawn frames; rejects with the screen after `limit` ms. */
  readonly until: (wanted: Predicate, limit?: number) => Promise<void>;
  readonly exited: () => Promise<void>;
  /** The cells of the screen, for pictures. */
  readonly buffer: () => xterm.Terminal;
  readonly dispose: () => void;
}

/** Variables that change what a program draws, and that a test must not inherit. */
const SCRUBBED = [
  ...['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS', 'NO_COLOR', 'FORCE_COLOR', 'VITEST', 'NODE_ENV'],
  ...['LC_ALL', 'LC_CTYPE'],
];
const USUAL = { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };

const SYNCHRONIZED_UPDATE = 2026;
/** Milliseconds without output after which none is expected any more. */
const QUIET = 50;

/** What runs on a terminal. */
export interface Running {
  readonly pid: number;
  readonly write: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly kill: (signal: string) => void;
}

/** What a terminal does with what its program writes, and with its end. */
interface Heard {
  readonly onData: (data: string) => void;
  readonly onExit: (code: number) => void;
}

/** Opens a real terminal: a pseudo-terminal, with a process of its own. */
export function openTerminal(command: string, commandLine: readonly string[], options: TerminalOptions = {}): Terminal {
  return emulate(options, ({ columns, rows }, { onData, onExit }) => {
    const child = pty.spawn(command, [...commandLine], {
      cols: columns,
      rows,
      env: environmentOf(options),
    });
    child.onData(onData);
    child.onExit(({ exitCode }) => onExit(exitCode));
    return {
      pid: child.pid,
      write: (keys) => child.write(keys),
      resize: (newColumns, newRows) => child.resize(newColumns, newRows),
      kill: (name) => child.kill(name),
    };
  });
}

/** Keeps the screen of what `start` starts. */
export function emulate(
  { columns = 80, rows = 24 }: TerminalOptions,
  start: (size: { readonly columns: number; readonly rows: number }, heard: Heard) => Running,
): Terminal {
  const screen = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 1000,
  });
  screen.loadAddon(new unicode11.Unicode11Addon());
  screen.unicode.activeVersion = '11';
  let isDrawing = false;
  let written = '';
  let received = 0;
  let code: number | undefined;
  const watchers = new Set<() => void>();
  const wake = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const drawing = (isOn: boolean) => (parameters: (number | number[])[]) => {
    if (parameters.includes(SYNCHRONIZED_UPDATE)) isDrawing = isOn;
    return false;
  };
  screen.parser.registerCsiHandler({ prefix: '?', final: 'h' }, drawing(true));
  screen.parser.registerCsiHandler({ prefix: '?', final: 'l' }, drawing(false));
  // One piece at a time: what waits for the screen goes on before the next piece changes it. What is written is what has
  // been parsed, so that it and the screen belong together.
  let parsed = Promise.resolve();
  const parse = (data: string) => {
    parsed = parsed.then(
      () =>
        new Promise((resolve) => {
          screen.write(data, () => {
            written += data;
            wake();
            resolve();
          });
        }),
    );
    return parsed;
  };
  const child = start(
    { columns, rows },
    {
      onData: (data) => {
        received += data.length;
        void parse(data);
      },
      onExit: (exitCode) => {
        code = exitCode;
        void parse('');
      },
    },
  );
  // The terminal answers what the program asks it.
  screen.onData((answer) => child.write(answer));

  const lines = () => {
    const { active } = screen.buffer;
    return Array.from(
      { length: screen.rows },
      (_, y) => active.getLine(active.viewportY + y)?.translateToString(true) ?? '',
    );
  };
  const terminal: Terminal = {
    lines,
    text: () => lines().join('\n'),
    written: () => written,
    isAlternateScreen: () => screen.buffer.active.type === 'alternate',
    exitCode: () => code,
    pid: child.pid,
    write: (keys) => child.write(keys),
    resize: (newColumns, newRows) => {
      screen.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    signal: (name) => child.kill(name),
    until: (wanted, limit = WAIT) =>
      new Promise((resolve, reject) => {
        const done = (settle: () => void) => {
          clearTimeout(timer);
          watchers.delete(watcher);
          settle();
        };
        const watcher = () => {
          if (!isDrawing && isMet(terminal, wanted)) done(resolve);
        };
        const timer = setTimeout(
          () => done(() => reject(new Error(`Not on the screen within ${limit} ms: ${wanted}\n${terminal.text()}`))),
          limit,
        );
        watchers.add(watcher);
        watcher();
      }),
    exited: async () => {
      await terminal.until(({ exitCode }) => exitCode() !== undefined);
      // The last output may come after the exit.
      for (let seen = -1; seen !== received; ) {
        seen = received;
        await new Promise((resolve) => setTimeout(resolve, QUIET));
      }
      await parse('');
    },
    buffer: () => screen,
    dispose: () => {
      if (code === undefined) child.kill('SIGKILL');
      screen.dispose();
    },
  };
  return terminal;
}

function isMet(terminal: Terminal, wanted: Predicate): boolean {
  if (typeof wanted === 'string') return terminal.text().includes(wanted);
  return wanted instanceof RegExp ? wanted.test(terminal.text()) : wanted(terminal);
}

/** The environment of a program on a terminal. */
export function environmentOf({ environment: more = {} }: TerminalOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !SCRUBBED.includes(name));
  const base = { ...Object.fromEntries(inherited), ...USUAL, ...more };
  return Object.fromEntries(Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
