/** The values of options, and reading them. */
import type { Sourced } from '../../bytes/input.ts';
import { type Problem, problem } from '../../bytes/problem.ts';

/** By the camel-case name of the option. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The values of an option that may be repeated. */
export function listOf(value: OptionValues[string]): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

/** The text of an option, and that it is the option that gave it; `null` where it is not given. */
export function sourced(name: string, value: OptionValues[string]): Sourced<string> | null {
  return typeof value === 'string' ? { value, source: { kind: 'option', name } } : null;
}

/** What is so where nobody says otherwise. */
export const byDefault = (value: string): Sourced<string> => ({ value, source: { kind: 'default' } });

/** One of a few words, the first where the option is not given. */
export function oneOf<Word extends string>(
  option: string,
  value: OptionValues[string],
  words: readonly [Word, ...Word[]],
): Word | Problem {
  if (value === undefined) return words[0];
  const word = words.find((candidate) => candidate === value);
  return word ?? problem('option', `${option} ${JSON.stringify(value)} is not known.`, `Use ${inWords(words)}.`);
}

const inWords = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** A number that an option takes. */
export interface NumberWanted {
  /** As in "is not a port". */
  readonly what: string;
  /** `decimal` may have a fraction after a point. */
  readonly form: 'whole' | 'decimal';
  /** Both ends are included. */
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
  /** As in the help: `--port <number>`. A shell completes the names of files behind `<file>`: `WORDS` in completion.ts. */
  readonly flags: string;
  readonly says: string;
  /** All that can stand behind it, where that is a list. */
  readonly values?: readonly string[];
  /** Whether it may be given several times; its values are then a list. */
  readonly repeats?: true;
}
