/** Opening the screen and closing it: whatever happens, the terminal is as it was. */
import { render } from 'ink';
import type { ShownWalk } from '../commands/world.ts';
import { Screen } from './screen.tsx';
import { respectNoColor } from './theme.ts';

/** Drawn at most this often a second. */
const MAX_FPS = 60;

/** Shows the walk until the person leaves; resolves with the exit code. `noColor` is the variable NO_COLOR. */
export async function showWalkOnScreen(walk: ShownWalk, noColor: string | undefined): Promise<number> {
  respectNoColor(noColor);
  // Before the first frame, so that keys typed meanwhile are not echoed over it.
  process.stdin.setRawMode(true);
  let exitCode = 0;
  const app = render(
    <Screen
      {...walk}
      layout="usual"
      onLeave={(code) => {
        exitCode = code;
      }}
    />,
    { alternateScreen: true, incrementalRendering: true, maxFps: MAX_FPS, exitOnCtrlC: false, interactive: true },
  );
  await app.waitUntilExit();
  return exitCode;
}
