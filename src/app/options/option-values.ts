/** Defines options, and reads their values. */
import type { Sourced } from '../../bytes/input.ts';
import { type Problem, problem } from '../../bytes/problem.ts';

/** The values of the options, by the name that `optionName` returns. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/**
 * Returns the key for an option's values, which is its name in camel case, such as `showSecret` for `--show-secret`.
 */
export function optionName({ flags }: OptionDefinition): string {
  const [, name = ''] = /--([\w-]+)/.exec(flags) ?? [];
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns all values of an option that may be repeated. The list is empty if the option is not given. */
export function listOf(value: OptionValues[string]): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

/** Returns the value of an option, with the option as its source, or `null` if the option is not given. */
export function sourced(name: string, value: OptionValues[string]): Sourced<string> | null {
  return typeof value === 'string' ? { value, source: { kind: 'option', name } } : null;
}

/** Returns a value whose source is "the default". */
export const byDefault = (value: string): Sourced<string> => ({ value, source: { kind: 'default' } });

/** Returns the value of an option that accepts one of a list of words, the first of which is the default. */
export function wordOf<Word extends string>(value: OptionValues[string], words: readonly [Word, ...Word[]]): Word {
  return words.find((word) => word === value) ?? words[0];
}

export interface NumberWanted {
  /** The words that follow "is not" in a message, such as `a port`. */
  readonly what: string;
  /** A `decimal` number may have a fraction. */
  readonly form: 'whole' | 'decimal';
  /** Both limits are inclusive. */
  readonly range: readonly [least: number, most: number];
}

const FORMS = { whole: /^(?:0|[1-9][0-9]*)$/, decimal: /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/ } as const;

/** Reads ASCII decimal digits without a sign, an exponent, or a leading zero. Returns `null` for any other text. */
export function readDecimal(text: string, form: NumberWanted['form'] = 'whole'): number | null {
  return FORMS[form].test(text) ? Number(text) : null;
}

/**
 * Reads the number given with an option. Returns `otherwise` if the option is not given, and a problem that states the
 * range if the number is not allowed.
 */
export function numberOf<Otherwise>(
  option: string,
  value: OptionValues[string],
  otherwise: Otherwise,
  { what, form, range: [least, most] }: NumberWanted,
): number | Otherwise | Problem {
  if (value === undefined) return otherwise;
  const number = readDecimal(String(value), form);
  if (number !== null && number >= least && number <= most) return number;
  const kind = form === 'whole' ? 'a whole number' : 'a number, which may have a fraction,';
  return problem(
    'option',
    `${option} ${JSON.stringify(value)} is not ${what}.`,
    `Give ${kind} from ${least} to ${most}, in decimal digits.`,
  );
}

export interface OptionDefinition {
  /**
   * The flags as in the help, such as `--port <number>`. The word in angle brackets determines what a shell completes
   * (`WORDS` in completion.ts).
   */
  readonly flags: string;
  readonly says: string;
  /**
   * The only values that the option takes. If the option can be repeated, the list is only for shells, and the option
   * checks its values itself.
   */
  readonly values?: readonly string[];
  /** The names, in camel case, of the options that may not be given together with this option. */
  readonly excludes?: readonly string[];
  /** Whether the option may be given more than one time. If so, its value is a list. */
  readonly repeats?: true;
}
