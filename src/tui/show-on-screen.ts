/** Opening the screen and closing it: whatever happens, the terminal is as it was. */

import type { ScreenChoice } from '../app/options/screen-options.ts';
import type { ShownWalk } from '../app/walks/shown-walk.ts';
import type { Layout, ScreenSize } from '../render/screen/regions.ts';
import { currentTheme } from './colours/current-theme.ts';
import type { DrawnSession, SessionTerminal } from './drawn-session.ts';
import { drawEarly } from './early-frames.ts';
import type { Environment } from './environment.ts';
import type { TerminalEvent } from './input/keyboard.ts';
import { listenTo } from './listen.ts';
import { beginSession } from './session.ts';
import { type TakenTerminal, type TerminalStreams, takeTerminal } from './taken-terminal.ts';

export interface ScreenTerminal extends TerminalStreams {
  readonly environment: Environment;
}

/**
 * Shows the walk until the person leaves; resolves with the exit code. Standard output is a terminal. `taken`: by
 * who waited there for the walk.
 */
export function showWalkOnScreen(
  walk: ShownWalk,
  choice: ScreenChoice,
  terminal: ScreenTerminal,
  taken: TakenTerminal | null,
): Promise<number> {
  return showOnScreen((room, outside) => beginSession(walk, room, outside), choice, terminal, taken);
}

/** The size that the screen has, and how it is laid out. */
export interface ScreenRoom {
  readonly size: ScreenSize;
  readonly layout: Layout;
}

/** The same for any session. */
export async function showOnScreen(
  begin: (room: ScreenRoom, outside: SessionTerminal) => DrawnSession,
  choice: ScreenChoice,
  { environment, ...streams }: ScreenTerminal,
  taken: TakenTerminal | null,
): Promise<number> {
  const { stdout } = streams;
  const isHeard = choice.layout === 'screen-reader';
  let suspend = () => {};
  // Before anything slow is loaded, so that no key is echoed.
  const { keyboard, listen } = taken ?? takeTerminal(choice, streams);
  const session = begin(
    {
      size: { width: stdout.columns, height: stdout.rows },
      layout: isHeard ? 'heard' : choice.layout === 'projector' ? 'projector' : 'usual',
    },
    { write: (text) => void stdout.write(text), suspend: () => suspend() },
  );
  suspend = () => void keyboard.stop();
  // Also what is typed before there is a frame counts.
  listen({ onEvent: (event) => passOn(event, session), onEnding: () => {} });
  try {
    if (isHeard) {
      await session.complete(turn);
      await listenTo(session, (text) => void stdout.write(text));
    } else {
      const themes = currentTheme(choice.background, environment);
      // What a waiting screen has left is drawn over.
      const early = drawEarly(session, themes, stdout);
      themes.ask((text) => void stdout.write(text));
      let stopped = Promise.resolve();
      suspend = () => {
        stopped = keyboard.stop().then(early.draw);
      };
      listen({
        onEvent: (event) => (event.kind === 'resumed' ? early.draw() : themes.seen(event) || passOn(event, session)),
        onEnding: early.end,
      });
      const { drawSession } = await import('./draw.tsx');
      await stopped;
      early.end();
      const drawing = drawSession(session, themes);
      suspend = () => drawing.suspended(() => keyboard.stop());
      listen({
        onEvent: (event) =>
          event.kind === 'resumed' ? drawing.redraw() : themes.seen(event) || passOn(event, session),
        onEnding: drawing.end,
      });
      try {
        // The first frame is there sooner without it; who leaves does not wait for it.
        await Promise.race([drawing.ended, session.complete(turn).then(() => drawing.ended)]);
      } finally {
        drawing.end();
      }
    }
  } finally {
    keyboard.close();
  }
  return session.exitCode() ?? 0;
}

/** Until keys and signals that have come were taken. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Events of the terminal as those of the session. */
function passOn(event: TerminalEvent, session: DrawnSession): void {
  switch (event.kind) {
    case 'key':
      session.take({ kind: 'key', key: event.name });
      break;
    case 'paste':
      session.take({ kind: 'paste', text: event.text });
      break;
    case 'long-paste':
      session.take({ kind: 'said', text: `The paste has ${event.length} bytes, too many to read here.` });
      break;
    case 'unfinished-paste':
      session.take({
        kind: 'said',
        text: `The paste did not end: ${event.length} bytes came, and none of them is used. Paste it again.`,
      });
      break;
    case 'mouse':
      session.take(event);
      break;
    case 'gone':
      session.take({ kind: 'key', key: 'ctrl+c' });
      break;
    case 'report':
    case 'resumed':
  }
}
