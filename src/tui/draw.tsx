/** Drawing a session with Ink, in the colours of the terminal. */
import { Box, render, Text, useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { CurrentTheme } from './colours/current-theme.ts';
import { paintRow } from './colours/theme.ts';
import { inkInput } from './input/keyboard.ts';
import { CLEAR } from './input/terminal-modes.ts';
import type { DrawnSession } from './session.ts';

/** Drawn at most this often a second. */
const MAX_FPS = 60;

export interface Drawing {
  /** Resolves when the person has left. */
  readonly ended: Promise<void>;
  /** Ends it at once, where the process ends. */
  readonly end: () => void;
  /** Draws all of it anew. */
  readonly redraw: () => void;
  /** Draws nothing until the promise that it makes is settled, then all of it anew. */
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
  // Who goes on after a stop may hear of that while all is drawn anew already, and clears what was drawn.
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

/** Milliseconds without a change of the size after which there is none for now: longer than a frame. */
const SETTLED = 30;

/**
 * Ink draws the rows of the size before once more in the new one, where they break and leave something behind; and of a
 * window that is by then what it was, Node.js says nothing, although rows of it are gone. So after every signal, as soon
 * as no other comes, all of it is drawn anew. Gives what ends that.
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

export interface ScreenProps {
  readonly session: DrawnSession;
  readonly themes: Pick<CurrentTheme, 'theme' | 'subscribe'>;
  /** Told once what draws the screen anew after something else has drawn on it. */
  readonly onReady: (app: ReturnType<typeof useApp>) => void;
}

export function Screen({ session, themes, onReady }: ScreenProps) {
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
