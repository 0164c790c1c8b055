/** Opening the screen and closing it: whatever happens, the terminal is as it was. */
import type { ScreenChoice } from '../commands/screen-options.ts';
import type { ShownWalk } from '../commands/world.ts';
import type { Environment } from './environment.ts';
import { openKeyboard, type TerminalEvent } from './input/keyboard.ts';
import { listenTo } from './listen.ts';
import { beginSession, type Session } from './session.ts';

/** Where it is shown, and where keys come from. */
export interface ScreenTerminal {
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** Shows the walk until the person leaves; resolves with the exit code. Standard output is a terminal. */
export async function showWalkOnScreen(
  walk: ShownWalk,
  choice: ScreenChoice,
  { environment, stdin, stdout }: ScreenTerminal,
): Promise<number> {
  const isHeard = choice.layout === 'screen-reader';
  let onEvent = (_event: TerminalEvent) => {};
  let onEnding = () => {};
  let suspend = () => {};
  // Before anything slow is loaded, so that no key is echoed.
  const keyboard = openKeyboard(stdin, stdout, (event) => onEvent(event), {
    mouse: isHeard ? 'off' : 'on',
    screen: isHeard ? 'primary' : 'alternate',
    onEnding: () => onEnding(),
  });
  const session = beginSession(
    walk,
    {
      size: { width: stdout.columns, height: stdout.rows },
      layout: isHeard ? 'heard' : choice.layout === 'projector' ? 'projector' : 'usual',
    },
    { write: (text) => void stdout.write(text), suspend: () => suspend() },
  );
  // Also what is typed before there is a frame counts.
  onEvent = (event) => passOn(event, session);
  suspend = () => void keyboard.stop();
  try {
    if (isHeard) {
      await session.complete(turn);
      await listenTo(session, (text) => void stdout.write(text));
    } else {
      const { drawSession } = await import('./draw.tsx');
      const drawing = drawSession(session, choice.background, environment);
      onEnding = drawing.end;
      suspend = () => drawing.suspended(() => keyboard.stop());
      onEvent = (event) =>
        event.kind === 'resumed' ? drawing.redraw() : drawing.seen(event) || passOn(event, session);
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
  return session.frame().state.exitCode ?? 0;
}

/** Until keys and signals that have come were taken. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Events of the terminal as those of the session. */
function passOn(event: TerminalEvent, session: Session): void {
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
