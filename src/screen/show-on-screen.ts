/** Opens and closes the screen, and always restores the terminal. */
import type { ScreenChoice, ScreenGuard } from '../app/world/screens.ts';
import { maskedSession } from './masked-session.ts';
import { openShown } from './open-shown.ts';
import type { ShownSession } from './opening.ts';
import { beginSession, type DrawnSession, type SessionTerminal } from './session.ts';
import type { Outside, ScreenRoom } from './session-description.ts';
import { type ScreenTerminal, type TakenTerminal, takeTerminal } from './terminal/taken-terminal.ts';

/**
 * Shows a session on the terminal until the user leaves. Resolves with the exit code. `taken` is the terminal of the
 * waiting screen; `null` if there was no waiting screen. The guard masks what is shown and copied; it is omitted if the
 * user asked to see secrets.
 */
export async function showOnScreen(
  shown: ShownSession,
  { layout, ...choice }: ScreenChoice,
  terminal: ScreenTerminal,
  taken: TakenTerminal | null,
  guard?: ScreenGuard,
): Promise<number> {
  // The terminal is taken over before anything slow is loaded, so that no key is echoed.
  const own = taken ?? takeTerminal({ layout, ...choice }, terminal, shown.kind === 'traffic' ? 'event' : 'exit');
  try {
    const room: ScreenRoom = {
      size: { width: terminal.stdout.columns, height: terminal.stdout.rows },
      layout: layout === 'screen-reader' ? 'heard' : layout,
    };
    const session = await begin(shown, room, guard ? { ...own, masked: guard.masked } : own);
    await own.show(guard ? maskedSession(session, guard) : session);
    return session.exitCode() ?? 0;
  } finally {
    own.close();
  }
}

const begin = (shown: ShownSession, room: ScreenRoom, terminal: SessionTerminal): Promise<DrawnSession> =>
  new Promise((resolve, reject) => {
    const open: Outside<never>['open'] = (description) =>
      void Promise.resolve(description)
        .then((first) => resolve(beginSession(first, room, terminal)))
        .catch(reject);
    openShown({ open }, shown);
  });
