/** How the screen of a walk is laid out. */
import type { OptionDefinition, OptionValues } from './option-values.ts';

export const SCREEN_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--projector',
    says: 'on the screen: few words in 60 columns, one part of a page at a time',
    excludes: ['screenReader'],
  },
  { flags: '--screen-reader', says: 'lines to listen to in the place of a screen; no bytes in hexadecimal' },
  {
    flags: '--theme <name>',
    says: 'colours for a dark or a light background; as the terminal says, if not given',
    values: ['dark', 'light'],
  },
];

export interface ScreenChoice {
  readonly layout: 'usual' | 'projector' | 'screen-reader';
  /** `null` for what the terminal has. */
  readonly background: 'dark' | 'light' | null;
}

/** Reads the options of the screen. */
export function readScreenChoice({ projector, screenReader, theme }: OptionValues): ScreenChoice {
  return {
    layout: projector ? 'projector' : screenReader ? 'screen-reader' : 'usual',
    background: theme === 'dark' || theme === 'light' ? theme : null,
  };
}
