/** Reads the options for the layout of the screen. */
import type { OptionDefinition, OptionValues } from './option-values.ts';

export const SCREEN_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--projector',
    says: 'a screen for projectors: one part of a page at a time, large and in the middle, few words',
    excludes: ['screenReader'],
  },
  { flags: '--screen-reader', says: 'lines for a screen reader instead of a screen; no bytes in hexadecimal' },
  {
    flags: '--theme <name>',
    says: 'colors for a dark or light background; the default is what the terminal reports',
    values: ['dark', 'light'],
  },
];

export interface ScreenChoice {
  readonly layout: 'usual' | 'projector' | 'screen-reader';
  /** The background of the terminal; `null` means the background that the terminal reports. */
  readonly background: 'dark' | 'light' | null;
}

export function readScreenChoice({ projector, screenReader, theme }: OptionValues): ScreenChoice {
  return {
    layout: projector ? 'projector' : screenReader ? 'screen-reader' : 'usual',
    background: theme === 'dark' || theme === 'light' ? theme : null,
  };
}
