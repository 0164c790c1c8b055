/** Contains the keys that several tables have, so that they are the same everywhere. A table adds its modes. */
import { key } from './key-binding.ts';

export const LINE_DOWN = key('line-down', [], ['down', 'j'], 'next line');
export const LINE_UP = key('line-up', [], ['up', 'k'], 'previous line');
export const FIRST_LINE = key('first-line', [], ['home', 'g'], 'first line');
export const LAST_LINE = key('last-line', [], ['end', 'G'], 'last line');
export const HELP = key('help', [], '?', 'these keys', 'keys');
