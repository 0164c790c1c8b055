/**
 * Creates the screen that is shown until there is a walk. The screen shows how much of the body has been hashed, and
 * how to leave.
 */
import { INTERRUPTED } from '../app/options/command.ts';
import type { ScreenChoice } from '../app/world/screens.ts';
import type { ReadProgress } from '../http/body/progress.ts';
import { words } from '../views/page.ts';
import { readingText } from '../views/progress-text.ts';
import { fitRuns } from './components/fitted-rows.ts';
import { Rows } from './components/rows.tsx';
import { to } from './reducing.ts';
import { beginSession } from './session.ts';
import type { Next, SessionDescription, UserEvent } from './session-description.ts';
import { type ScreenTerminal, type TakenTerminal, takeTerminal } from './terminal/taken-terminal.ts';

interface WaitingScreen {
  readonly show: (progress: ReadProgress) => void;
  /** Hands over the terminal as it is. The keys that were pressed while waiting are for the first session. */
  readonly handOver: () => TakenTerminal;
  /** Restores the terminal, because there is no walk to show. */
  readonly close: () => void;
}

const LEFT = 0;
const REPORTS = 30;
/** The time between two announcements, in milliseconds. */
const ANNOUNCED = 5000;

interface WaitingState {
  readonly reports: readonly ReadProgress[];
  /** The last report that was announced. */
  readonly announced: ReadProgress | null;
  readonly kept: readonly UserEvent[];
  readonly exitCode: number | null;
}

type WaitingEvent = { readonly kind: 'progress'; readonly progress: ReadProgress };
type WaitingDescription = SessionDescription<WaitingState, WaitingEvent, 'watch'>;

/** Opens the screen. If the user leaves, `leave` is called with the exit code, and the caller then stops its work. */
export function waitingScreen(
  choice: ScreenChoice,
  terminal: ScreenTerminal,
  leave: (exitCode: number) => void,
): WaitingScreen {
  const taken = takeTerminal(choice, terminal);
  const { columns: width, rows: height } = terminal.stdout;
  const layout = choice.layout === 'screen-reader' ? 'heard' : 'usual';
  let show = (_progress: ReadProgress) => {};
  const watch: Watch = (take) => {
    show = (progress) => take({ kind: 'progress', progress });
  };
  const session = beginSession(describeWaiting(watch), { size: { width, height }, layout }, taken);
  void taken.show(session).then(() => {
    const exitCode = session.exitCode();
    if (exitCode !== null) leave(exitCode);
  });
  return {
    show: (progress) => show(progress),
    handOver: () => ({
      ...taken,
      show: (next) => {
        for (const event of session.state().kept) next.take(event);
        return taken.show(next);
      },
    }),
    close: taken.close,
  };
}

type Watch = (take: (event: WaitingEvent) => void) => void;

/** `watch` is called with what takes the progress. */
function describeWaiting(watch: Watch): WaitingDescription {
  return {
    first: () => ({ state: { reports: [], announced: null, kept: [], exitCode: null }, effects: ['watch'] }),
    reduce: nextWaiting,
    draw: ({ reports }, { size }) => <Rows rows={linesOf(reports).map((line) => fitRuns([words(line)], size.width))} />,
    announceAll: ({ announced }) => announcementsOf(announced),
    announceChange: (before, { announced }) => (announced === before.announced ? [] : announcementsOf(announced)),
    ending: ({ exitCode }) => exitCode,
    carryOut: (_effect, _state, { take }) => watch(take),
  };
}

type AnyEvent = Parameters<WaitingDescription['reduce']>[1];

function nextWaiting(state: WaitingState, event: AnyEvent): Next<WaitingState, 'watch'> {
  switch (event.kind) {
    case 'progress': {
      const { progress } = event;
      const { announced } = state;
      const isDue = announced === null || progress.milliseconds >= announced.milliseconds + ANNOUNCED;
      const reports = [...state.reports, progress].slice(-REPORTS);
      return to(state, { reports, announced: isDue ? progress : announced });
    }
    case 'key':
      if (event.key === 'q') return to(state, { exitCode: LEFT });
      if (event.key === 'ctrl+c') return to(state, { exitCode: INTERRUPTED });
      return to(state, { kept: [...state.kept, event] });
    case 'paste':
    case 'notice':
      return to(state, { kept: [...state.kept, event] });
    default:
      return to(state);
  }
}

const linesOf = (reports: readonly ReadProgress[]): string[] => [
  'SIGN  Hashing the body…',
  '',
  'Its hash is signed, so the whole body is read first.',
  '',
  `${readingText(reports)} · Ctrl-C stops`,
];

const announcementsOf = (progress: ReadProgress | null): string[] =>
  progress === null ? [] : [`Hashing the body… ${readingText([progress])} · Ctrl-C stops`];
