/** Opens and closes the screen, and always restores the terminal. */
import type { CourseSession, StartingWalk } from '../app/course/shown-course.ts';
import type { TrafficSession } from '../app/traffic/shown-traffic.ts';
import type { PasteSession, WalkSession } from '../app/walks/shown-walk.ts';
import type { ScreenChoice, ScreenGuard } from '../app/world/screens.ts';
import { maskedSession } from './masked-session.ts';
import { beginSession, type DrawnSession, type SessionTerminal } from './session.ts';
import type { ScreenRoom } from './session-description.ts';
import { type ScreenTerminal, type TakenTerminal, takeTerminal } from './terminal/taken-terminal.ts';
import type { OpenCommand, OpenOther } from './walk/events.ts';

/** What the screen can show. A new kind of session is a member of its own, and a case of `begin`. */
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

/** Begins a session. The code for each kind of session is loaded only when needed. */
async function begin(shown: ShownSession, room: ScreenRoom, terminal: SessionTerminal): Promise<DrawnSession> {
  switch (shown.kind) {
    case 'walk': {
      if (shown.walk.facts.trace.purpose !== 'diagnose') {
        const { describeWalk } = await import('./walk/describe-walk.tsx');
        return beginSession(
          describeWalk(shown.walk, {
            openOther: openLater,
            ...('commands' in shown && { commands: shown.commands, openCommand: openCommandLater }),
          }),
          room,
          terminal,
        );
      }
      const { openShown } = await import('./open-shown.ts');
      const { describeDiagnosis } = await import('./diagnosis/describe-diagnosis.tsx');
      return beginSession(describeDiagnosis(shown.walk, { openOther: openShown }), room, terminal);
    }
    case 'paste': {
      const { describePaste } = await import('./paste/describe-paste.tsx');
      const { openShown } = await import('./open-shown.ts');
      return beginSession(describePaste(shown.page, openShown), room, terminal);
    }
    case 'traffic': {
      const { describeTraffic } = await import('./traffic/describe-traffic.tsx');
      const { openShown } = await import('./open-shown.ts');
      return beginSession(describeTraffic(shown.traffic, openShown), room, terminal);
    }
    case 'course': {
      const { describeCourse } = await import('./course/describe-course.tsx');
      return beginSession(describeCourse(shown.course), room, terminal);
    }
  }
}

/** Loads the page of a diagnosis only when something is opened: a walk starts without it. */
const openLater: OpenOther = async (...order) => (await import('./open-shown.ts')).openShown(...order);

/** Loads the screen of another command when it is opened. */
const openCommandLater: OpenCommand = async (outside, session) => {
  if (session.kind === 'course') {
    outside.open((await import('./course/describe-course.tsx')).describeCourse(session.course));
    return;
  }
  const { describePaste } = await import('./paste/describe-paste.tsx');
  const { openShown } = await import('./open-shown.ts');
  outside.open(describePaste(session.page, openShown));
};
