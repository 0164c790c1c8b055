/** Draws a session with Ink, in the colors of the terminal. */
import { Box, render, Text, useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { CurrentTheme } from './colors/current-theme.ts';
import { paintRow } from './colors/theme.ts';
import { inkInput } from './input/keyboard.ts';
import { CLEAR } from './input/terminal-modes.ts';
import type { DrawnSession } from './session.ts';

const MAX_FPS = 60;

export interface Drawing {
  readonly ended: Promise<void>;
  /** Ends the drawing at once, when the process ends. */
  readonly end: () => void;
  readonly redraw: () => void;
  /** Draws nothing until the promise settles, then draws everything again. */
  readonly suspended: (meanwhile: () => Promise<void>) => void;
}

export function drawSession(session: DrawnSession, themes: CurrentTheme): Drawing {
  let ink: ReturnType<typeof useApp> | null = null;
  const app = render(
    <Screen
      session={session}
      themes={themes}
      onReady={(ready) => {
        ink = ready;
      }}
    />,
    {
      stdin: inkInput() as unknown as NodeJS.ReadStream,
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
  // SIGCONT may arrive during a redraw, and clear the screen.
  const redraw = () => {
    isToRedraw = isSuspended;
    suspended(async () => {});
  };
  const stopWatching = whenResized(() => {
    if (isSuspended) return 'later';
    process.stdout.write(CLEAR);
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

/** Milliseconds without a change after which the size counts as settled: longer than a frame. */
const SETTLED = 30;

/**
 * Draws everything again after each change of the size. Ink draws the old rows once more in the new size, where they
 * break and leave remnants. If the window has its old size again by then, Node.js reports no change, although rows are
 * gone. Each signal counts, once no other one follows. Returns a function that stops this.
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
  /** Called once with the app, which can draw the screen again after something else has drawn on it. */
  readonly onReady: (app: ReturnType<typeof useApp>) => void;
}

function Screen({ session, themes, onReady }: ScreenProps) {
  const app = useApp();
  const { columns, rows } = useWindowSize();
  const drawn = useSyncExternalStore(session.subscribe, session.rows);
  const exitCode = useSyncExternalStore(session.subscribe, session.exitCode);
  const theme = useSyncExternalStore(themes.subscribe, themes.theme);

  useEffect(() => onReady(app), [app, onReady]);
  useEffect(() => session.resize({ width: columns, height: rows }), [session, columns, rows]);
  useEffect(() => {
    if (exitCode !== null) app.exit();
  }, [exitCode, app]);

  return (
    <Box flexDirection="column">
      {drawn.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen.
        <Text key={index}>{paintRow(row, theme) || ' '}</Text>
      ))}
    </Box>
  );
}
