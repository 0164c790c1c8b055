/** Defines the options for the layout of the screen. */
import { SPOKEN } from '../../outputs/table.ts';
import type { ScreenChoice } from '../world/screens.ts';
import type { OptionDefinitions, ValuesOf } from './option-values.ts';
import { choice } from './value-kinds.ts';

export const SCREEN_OPTIONS = {
  [SPOKEN.name]: { flags: SPOKEN.flags, says: SPOKEN.says },
  theme: {
    flags: '--theme <name>',
    says: 'colors for a dark or light background; the default is what the terminal reports',
    as: choice(['dark', 'light']),
  },
} as const satisfies OptionDefinitions;

/** The same for a command that reads a secret only to find out more. */
export const SCREEN_OF_SECRETS = {
  showSecret: {
    flags: '--show-secret',
    says: 'on the screen, show the secret access key and the keys derived from it',
  },
  ...SCREEN_OPTIONS,
} as const satisfies OptionDefinitions;

/** Returns how the options want the screen. */
export function readScreenChoice({ screenReader, theme }: ValuesOf<typeof SCREEN_OPTIONS>): ScreenChoice {
  return {
    layout: screenReader ? 'screen-reader' : 'usual',
    background: theme ?? null,
  };
}
