/** Contains the one program of Ink that draws every session and reads its keys. Only Ink writes to the terminal meanwhile. */
import { Writable } from 'node:stream';
import { Box, render, useApp, useInput, useStdout, useWindowSize } from 'ink';
import { useCallback, useEffect, useInsertionEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { CurrentTheme } from './colors/current-theme.ts';
import { MaskContext, ThemeContext } from './components/rows.tsx';
import { DotsContext } from './components/seal.tsx';
import { nameOfKey } from './input/key-names.ts';
import type { TerminalInput } from './input/terminal-input.ts';
import { CLEAR } from './input/terminal-modes.ts';
import { listeners, type Observed } from './listeners.ts';
import type { DrawnSession } from './session.ts';
import type { CurrentDots } from './terminal/draws-dots.ts';
import { pacedFrames } from './terminal/paced-frames.ts';

interface AppOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly input: TerminalInput;
  readonly themes: CurrentTheme;
  readonly dots: CurrentDots;
  readonly onKey: (key: string) => void;
  /** Called as soon as keys are read. */
  readonly onReady: () => void;
}

export interface InkApp {
  /** Draws a session instead of the one before. */
  readonly show: (session: DrawnSession) => void;
  /** Writes something that is not drawn. Ink draws the whole screen again after it. */
  readonly write: (text: string) => void;
  /** Draws nothing, and gives the terminal back, until the promise settles. */
  readonly suspend: (meanwhile: () => Promise<void>) => void;
  readonly redraw: () => void;
  /** Resolves when the screen has ended. Rejects if it cannot be drawn, because the program is damaged. */
  readonly ended: Promise<unknown>;
  readonly end: () => void;
}

/** Ink draws at once. `pacedFrames` holds back frames that the terminal cannot take. */
const UNLIMITED = 1000;
const COMMON = { exitOnCtrlC: false, interactive: true, patchConsole: false, maxFps: UNLIMITED } as const;

/** Opens the program on the alternate screen, with this session. */
export function openApp(session: DrawnSession, options: AppOptions): InkApp {
  const { stdout, input } = options;
  const stage = stageOf(session, stdout);
  const connection = connectionOf(CLEAR);
  const app = render(<App stage={stage} options={options} connect={connection.connect} />, {
    ...COMMON,
    stdin: input.keys,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
  });
  const { write, suspend } = connection;
  return {
    show: stage.show,
    write,
    suspend,
    redraw: () => write(CLEAR),
    ended: app.waitUntilExit(),
    end: () => {
      stage.end();
      app.unmount();
    },
  };
}

/**
 * Opens the program for a screen reader: Ink reads the keys and draws nothing, because its own mode for screen readers
 * writes everything again at each change. Lines without colors are appended. The terminal turns each newline into a
 * line ending, even in raw mode.
 */
export function openHeardApp(session: DrawnSession, options: AppOptions): InkApp {
  const { stdout, input } = options;
  const connection = connectionOf('');
  const unseen = Object.assign(new Writable({ write: (_data, _encoding, done) => done() }), { columns: 80, rows: 24 });
  const app = render(<HeardApp options={options} connect={connection.connect} />, {
    ...COMMON,
    stdin: input.keys,
    stdout: unseen,
  });
  const write = (text: string) => void stdout.write(text);
  let stop = announce(session, write);
  return {
    show: (next) => {
      stop();
      stop = announce(next, write);
    },
    write,
    suspend: connection.suspend,
    redraw: () => {},
    ended: app.waitUntilExit(),
    end: () => {
      stop();
      app.unmount();
    },
  };
}

/** Writes a session as lines, and then what changes. Returns a function that stops. */
function announce(session: DrawnSession, write: (text: string) => void): () => void {
  const announcer = session.announcer();
  const say = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  say(announcer.all());
  return session.subscribe(() => {
    if (session.exitCode() === null) say(announcer.change());
  });
}

type Connect = (to: ReturnType<typeof useTerminal>) => void;

interface AppProps {
  readonly options: AppOptions;
  readonly connect: Connect;
}

function App({ stage, options, connect }: AppProps & { readonly stage: Stage }) {
  const { columns, rows } = useWindowSize();
  const { themes, dots } = options;
  // Ink enters the alternate screen with the cursor wherever it was.
  const { write } = useTerminal(options, connect, CLEAR + dots.question() + themes.question());
  const frame = useSyncExternalStore(stage.subscribe, stage.frame);
  const theme = useSyncExternalStore(themes.subscribe, themes.theme);
  const hasDots = useSyncExternalStore(dots.subscribe, dots.areDrawn);
  const session = stage.session();
  useResizing(stage, options.stdout, { frame, columns, rows }, () => write(CLEAR));
  return (
    <ThemeContext value={theme}>
      <MaskContext value={session.masked ?? null}>
        <DotsContext value={hasDots}>
          <Box width={columns} height={rows} flexDirection="column" overflowY="hidden">
            {session.screen()}
          </Box>
        </DotsContext>
      </MaskContext>
    </ThemeContext>
  );
}

