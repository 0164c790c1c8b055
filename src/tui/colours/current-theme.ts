/** The theme of the terminal that is drawn on: what is stated, until the terminal answers what it has. */
import chalk, { supportsColor } from 'chalk';
import type { Environment } from '../environment.ts';
import type { TerminalEvent } from '../input/keyboard.ts';
import { BACKGROUND_QUERY, backgroundStated, chooseBackground } from './background.ts';
import { colourLevel } from './colour-level.ts';
import { contrast } from './contrast.ts';
import { type Theme, themeFor } from './theme.ts';

export interface CurrentTheme {
  readonly theme: () => Theme;
  /** Called after each change; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks the terminal, where nobody has said it; the answer comes among the keys. */
  readonly ask: (write: (text: string) => void) => void;
  /** Whether the event was only for this. */
  readonly seen: (event: TerminalEvent) => boolean;
}

export function currentTheme(option: string | null, environment: Environment): CurrentTheme {
  const level = colourLevel(environment, supportsColor ? supportsColor.level : 0);
  chalk.level = level;
  const stated = backgroundStated(option ?? undefined, environment);
  const listeners = new Set<() => void>();
  let theme = themeFor(level, chooseBackground(option ?? undefined, environment, null));
  return {
    theme: () => theme,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (write) => {
      if (stated === null && level > 0) write(BACKGROUND_QUERY);
    },
    seen: (event) => {
      if (event.kind !== 'report') return false;
      if (event.of === 'background' && stated === null) {
        theme = themeFor(level, isDark(event.colour) ? 'dark' : 'light');
        for (const listener of listeners) listener();
      }
      return true;
    },
  };
}

const isDark = ({ red, green, blue }: { readonly red: number; readonly green: number; readonly blue: number }) =>
  contrast([red, green, blue], [255, 255, 255]) >= contrast([red, green, blue], [0, 0, 0]);
