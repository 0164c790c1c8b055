/** Defines a key binding: its action, the modes in which it works, and its description. */

/**
 * The object that the keys currently act on: a walk, a diagnosis, a list to choose from, a field to type into, the list
 * of lessons, a lesson, the page to paste into, the first page of a diagnosis, which may ask a question, the requests
 * of a sandbox or a capture, or the faults of a capture.
 */
export type KeyMode =
  | 'walk'
  | 'diagnosis'
  | 'list'
  | 'field'
  | 'course'
  | 'lesson'
  | 'paste'
  | 'causes'
  | 'question'
  | 'traffic'
  | 'faults';

export interface KeyRow<Action extends string, Mode extends KeyMode = KeyMode> {
  readonly action: Action;
  readonly modes: readonly Mode[];
  /** The keys. Each is a character, or a word, such as `return`, for a key that types no character. */
  readonly keys: readonly string[];
  /** The keys in the form in which the help shows them. */
  readonly shown: string;
  readonly says: string;
  /**
   * The keys and the words of the line at the beginning of the help, where each line is one row. The line can be about
   * two keys; the other key then has `null`. Absent if `shown` and `says` fit.
   */
  readonly brief?: readonly [string, string] | null;
  /** The key and its label in the footer; `null` for a key that only the help lists. */
  readonly footer: readonly [string, string] | null;
}

/** What does not follow from the keys of a row. */
type Details = Partial<Pick<KeyRow<string>, 'shown' | 'brief' | 'footer'>>;

/** Creates a row of the table of keys. The last argument is the label in the footer, or several details. */
export function key<const Action extends string, const Mode extends KeyMode>(
  action: Action,
  modes: readonly Mode[],
  keys: string | readonly string[],
  says: string,
  details: string | Details = {},
): KeyRow<Action, Mode> {
  const all = [keys].flat();
  const [first = ''] = all;
  const given = typeof details === 'string' ? { footer: [inFooter(first), details] as const } : details;
  return { action, modes, keys: all, shown: all.map(inHelp).join(' '), says, footer: null, ...given };
}

/** Puts a row that several tables have into modes, with other words if they fit better. */
export const inModes = <Action extends string, const Mode extends KeyMode>(
  row: KeyRow<Action>,
  modes: readonly Mode[],
  details: Details & Partial<Pick<KeyRow<string>, 'says'>> = {},
): KeyRow<Action, Mode> => ({ ...row, modes, ...details });

/** How the help writes the keys that type no character. */
const WRITTEN = new Map([
  ['return', 'enter'],
  ['right', '→'],
  ['left', '←'],
  ['up', '↑'],
  ['down', '↓'],
  ['escape', 'esc'],
  ['pagedown', 'PgDn'],
  ['pageup', 'PgUp'],
  [' ', 'space'],
  ['home', 'Home'],
  ['end', 'End'],
]);

const inHelp = (name: string): string =>
  WRITTEN.get(name) ?? name.replace(/^ctrl\+(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`);

/** Returns how every footer writes a key. The footer is narrow. */
export const inFooter = (name: string): string =>
  name === 'return' ? '↵' : (WRITTEN.get(name) ?? name.replace(/^ctrl\+/, 'ctrl-'));

export const LINE_DOWN = key('line-down', [], ['down', 'j'], 'next line');
export const LINE_UP = key('line-up', [], ['up', 'k'], 'previous line');
export const FIRST_LINE = key('first-line', [], ['home', 'g'], 'first line');
export const LAST_LINE = key('last-line', [], ['end', 'G'], 'last line');
export const HELP = key('help', [], '?', 'these keys', 'keys');
