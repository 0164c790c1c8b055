/** Opening the screen and closing it: whatever happens, the terminal is as it was. */
import type { ScreenChoice } from '../app/options/screen-options.ts';
import type { ShownSession } from '../app/world/screens.ts';
import type { Environment } from './colours/background.ts';
import { type CurrentTheme, currentTheme } from './colours/current-theme.ts';
import type { Drawing } from './draw.tsx';
import { drawEarly } from './early-frames.ts';
import type { TerminalEvent } from './input/keyboard.ts';
import { listenTo } from './listen.ts';
import { beginSession, type DrawnSession, type SessionTerminal } from './session.ts';
import type { ScreenRoom } from './session-description.ts';
import { type TakenTerminal, type TerminalStreams, takeTerminal } from './taken-terminal.ts';

export interface ScreenTerminal extends TerminalStreams {
  readonly environment: Environment;
}

/**
 * Shows a session until the person leaves; resolves with the exit code. Standard output is a terminal. `taken`: the
 * terminal as a waiting screen hands it over; `null` where nothing has waited.
 */
export async function showOnScreen(
  shown: ShownSession,
  choice: ScreenChoice,
  { environment, ...streams }: ScreenTerminal,
  taken: TakenTerminal | null,
): Promise<number> {
  const { stdout } = streams;
  const isHeard = choice.layout === 'screen-reader';
  const write = (text: string) => void stdout.write(text);
  // Before anything slow is loaded, so that no key is echoed.
  const own = taken ?? takeTerminal(choice, streams);
  const suspending = { now: () => void own.keyboard.stop() };
  try {
    const room: ScreenRoom = {
      size: { width: stdout.columns, height: stdout.rows },
      layout: isHeard ? 'heard' : choice.layout === 'projector' ? 'projector' : 'usual',
    };
    const session = await begin(shown, room, { write, suspend: () => suspending.now() });
    // What is typed before the first frame counts too.
    own.listen({ onEvent: (event) => passOn(event, session), onEnding: () => {} });
    if (isHeard) {
      await session.complete(turn);
      await listenTo(session, write);
    } else await drawUntilLeft(session, currentTheme(choice.background, environment), { ...own, stdout, suspending });
    return session.exitCode() ?? 0;
  } finally {
    own.keyboard.close();
  }
}

/** Begins the session of what is to be shown. Each kind is loaded only when it is shown. */
async function begin(shown: ShownSession, room: ScreenRoom, terminal: SessionTerminal): Promise<DrawnSession> {
  switch (shown.kind) {
    case 'walk': {
      const { describeWalk } = await import('./state/describe-walk.ts');
      return beginSession(describeWalk(shown.walk), room, terminal);
    }
    case 'course': {
      const { describeCourse } = await import('./course/describe-course.ts');
      return beginSession(describeCourse(shown.course), room, terminal);
    }
  }
}

/** A terminal that is drawn on; `suspending`: what Ctrl-Z does now. */
interface DrawnTerminal extends Pick<TakenTerminal, 'keyboard' | 'listen'> {
  readonly stdout: NodeJS.WriteStream;
  readonly suspending: { now: () => void };
}

/** Draws the first frames itself, and all others with Ink as soon as that is loaded. */
async function drawUntilLeft(
  session: DrawnSession,
  themes: CurrentTheme,
  { keyboard, listen, stdout, suspending }: DrawnTerminal,
): Promise<void> {
  // What a waiting screen has left is drawn over.
  const early = drawEarly(session, themes, stdout);
  themes.ask((text) => void stdout.write(text));
  let stopped = Promise.resolve();
  suspending.now = () => {
    stopped = keyboard.stop().then(early.draw);
  };
  const heed = ({ redraw, end }: Pick<Drawing, 'redraw' | 'end'>) =>
    listen({
      onEvent: (event) => (event.kind === 'resumed' ? redraw() : themes.take(event) || passOn(event, session)),
      onEnding: end,
    });
  heed({ redraw: early.draw, end: early.end });
  const { drawSession } = await import('./draw.tsx');
  await stopped;
  early.end();
  const drawing = drawSession(session, themes);
  suspending.now = () => drawing.suspended(() => keyboard.stop());
  heed(drawing);
  try {
    // The first frame is there sooner without it; leaving does not wait for it.
    await Promise.race([drawing.ended, session.complete(turn).then(() => drawing.ended)]);
  } finally {
    drawing.end();
  }
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
    case 'background':
    case 'resumed':
  }
}
