/**
 * Lists the forms of output (the screen or printed text), and the words and options that select them. These tables are
 * used before anything else is loaded, so this file must not import anything.
 */

/** The options that select a form, by name. At most one of these options can be given. */
export const FORMS = {
  plain: 'printed',
  json: 'printed',
  jsonl: 'printed',
  tap: 'printed',
  junit: 'printed',
  html: 'printed',
  case: 'printed',
  share: 'printed',
  walk: 'screen',
} as const;

/** The words that `sigv4 learn` accepts in place of the name of a lesson. Only `next` refers to a lesson. */
export const LEARN_WORDS = {
  next: 'screen',
  test: 'screen',
  list: 'printed',
  hint: 'printed',
  reset: 'printed',
  answer: 'printed',
  check: 'printed',
} as const;

/**
 * The commands that may open a screen, each with the condition under which it does so. These commands do not read
 * standard input while the screen is open.
 */
const SCREENS = new Map<string, (words: readonly string[]) => boolean>([
  ['walk', (words) => !isListOfBreaks(words)],
  ['learn', (words) => !words.some((word) => isPrinted(LEARN_WORDS, word))],
  ['verify', (words) => words.includes('--walk') || words.length === 0],
  ['diagnose', (words) => words.length === 0],
]);

const isListOfBreaks = (words: readonly string[]) =>
  words.includes('--break=list') || (words.includes('--break') && words[words.indexOf('--break') + 1] === 'list');

/** Options that print something instead of running the command. */
const HELP: readonly string[] = ['--help', '-h', '--version', '-V'];

/** Returns whether a command line looks as if it will open a screen. The command may still refuse the command line. */
export function leadsToScreen([first = 'walk', ...others]: readonly string[]): boolean {
  const words = [first, ...others];
  if (words.some((word) => HELP.includes(word) || (word.startsWith('--') && isPrinted(FORMS, word.slice(2))))) {
    return false;
  }
  return SCREENS.get(first.startsWith('-') ? 'walk' : first)?.(others) ?? false;
}

/** Returns whether the options ask for printed output. */
export function asksForPrint(options: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(options).some((name) => isGiven(options[name]) && isPrinted(FORMS, name));
}

const isGiven = (value: unknown) => value === true || typeof value === 'string';

const isPrinted = (table: Readonly<Record<string, 'printed' | 'screen'>>, name: string): boolean =>
  Object.hasOwn(table, name) && table[name] === 'printed';
