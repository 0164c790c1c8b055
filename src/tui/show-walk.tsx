/** Opening the screen and closing it: whatever happens, the terminal is as it was. */
import chalk, { supportsColor } from 'chalk';
import { render } from 'ink';
import type { ScreenChoice } from '../commands/screen-options.ts';
import type { ShownWalk } from '../commands/world.ts';
import { chooseBackground } from './colours/background.ts';
import { colourLevel } from './colours/colour-level.ts';
import { themeFor } from './colours/theme.ts';
import { Screen } from './screen.tsx';

/** Drawn at most this often a second. */
const MAX_FPS = 60;

type Environment = Readonly<Record<string, string | undefined>>;

/** Shows the walk until the person leaves; resolves with the exit code. */
export async function showWalkOnScreen(
  walk: ShownWalk,
  { layout, background }: ScreenChoice,
  environment: Environment,
): Promise<number> {
  const level = colourLevel(environment, supportsColor ? supportsColor.level : 0);
  chalk.level = level;
  const theme = themeFor(level, chooseBackground(background ?? undefined, environment, null));
  // Before the first frame, so that keys typed meanwhile are not echoed over it.
  process.stdin.setRawMode(true);
  let exitCode = 0;
  const app = render(
    <Screen
      {...walk}
      layout={layout === 'projector' ? 'projector' : 'usual'}
      theme={theme}
      onLeave={(code) => {
        exitCode = code;
      }}
    />,
    { alternateScreen: true, incrementalRendering: true, maxFps: MAX_FPS, exitOnCtrlC: false, interactive: true },
  );
  await app.waitUntilExit();
  return exitCode;
}
