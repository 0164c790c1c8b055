/** Draws a session with Ink, in the colors of the terminal. */
import { render, useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { DrawnScreen } from '../render/screen/drawn-screen.ts';
import type { ScreenSize } from '../render/screen/regions.ts';
import type { CurrentTheme } from './colors/current-theme.ts';
import { inkInput } from './input/keyboard.ts';
import { CLEAR } from './input/terminal-modes.ts';
import { ScreenRegions } from './screen-regions.tsx';
import type { DrawnSession } from './session.ts';

const MAX_FPS = 60;

export interface Drawing {
  readonly ended: Promise<void>;
  /** Stops drawing immediately, because the process is about to exit. */
  readonly end: () => void;
  readonly redraw: () => void;
  /** Draws nothing until the promise settles, and then redraws the whole screen. */
  readonly suspended: (meanwhile: () => Promise<void>) => void;
}

export function drawSession(session: DrawnSession, themes: CurrentTheme, stdout: NodeJS.WriteStream): Drawing {
  let ink: ReturnType<typeof useApp> | null = null;
  let drawn: Committed | null = null;
  const app = render(
    <Screen
      session={session}
      themes={themes}
      onReady={(ready) => {
        ink = ready;
      }}
      onCommit={(committed) => {
        drawn = committed;
      }}
    />,
    {
      stdin: inkInput() as unknown as NodeJS.ReadStream,
      stdout,
      incrementalRendering: true,
      maxFps: MAX_FPS,
      exitOnCtrlC: false,
      interactive: true,
    },
  );
  let isSuspended = false;
  let isToRedraw = false;
  const suspended = (meanwhile: () => Promise<void>) => {
    if (isSuspended) return;
    isSuspended = true;
    void ink?.suspendTerminal(meanwhile).finally(() => {
      isSuspended = false;
      if (isToRedraw) redraw();
    });
  };
  // SIGCONT may arrive and clear the screen during a redraw.
  const redraw = () => {
    isToRedraw = isSuspended;
    suspended(async () => {});
  };
  const stopWatching = whenResized(() => {
    if (isSuspended || !isCurrent(drawn, session, stdout)) return 'later';
    stdout.write(CLEAR);
    redraw();
    return 'done';
  });
  return {
    ended: app.waitUntilExit().then(stopWatching, (error: unknown) => {
      stopWatching();
      throw error;
    }),
    end: () => app.unmount(),
    redraw,
    suspended,
  };
}

/** The latest state that React has committed: the screen, and the size that it assumes for the window. */
interface Committed extends ScreenSize {
  readonly screen: DrawnScreen;
}

/**
 * Returns whether rows for the current size have been committed. Until then, a redraw would draw rows for another size.
 */
function isCurrent(drawn: Committed | null, session: DrawnSession, { columns, rows }: NodeJS.WriteStream): boolean {
  return drawn?.width === columns && drawn.height === rows && drawn.screen === session.screen();
}

/**
 * The time, in milliseconds, for which the size must stay the same to count as settled. This time is longer than a
 * frame.
 */
const SETTLED = 30;

/**
 * Redraws the whole screen after each change in its size. When the size changes, Ink first draws the old rows in the
 * new size, where they wrap and leave remnants. If the window is back at its old size by then, Node.js reports no
 * change even though rows are missing. So every SIGWINCH leads to a redraw, once no other SIGWINCH follows and the rows
 * for the new size are ready. Returns a function that stops watching.
 */
function whenResized(drawAnew: () => 'done' | 'later'): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (drawAnew() === 'later') wait();
    }, SETTLED);
  };
  process.on('SIGWINCH', wait);
  return () => {
    clearTimeout(timer);
    process.off('SIGWINCH', wait);
  };
}

interface ScreenProps {
  readonly session: DrawnSession;
  readonly themes: Pick<CurrentTheme, 'theme' | 'subscribe'>;
  /** Called once with the app, which can redraw the screen after another program has drawn on it. */
  readonly onReady: (app: ReturnType<typeof useApp>) => void;
  /** Called after each change to the screen or its size. */
  readonly onCommit: (committed: Committed) => void;
}

function Screen({ session, themes, onReady, onCommit }: ScreenProps) {
  const app = useApp();
  const { columns, rows } = useWindowSize();
  const screen = useSyncExternalStore(session.subscribe, session.screen);
  const exitCode = useSyncExternalStore(session.subscribe, session.exitCode);
  const theme = useSyncExternalStore(themes.subscribe, themes.theme);

  useEffect(() => onReady(app), [app, onReady]);
  useEffect(() => session.resize({ width: columns, height: rows }), [session, columns, rows]);
  useEffect(() => onCommit({ width: columns, height: rows, screen }), [onCommit, columns, rows, screen]);
  useEffect(() => {
    if (exitCode !== null) app.exit();
  }, [exitCode, app]);

  return <ScreenRegions screen={screen} theme={theme} />;
}
