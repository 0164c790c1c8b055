/** Opens and closes the screen, and always restores the terminal. */
import type { CourseSession, StartingWalk } from '../app/course/shown-course.ts';
import type { TrafficSession } from '../app/traffic/shown-traffic.ts';
import type { PasteSession, WalkSession } from '../app/walks/shown-walk.ts';
import type { ScreenChoice, ScreenGuard } from '../app/world/screens.ts';
import { maskedSession } from './masked-session.ts';
import { beginSession, type DrawnSession, type SessionTerminal } from './session.ts';
import type { Outside, ScreenRoom } from './session-description.ts';
import { type ScreenTerminal, type TakenTerminal, takeTerminal } from './terminal/taken-terminal.ts';
import type { OpenOther } from './walk/events.ts';

/** What the screen can show. A new kind of session is a member of its own, and a case of `openCommand`. */
export type ShownSession = StartingWalk | WalkSession | PasteSession | TrafficSession | CourseSession;

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
      isDumb: terminal.environment.TERM === 'dumb',
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
    const open: Below['open'] = (description) => resolve(beginSession(description, room, terminal));
    openCommand({ open }, shown).catch(reject);
  });

type Below = Pick<Outside<never>, 'open'>;

/** Opens what a command shows, as the first screen or on top of a walk. The code for each kind is loaded only then. */
async function openCommand(below: Below, shown: ShownSession): Promise<void> {
  if (shown.kind === 'course') {
    const { describeCourse } = await import('./course/describe-course.tsx');
    return below.open(describeCourse(shown.course));
  }
  if (shown.kind === 'walk' && shown.walk.facts.trace.purpose !== 'diagnose') {
    const { describeWalk } = await import('./walk/describe-walk.tsx');
    const commands = 'commands' in shown && { commands: shown.commands, openCommand };
    return below.open(describeWalk(shown.walk, { openOther: openLater, ...commands }));
  }
  const { openShown } = await import('./open-shown.ts');
  if (shown.kind === 'walk') return openShown(below, shown.walk, {});
  if (shown.kind === 'paste') {
    const { describePaste } = await import('./paste/describe-paste.tsx');
    return below.open(describePaste(shown.page, openShown));
  }
  const { describeTraffic } = await import('./traffic/describe-traffic.tsx');
  below.open(describeTraffic(shown.traffic, openShown));
}

/** Loads the page of a diagnosis only when something is opened: a walk starts without it. */
const openLater: OpenOther = async (...order) => (await import('./open-shown.ts')).openShown(...order);
