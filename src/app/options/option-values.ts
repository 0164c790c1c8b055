/** The values of options, and reading them. */
import { type Problem, problem } from '../../bytes/problem.ts';

/** By the camel-case name of the option. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The values of an option that may be repeated. */
export function listOf(value: OptionValues[string]): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

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

/** A whole number in a range, both ends included. */
export function wholeNumber(
  option: string,
  value: OptionValues[string],
  otherwise: number,
  [least, most]: readonly [number, number],
): number | Problem {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (/^\d+$/.test(String(value)) && number >= least && number <= most) return number;
  return problem(
    'option',
    `${option} ${JSON.stringify(value)} cannot be.`,
    `Give a whole number from ${least} to ${most}.`,
  );
}
