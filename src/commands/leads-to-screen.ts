/**
 * Tells which command lines open a screen. This is asked before anything else is loaded, so this file imports only the
 * table of outputs, which imports nothing.
 */
import { PRINTED } from '../outputs/table.ts';

/** The words with which `sigv4 learn` always prints. */
export const PRINTED_BY_LEARN: readonly string[] = ['list', 'hint', 'reset', 'answer'];

/** The words that `sigv4 learn` accepts in place of the name of a lesson. `next` and `puzzles` refer to a lesson. */
export const LEARN_WORDS: readonly string[] = ['next', 'test', 'puzzles', ...PRINTED_BY_LEARN];

/**
 * The commands that may open a screen, each with the condition under which it does so. These commands do not read
 * standard input while the screen is open.
 */
const SCREENS = new Map<string, (words: readonly string[]) => boolean>([
  ['walk', (words) => !isListOfBreaks(words)],
  ['learn', (words) => !words.some((word) => PRINTED_BY_LEARN.includes(word))],
  ['verify', (words) => words.includes('--walk') || words.length === 0],
  ['diagnose', (words) => words.length === 0],
]);

const isListOfBreaks = (words: readonly string[]) =>
  words.includes('--break=list') || (words.includes('--break') && words[words.indexOf('--break') + 1] === 'list');

const VERSION: readonly string[] = ['--version', '-V'];

/** Options that print something instead of running the command. */
const HELP: readonly string[] = ['--help', '-h', ...VERSION];

/** Returns whether a command line asks for the version, and for nothing else. */
export const asksForVersion = ([first = '', ...others]: readonly string[]): boolean =>
  VERSION.includes(first) && others.length === 0;

/** Returns whether a command line looks as if it will open a screen. The command may still refuse the command line. */
export function leadsToScreen([first = 'walk', ...others]: readonly string[]): boolean {
  const words = [first, ...others];
  if (words.some((word) => HELP.includes(word) || PRINTED.some(({ name }) => word === `--${name}`))) return false;
  return SCREENS.get(first.startsWith('-') ? 'walk' : first)?.(others) ?? false;
}
