/** Creates the real screen. Only the screen loads Ink, because plain output starts several times faster without it. */
import { USAGE } from '../../app/options/command.ts';
import type { Screen, ScreenChoice, ScreenGuard } from '../../app/world/screens.ts';
import type { ShownSession } from '../../screen/opening.ts';
import { hasTerminalInput, isInForeground, openTerminalInput } from './terminal-input.ts';

/** The minimum length of a wait, in milliseconds, for which a waiting screen is shown. */
const QUICK = 150;

type Waiting = Awaited<ReturnType<typeof openWaiting>>;

/**
 * Creates the screen, or returns `null` if there is no terminal, or one that says that it is dumb. A waiting screen hands over its terminal to the
 * session that follows.
 */
export function realScreen(): Screen<ShownSession> | null {
  if (!process.stdout.isTTY || process.env.TERM === 'dumb' || !hasTerminalInput()) return null;
  let waiting: Promise<Waiting> | null = null;
  return {
    wait: (choice) => {
      const controller = new AbortController();
      let exitCode: number | null = null;
      const leave = (code: number) => {
        exitCode ??= code;
        controller.abort();
      };
      return {
        watch: {
          signal: controller.signal,
          onProgress: (progress) => {
            if (progress.milliseconds < QUICK) return;
            waiting ??= openWaiting(choice, leave);
            void waiting.then((open) => open?.screen.show(progress));
          },
        },
        leftWith: () => exitCode,
        close: async () => {
          const open = await waiting;
          open?.screen.close();
          open?.input.close();
        },
      };
    },
    isInForeground,
    show: async (session, choice, guard) => show(session, choice, await waiting, guard),
  };
}

/**
 * Shows a session on the terminal of the waiting screen, or opens a terminal if there is no waiting screen. Restores
 * the terminal afterward. Resolves with the exit code.
 */
async function show(
  session: ShownSession,
  choice: ScreenChoice,
  waited: Waiting,
  guard?: ScreenGuard,
): Promise<number> {
  const { showOnScreen } = await import('../../screen/show-on-screen.ts');
  const input = waited?.input ?? openTerminalInput();
  if (input === null) return USAGE;
  try {
    return await showOnScreen(session, choice, terminalOf(input), waited?.screen.handOver() ?? null, guard);
  } finally {
    input.close();
  }
}

type TerminalInput = NonNullable<ReturnType<typeof openTerminalInput>>;

const terminalOf = ({ terminal }: TerminalInput) => ({
  environment: process.env,
  stdin: terminal,
  stdout: process.stdout,
});

async function openWaiting(choice: ScreenChoice, leave: (exitCode: number) => void) {
  const { waitingScreen } = await import('../../screen/waiting-screen.tsx');
  const input = openTerminalInput();
  return input && { input, screen: waitingScreen(choice, terminalOf(input), leave) };
}