type SizeOfWindow = Pick<NodeJS.WriteStream, 'columns' | 'rows'>;

/** A frame, and the size for which it was drawn. */
interface DrawnFrame extends SizeOfWindow {
  readonly frame: number;
}

/**
 * Gives the session the size of the window, and calls `clear` once a frame of this size is drawn. Cleared earlier, the window
 * would show the old frame again, and what of it Ink believes to be there stays below the new one.
 */
function useResizing(
  stage: Stage,
  window: SizeOfWindow,
  { frame, columns, rows }: DrawnFrame,
  clear: () => void,
): void {
  const session = stage.session();
  const isAsked = useRef(false);
  const resizedAt = useRef(0);
  const ask = useCallback(() => {
    isAsked.current = true;
    stage.ask();
  }, [stage]);
  useEffect(() => whenResized(ask), [ask]);
  useLayoutEffect(() => {
    resizedAt.current = stage.frame();
    session.resize({ width: columns, height: rows });
  }, [stage, session, columns, rows]);
  useEffect(() => {
    if (!isAsked.current || frame <= resizedAt.current || columns !== window.columns || rows !== window.rows) return;
    isAsked.current = false;
    clear();
  });
}

function HeardApp({ options, connect }: AppProps) {
  useTerminal(options, connect, '');
  return null;
}

/** Reads the keys, and connects what the sessions ask of the terminal. `first` is written before the first frame. */
function useTerminal({ input, onKey, onReady }: AppOptions, connect: Connect, first: string) {
  const { suspendTerminal } = useApp();
  const { write } = useStdout();
  // Effects of this kind come before the first frame, and after the alternate screen.
  useInsertionEffect(() => input.begin(first), [input, first]);
  useInput((typed, key) => {
    const name = nameOfKey(typed, key);
    if (name !== null) onKey(name);
  });
  useEffect(() => {
    connect({ write, suspendTerminal });
    onReady();
  }, [connect, onReady, write, suspendTerminal]);
  return { write, suspendTerminal };
}

/** `again` is written after the terminal was given back. */
function connectionOf(again: string) {
  let terminal: ReturnType<typeof useTerminal> | null = null;
  let isSuspended = false;
  return {
    connect: (to: ReturnType<typeof useTerminal>) => {
      terminal = to;
    },
    write: (text: string) => terminal?.write(text),
    suspend: (meanwhile: () => Promise<void>) => {
      if (isSuspended || terminal === null) return;
      isSuspended = true;
      void terminal.suspendTerminal(meanwhile).finally(() => {
        isSuspended = false;
        terminal?.write(again);
      });
    },
  };
}

/** The session that is drawn, and its frames: React is told of a change only when the terminal can take another frame. */
interface Stage extends Observed {
  readonly session: () => DrawnSession;
  /** Returns the number of the frame. */
  readonly frame: () => number;
  readonly show: (session: DrawnSession) => void;
  /** Asks for a frame, even if nothing has changed. */
  readonly ask: () => void;
  readonly end: () => void;
}

function stageOf(first: DrawnSession, stdout: NodeJS.WriteStream): Stage {
  let session = first;
  let frame = 0;
  const { subscribe, notify } = listeners();
  const pace = pacedFrames(stdout, () => {
    frame += 1;
    notify();
  });
  let unsubscribe = session.subscribe(pace.ask);
  return {
    session: () => session,
    frame: () => frame,
    subscribe,
    ask: pace.ask,
    show: (next) => {
      unsubscribe();
      session = next;
      unsubscribe = session.subscribe(pace.ask);
      pace.ask();
    },
    end: () => {
      unsubscribe();
      pace.end();
    },
  };
}

/**
 * The time, in milliseconds, for which the size must stay the same to count as settled. This time is longer than a
 * frame.
 */
const SETTLED = 30;

/**
 * Calls `drawAnew` after each change in the size of the window. The terminal wraps the old rows in the new size, which
 * leaves remnants. If the window is back at its old size by then, Node.js reports no change even though rows are
 * missing. So every SIGWINCH leads to a redraw, once no other SIGWINCH follows. Returns a function that stops watching.
 */
function whenResized(drawAnew: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(drawAnew, SETTLED);
  };
  process.on('SIGWINCH', wait);
  return () => {
    clearTimeout(timer);
    process.off('SIGWINCH', wait);
  };
}
