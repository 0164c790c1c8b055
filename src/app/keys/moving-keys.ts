/** Contains the keys that several tables have, so that they are the same everywhere. A table adds its modes. */
import type { KeyBinding } from './key-binding.ts';

type CommonKey = Omit<KeyBinding, 'modes'>;

export const LINE_DOWN = {
  action: 'line-down',
  keys: ['down', 'j'],
  shown: '↓ j',
  says: 'next line',
  footer: null,
} as const satisfies CommonKey;

export const LINE_UP = {
  action: 'line-up',
  keys: ['up', 'k'],
  shown: '↑ k',
  says: 'previous line',
  footer: null,
} as const satisfies CommonKey;

export const FIRST_LINE = {
  action: 'first-line',
  keys: ['home', 'g'],
  shown: 'Home g',
  says: 'first line',
  footer: null,
} as const satisfies CommonKey;

export const LAST_LINE = {
  action: 'last-line',
  keys: ['end', 'G'],
  shown: 'End G',
  says: 'last line',
  footer: null,
} as const satisfies CommonKey;

export const HELP = {
  action: 'help',
  keys: ['?'],
  shown: '?',
  says: 'these keys',
  footer: ['?', 'keys'],
} as const satisfies CommonKey;
