/**
 * The forms of output, and the words and options that choose one: the screen, or printed text. The command line is read with
 * these tables before anything else is loaded, so this file imports nothing.
 */

/** The options that choose a form, by name. A command takes at most one of those that it has. */
export const FORMS = {
  plain: 'printed',
  json: 'printed',
  jsonl: 'printed',
  tap: 'printed',
  junit: 'printed',
  walk: 'screen',
} as const;

/** The words that `sigv4 learn` takes instead of the name of a lesson; `next` names a lesson too. */
export const LEARN_WORDS = {
  next: 'screen',
  test: 'screen',
  list: 'printed',
  hint: 'printed',
  reset: 'printed',
  answer: 'printed',
  check: 'printed',
} as const;

/** The commands that may open a screen, and what each needs for it. No command reads standard input meanwhile. */
const SCREENS = new Map<string, (words: readonly string[]) => boolean>([
  ['walk', () => true],
  ['learn', (words) => !words.some((word) => isPrinted(LEARN_WORDS, word))],
  ['verify', (words) => words.includes('--walk')],
]);

/** Options after which the command does not run. */
const HELP: readonly string[] = ['--help', '-h', '--version', '-V'];

/** Tells whether a command line looks as if it opens a screen. The command may still refuse it. */
export function leadsToScreen([first = 'walk', ...others]: readonly string[]): boolean {
  const words = [first, ...others];
  if (words.some((word) => HELP.includes(word) || (word.startsWith('--') && isPrinted(FORMS, word.slice(2))))) {
    return false;
  }
  return SCREENS.get(first.startsWith('-') ? 'walk' : first)?.(others) ?? false;
}

/** Tells whether the options ask for a printed form. */
export function asksForPrint(options: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(options).some((name) => options[name] === true && isPrinted(FORMS, name));
}

const isPrinted = (table: Readonly<Record<string, 'printed' | 'screen'>>, name: string): boolean =>
  Object.hasOwn(table, name) && table[name] === 'printed';
