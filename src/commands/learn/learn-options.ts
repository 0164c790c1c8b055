/** Defines the options of `sigv4 learn`. */
import type { OptionDefinitions, ValuesOf } from '../../app/options/option-values.ts';
import { SCREEN_OPTIONS } from '../../app/options/screen-options.ts';

import { outputOptions } from '../../app/outputs/output-options.ts';

/** The words with which `sigv4 learn` always prints. */
export const PRINTED_BY_LEARN: readonly string[] = ['list', 'hint', 'reset', 'answer'];

/** The words that `sigv4 learn` accepts in place of the name of a lesson. `next` and `puzzles` refer to a lesson. */
export const LEARN_WORDS: readonly string[] = ['next', 'test', 'puzzles', ...PRINTED_BY_LEARN];

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
