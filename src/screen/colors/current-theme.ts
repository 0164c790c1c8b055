/** The theme of the terminal. The theme changes when the terminal reports a different background. */
import chalk, { supportsColor } from 'chalk';
import type { TerminalColor } from '../input/input-event.ts';
import { listeners, type Observed } from '../listeners.ts';
import { BACKGROUND_QUERY, backgroundOfColor, backgroundStated, type Environment } from './background.ts';
import { type ColorLevel, type Theme, themeFor } from './theme.ts';

export interface CurrentTheme extends Observed {
  readonly theme: () => Theme;
  /** Returns what asks the terminal for its background; empty if the background is known or does not matter. */
  readonly question: () => string;
  /** Takes the reply, which arrives among the keys. */
  readonly take: (background: TerminalColor) => void;
}

export function currentTheme(option: string | null, environment: Environment): CurrentTheme {
  const level = colorLevel(environment, supportsColor ? supportsColor.level : 0);
  // Emphasis needs level 1, which has colors too; without colors, no color is ever asked for.
  chalk.level = level === 'no-styles' ? 0 : level === 0 ? 1 : level;
  const stated = backgroundStated(option ?? undefined, environment);
  const { subscribe, notify } = listeners();
  // The default is dark, because most terminals are dark.
  let theme = themeFor(level, stated ?? 'dark');
  return {
    theme: () => theme,
    subscribe,
    question: () => (stated === null && level !== 'no-styles' && level > 0 ? BACKGROUND_QUERY : ''),
    take: (color) => {
      if (stated !== null) return;
      theme = themeFor(level, backgroundOfColor(color));
      notify();
    },
  };
}

const LEVELS: Readonly<Record<string, ColorLevel>> = { false: 'no-styles', 0: 'no-styles', 1: 1, 2: 2, 3: 3 };

/**
 * Returns the color level for an environment. The first of these rules that applies determines it:
 *
 * 1. NO_COLOR, if it is not empty (https://no-color.org): no colors. Chalk leaves that to us.
 * 2. FORCE_COLOR, 0 to 3 (https://force-color.org gives only the name, chalk the numbers); 0 and `false` mean no
 * styles.
 * 3. COLORTERM=truecolor or 24bit: true color.
 * 4. TERM ends with `-256color`: 256 colors.
 * 5. `detected`: the level that chalk found. This is also used if FORCE_COLOR has any other value.
 */
export function colorLevel(environment: Environment, detected: ColorLevel): ColorLevel {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM = '', COLORTERM = '' } = environment;
  if (NO_COLOR !== '') return 0;
  const forced = Object.hasOwn(LEVELS, FORCE_COLOR) ? LEVELS[FORCE_COLOR] : undefined;
  if (forced !== undefined) return forced;
  if (COLORTERM === 'truecolor' || COLORTERM === '24bit') return 3;
  return TERM.endsWith('-256color') ? 2 : detected;
}
