/** Opens and closes the screen, and always restores the terminal. */
import type { ScreenChoice } from '../app/options/screen-options.ts';
import type { ShownSession } from '../app/world/screens.ts';
import type { Environment } from './colors/background.ts';
import { type CurrentTheme, currentTheme } from './colors/current-theme.ts';
import type { Drawing } from './draw.tsx';
import { frameUpdate } from './frames/frames.ts';
import type { TerminalEvent } from './input/keyboard.ts';
import { beginSession, type DrawnSession, type SessionTerminal } from './session.ts';
import type { ScreenRoom } from './session-description.ts';
import { type TakenTerminal, type TerminalStreams, takeTerminal } from './taken-terminal.ts';

interface ScreenTerminal extends TerminalStreams {
  readonly environment: Environment;
}

/**
 * Shows a session on the terminal until the user leaves. Resolves with the exit code. `taken` is the terminal of the
 * waiting screen; `null` if there was no waiting screen.
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
  // The terminal is taken over before anything slow is loaded, so that no key is echoed.
  const own = taken ?? takeTerminal(choice, streams, shown.kind === 'traffic' ? 'event' : 'exit');
  const suspending = { now: () => void own.keyboard.stop() };
  try {
    const room: ScreenRoom = {
      size: { width: stdout.columns, height: stdout.rows },
      layout: isHeard ? 'heard' : choice.layout === 'projector' ? 'projector' : 'usual',
    };
    const session = await begin(shown, room, {
      write,
      suspend: () => suspending.now(),
      isInTmux: (environment.TMUX ?? '') !== '',
    });
    // Keys that were pressed before the first frame also count.
    own.listen({ onEvent: (event) => passOn(event, session), onEnding: () => {} });
    if (isHeard) {
      await session.complete(turn);
      await listenTo(session, write);
    } else {
      const theme = currentTheme(choice.background, environment, choice.layout === 'projector' ? 'afar' : 'near');
      await drawUntilLeft(session, theme, { ...own, stdout, suspending });
    }
    return session.exitCode() ?? 0;
  } finally {
    own.keyboard.close();
  }
}

/** Begins a session. The code for each kind of session is loaded only when needed. */
async function begin(shown: ShownSession, room: ScreenRoom, terminal: SessionTerminal): Promise<DrawnSession> {
  switch (shown.kind) {
    case 'walk': {
      const { describeWalk } = await import('./state/describe-walk.ts');
      const { isDiagnosis, openShown } = await import('./open-shown.ts');
      if (!isDiagnosis(shown.walk))
        return beginSession(describeWalk(shown.walk, { openOther: openShown }), room, terminal);
      const { describeDiagnosis } = await import('./diagnosis/describe-diagnosis.ts');
      return beginSession(describeDiagnosis(shown.walk, { openOther: openShown }), room, terminal);
    }
    case 'paste': {
      const { describePaste } = await import('./paste/describe-paste.ts');
      const { openShown } = await import('./open-shown.ts');
      return beginSession(describePaste(shown.page, openShown), room, terminal);
    }
    case 'traffic': {
      const { describeTraffic } = await import('./traffic/describe-traffic.ts');
      const { openShown } = await import('./open-shown.ts');
      return beginSession(describeTraffic(shown.traffic, openShown), room, terminal);
    }
    case 'course': {
      const { describeCourse } = await import('./course/describe-course.ts');
      return beginSession(describeCourse(shown.course), room, terminal);
    }
  }
}

/** A terminal on which a session is drawn. `suspending.now` is what Ctrl-Z currently does. */
interface DrawnTerminal extends Pick<TakenTerminal, 'keyboard' | 'listen'> {
  readonly stdout: NodeJS.WriteStream;
  readonly suspending: { now: () => void };
}

/** Draws the first frames before Ink is loaded, which then lays out all later frames. */
async function drawUntilLeft(
  session: DrawnSession,
  themes: CurrentTheme,
  { keyboard, listen, stdout, suspending }: DrawnTerminal,
): Promise<void> {
  // The first frame is drawn over the waiting screen, if any.
  const early = drawEarly(session, themes, stdout);
  themes.ask((text) => void stdout.write(text));
  let stopped = Promise.resolve();
  suspending.now = () => {
    stopped = keyboard.stop().then(early.draw);
  };
  const listenWith = ({ redraw, end }: Pick<Drawing, 'redraw' | 'end'>) =>
    listen({
      onEvent: (event) => (event.kind === 'resumed' ? redraw() : themes.take(event) || passOn(event, session)),
      onEnding: end,
    });
  listenWith({ redraw: early.draw, end: early.end });
  const { drawSession } = await import('./draw.tsx');
  await stopped;
  early.end();
  const drawing = drawSession(session, themes, stdout);
  suspending.now = () => drawing.suspended(() => keyboard.stop());
  listenWith(drawing);
  try {
    // The slow computation starts after the first frame, and leaving does not wait for it.
    await Promise.race([drawing.ended, session.complete(turn).then(() => drawing.ended)]);
  } finally {
    drawing.end();
  }
}

/** Resolves after pending keys and signals have been handled. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function passOn(event: TerminalEvent, session: DrawnSession): void {
  switch (event.kind) {
    case 'key':
      session.take({ kind: 'key', key: event.name });
      break;
    case 'paste':
      session.take({ kind: 'paste', text: event.text });
      break;
    case 'long-paste':
      session.take({ kind: 'notice', text: `The paste has ${event.length} bytes, too many to read here.` });
      break;
    case 'unfinished-paste':
      session.take({
        kind: 'notice',
        text: `The paste did not end: ${event.length} bytes arrived, and none of them are used. Paste it again.`,
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

/**
 * Writes a session for a screen reader, as lines without colors. Lines are only ever appended. Resolves when the user
 * leaves. The terminal turns each newline into a line ending, even in raw mode.
 */
function listenTo(session: DrawnSession, write: (text: string) => void): Promise<void> {
  const announcer = session.announcer();
  const say = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(''));
  say(announcer.all());
  return new Promise((resolve) => {
    const quit = session.subscribe(() => {
      if (session.exitCode() !== null) {
        quit();
        return resolve();
      }
      say(announcer.change());
    });
  });
}

interface EarlyFrames {
  readonly draw: () => void;
  /** Stops drawing these frames. */
  readonly end: () => void;
}

/**
 * Draws frames while Ink loads. Loading Ink takes longer than everything before it. The first frame is drawn
 * immediately, and another frame is drawn after each change. The rows are in the cells in which Ink places them.
 */
function drawEarly(session: DrawnSession, themes: CurrentTheme, stdout: NodeJS.WriteStream): EarlyFrames {
  const draw = () => void stdout.write(frameUpdate(null, session.rows(), themes.theme()));
  const resized = () => session.resize({ width: stdout.columns, height: stdout.rows });
  const endings = [session.subscribe(draw), themes.subscribe(draw)];
  stdout.on('resize', resized);
  draw();
  return {
    draw,
    end: () => {
      for (const end of endings) end();
      stdout.off('resize', resized);
    },
  };
}
