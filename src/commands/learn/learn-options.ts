/** Defines the options of `sigv4 learn`. */
import type { OptionDefinitions, ValuesOf } from '../../app/options/option-values.ts';
import { SCREEN_OPTIONS } from '../../app/options/screen-options.ts';

import { outputOptions } from '../../app/outputs/output-options.ts';

export const LEARN_OPTIONS = {
  challenge: { flags: '--challenge', says: 'only the checks of the lesson' },
  step: {
    flags: '--step <id>',
    says: 'with answer: the step, by its ID or its number on the handout; the default is the first open check',
  },
  ...outputOptions('lesson'),
  notes: { flags: '--notes', says: 'with --plain: add the answers and the notes for teachers' },
  state: { flags: '--state <file>', says: 'the file for your progress' },
  fresh: {
    flags: '--fresh',
    says: 'on the screen: begin as if nothing had been done, and keep nothing; your progress stays as it is',
    conflicts: ['state'],
  },
  ...SCREEN_OPTIONS,
} as const satisfies OptionDefinitions;

export type LearnValues = ValuesOf<typeof LEARN_OPTIONS>;
