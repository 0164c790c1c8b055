/**
 * Takes over the terminal for screens, and restores it. What arrives before there is a screen is kept for it. Only here
 * is Ink loaded.
 */
import { actionOfKey } from '../../app/keys/keys.ts';
import type { ScreenChoice } from '../../app/world/screens.ts';
import type { InkApp } from '../app.tsx';
import type { Environment } from '../colors/background.ts';
import { currentTheme } from '../colors/current-theme.ts';
import type { ReportEvent } from '../input/input-event.ts';
import { stopProcess } from '../input/process-signals.ts';
import { openTerminalInput } from '../input/terminal-input.ts';
import type { DrawnSession, SessionTerminal } from '../session.ts';
import { currentDots } from './draws-dots.ts';

export interface ScreenTerminal {
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface TakenTerminal extends SessionTerminal {
  /**
   * Shows a session in place of the one before, and gives it the keys. Resolves when the user leaves the session.
   * Rejects if the program is damaged.
   */
  readonly show: (session: DrawnSession) => Promise<void>;
  readonly close: () => void;
}

/** The environment variables that ask for a screen on which nothing moves. */
const STILL = ['NO_MOTION', 'CI'] as const;

/**
 * Takes over the terminal. From then on, keys are received without being echoed. `signals` is what a signal that asks
 * the process to end does.
 */
export function takeTerminal(
  { layout, background }: ScreenChoice,
  { environment, stdin, stdout }: ScreenTerminal,
  signals: 'exit' | 'event' = 'exit',
): TakenTerminal {
  const isHeard = layout === 'screen-reader';
  const themes = currentTheme(isHeard ? 'dark' : background, environment);
  const dots = currentDots(environment);
  // Ink is compiled while the session begins.
  const ink = import('../app.tsx');
  let app: Promise<InkApp> | null = null;
  let open: InkApp | null = null;
  let shown: DrawnSession | null = null;
  const end = () => open?.end();
  const input = openTerminalInput(stdin, stdout, { onEnding: end, signals });

  function report(event: ReportEvent): void {
    if (event.kind === 'resumed') open?.redraw();
    else if (event.kind === 'background') themes.take(event.color);
    else if (event.kind === 'cursor') dots.take(event.column);
    else if (shown) passOn(event, shown);
  }

  async function load(session: DrawnSession): Promise<InkApp> {
    const { openApp, openHeardApp } = await ink;
    const { promise: isReady, resolve: onReady } = Promise.withResolvers<void>();
    const onKey = (key: string) => (isToSuspend(key) ? open?.suspend(stopProcess) : shown?.take({ kind: 'key', key }));
    const options = { stdout, input, themes, dots, onKey, onReady };
    open = isHeard ? openHeardApp(session, options) : openApp(session, options);
    await isReady;
    // What has arrived before counts now.
    input.listen(report);
    return open;
  }

  async function show(session: DrawnSession): Promise<void> {
    shown = session;
    if (app) (await app).show(session);
    else app = load(session);
    const { ended } = await app;
    await Promise.race([whenLeft(session), ended]);
  }

  return {
    isInTmux: (environment.TMUX ?? '') !== '',
    moves: !isHeard && STILL.every((name) => (environment[name] ?? '') === ''),
    write: (text) => open?.write(text),
    show,
    close: () => {
      end();
      input.close();
    },
  };
}

/** The key that suspends does so on every screen, so no session gets it. */
const isToSuspend = (key: string): boolean => actionOfKey(key, 'list') === 'suspend';

function whenLeft(session: DrawnSession): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (session.exitCode() !== null) resolve();
    };
    session.subscribe(look);
    look();
  });
}

function passOn(event: ReportEvent, session: DrawnSession): void {
  switch (event.kind) {
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
    case 'gone':
      session.take({ kind: 'key', key: 'ctrl+c' });
      break;
    case 'background':
    case 'cursor':
    case 'resumed':
  }
}
