/** Draws a session in the colors of the terminal. Ink lays out its regions; only what has changed is written. */
import { Writable } from 'node:stream';
import { render } from 'ink';
import type { DrawnScreen } from '../render/screen/drawn-screen.ts';
import type { CurrentTheme } from './colors/current-theme.ts';
import { type Frame, frameOf, frameUpdate, type RegionPlaces, shapeOf } from './frames/frames.ts';
import { pacedFrames } from './frames/paced-frames.ts';
import { inkInput } from './input/keyboard.ts';
import { ScreenRegions } from './screen-regions.tsx';
import type { DrawnSession } from './session.ts';

export interface Drawing {
  /** Resolves when the user leaves. Rejects if the screen cannot be drawn, because the program is damaged. */
  readonly ended: Promise<void>;
  /** Stops drawing immediately, because the process is about to exit. */
  readonly end: () => void;
  readonly redraw: () => void;
  /** Draws nothing until the promise settles, and then redraws the whole screen. */
  readonly suspended: (meanwhile: () => Promise<void>) => void;
}

export function drawSession(session: DrawnSession, themes: CurrentTheme, stdout: NodeJS.WriteStream): Drawing {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  const regions = laidOutRegions(stdout);
  let drawn: Frame | null = null;
  let isSuspended = false;
  const drawNow = () => {
    if (isSuspended) return;
    try {
      const screen = session.screen();
      const frame = frameOf(screen, regions.placesOf(screen));
      const changes = frameUpdate(drawn, frame, themes.theme());
      drawn = frame;
      if (changes !== '') stdout.write(changes);
    } catch (error) {
      reject(error);
    }
  };
  const pace = pacedFrames(stdout, drawNow);
  const redraw = () => {
    drawn = null;
    pace.ask();
  };
  const resized = () => {
    session.resize({ width: stdout.columns, height: stdout.rows });
    redraw();
  };
  const endings = [
    session.subscribe(() => (session.exitCode() === null ? pace.ask() : resolve())),
    themes.subscribe(redraw),
    whenResized(redraw),
  ];
  stdout.on('resize', resized);
  resized();
  if (session.exitCode() !== null) resolve();
  return {
    ended,
    end: () => {
      for (const end of endings) end();
      stdout.off('resize', resized);
      pace.end();
      regions.end();
      resolve();
    },
    redraw,
    suspended: (meanwhile) => {
      if (isSuspended) return;
      isSuspended = true;
      void meanwhile().finally(() => {
        isSuspended = false;
        redraw();
      });
    },
  };
}

interface LaidOutRegions {
  /** Returns the places of the regions of a screen. */
  readonly placesOf: (screen: DrawnScreen) => RegionPlaces;
  readonly end: () => void;
}

/** Lays out regions with Ink. Ink is asked only if the shape of the screen has changed, and writes nothing itself. */
function laidOutRegions(stdout: NodeJS.WriteStream): LaidOutRegions {
  let shape: string | null = null;
  let places: RegionPlaces = new Map();
  let app: ReturnType<typeof render> | null = null;
  const layOut = (screen: DrawnScreen) => {
    const regions = (
      <ScreenRegions
        screen={screen}
        onPlaced={(placed) => {
          places = placed;
        }}
      />
    );
    if (app) app.rerender(regions);
    else
      app = render(regions, {
        stdin: inkInput() as unknown as NodeJS.ReadStream,
        stdout: sizedLike(stdout),
        exitOnCtrlC: false,
        interactive: true,
        patchConsole: false,
      });
  };
  return {
    placesOf: (screen) => {
      const next = shapeOf(screen);
      if (next !== shape) layOut(screen);
      shape = next;
      return places;
    },
    end: () => app?.unmount(),
  };
}

/** Returns a stream that has the size of the terminal and drops what is written to it. */
function sizedLike(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  const stream = new Writable({ write: (_data, _encoding, done) => done() });
  const size = { columns: { get: () => terminal.columns }, rows: { get: () => terminal.rows } };
  return Object.defineProperties(stream, size) as NodeJS.WriteStream;
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
