/** How the screen of a walk is laid out. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { OptionDefinition, OptionValues } from './option-values.ts';

export const SCREEN_OPTIONS: readonly OptionDefinition[] = [
  { flags: '--projector', says: 'on the screen: few words in 60 columns, one part of a page at a time' },
  { flags: '--screen-reader', says: 'lines to listen to in the place of a screen; no bytes in hexadecimal' },
  { flags: '--theme <name>', says: 'colours for a dark or a light background; as the terminal says, if not given' },
];

export interface ScreenChoice {
  readonly layout: 'usual' | 'projector' | 'screen-reader';
  /** `null` for what the terminal has. */
  readonly background: 'dark' | 'light' | null;
}

export function readScreenChoice({ projector, screenReader, theme }: OptionValues): ScreenChoice | Problem {
  if (projector && screenReader) {
    return problem('options', 'Both --projector and --screen-reader are given.', 'Use one of them.');
  }
  if (theme !== undefined && theme !== 'dark' && theme !== 'light') {
    return problem('options', `There is no theme ${JSON.stringify(theme)}.`, 'Give --theme dark or --theme light.');
  }
  return {
    layout: projector ? 'projector' : screenReader ? 'screen-reader' : 'usual',
    background: theme ?? null,
  };
}
