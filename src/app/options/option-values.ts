/** Options: their shape, and how their values are read. */
import type { Sourced } from '../../bytes/input.ts';
import { type Problem, problem } from '../../bytes/problem.ts';

/** The values by the camel-case name of the option. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Finds the name under which the values of an option are read: `showSecret` for `--show-secret`. */
export function optionName({ flags }: OptionDefinition): string {
  const [, name = ''] = /--([\w-]+)/.exec(flags) ?? [];
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Lists the values of an option that may be repeated. */
export function listOf(value: OptionValues[string]): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

/** Reads the text of an option, with the option as its source; `null` if it is not given. */
export function sourced(name: string, value: OptionValues[string]): Sourced<string> | null {
  return typeof value === 'string' ? { value, source: { kind: 'option', name } } : null;
}

/** Makes a value whose source is the default. */
export const byDefault = (value: string): Sourced<string> => ({ value, source: { kind: 'default' } });

/** Finds the value of an option among the words that it takes; the first word if it is not given. */
export function wordOf<Word extends string>(value: OptionValues[string], words: readonly [Word, ...Word[]]): Word {
  return words.find((word) => word === value) ?? words[0];
}

/** A number that an option takes. */
export interface NumberWanted {
  /** The words after "is not": `a port`. */
  readonly what: string;
  /** A `decimal` number may have a fraction. */
  readonly form: 'whole' | 'decimal';
  /** Inclusive. */
  readonly range: readonly [least: number, most: number];
}

const FORMS = { whole: /^(?:0|[1-9][0-9]*)$/, decimal: /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/ } as const;

/** Reads ASCII decimal digits without a sign, an exponent or a leading zero; `null` for any other text. */
export function readDecimal(text: string, form: NumberWanted['form'] = 'whole'): number | null {
  return FORMS[form].test(text) ? Number(text) : null;
}

/** Reads the number of an option, or returns a problem with the range; `otherwise` if the option is not given. */
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
  /** As in the help: `--port <number>`. The word in the brackets decides what a shell completes: `WORDS` in completion.ts. */
  readonly flags: string;
  readonly says: string;
  /** The only values that it takes. An option that repeats checks them itself; the list is then for shells. */
  readonly values?: readonly string[];
  /** The options, in camel case, that may not be given with it. */
  readonly excludes?: readonly string[];
  /** It may be given several times, and its values are a list. */
  readonly repeats?: true;
}
