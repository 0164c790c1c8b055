/** Defines options: what each is, and what it needs and excludes. Everything that is said of an option is made from this. */
import type { Sourced } from '../../bytes/input.ts';
import { joined } from '../../bytes/joined.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { NameOfOption } from '../../views/input-words.ts';

export interface OptionDefinition {
  /** The flags as in the help, such as `--port <number>`. An option without a word in angle brackets takes no value. */
  readonly flags: string;
  readonly says: string;
  /** What the value is. Without it, the value is any text. */
  readonly as?: ValueKind<unknown>;
  /** Whether the option may be given more than one time. If so, its value is a list. */
  readonly repeats?: true;
  /** The option without which this one would do nothing. */
  readonly needs?: Need;
  /** The names of the options that may not be given together with this one. */
  readonly conflicts?: readonly string[];
  /** Says why the conflicting options would do nothing. Without it, either option is as good as the other. */
  readonly because?: string;
}

/** The options of a command, or of a part of one, by their names in camel case, such as `showSecret` for `--show-secret`. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/** The name of another option and, if only some of its values will do, those. */
interface Need {
  readonly option: string;
  readonly is?: readonly string[];
}

/** What the value of an option is. */
export interface ValueKind<Value> {
  /** Reads the text of the value. `option` is what the reader calls the option, such as `--port`. */
  readonly read: (text: string, option: string) => Value | Problem;
  /** The words from which a shell completes. Without them, it completes files. */
  readonly completes?: readonly string[];
}

type ValueOf<Definition extends OptionDefinition> = Definition extends { readonly as: ValueKind<infer Value> }
  ? Value
  : Definition extends { readonly flags: `${string}<${string}` }
    ? string
    : true;

type Repeated<Options extends OptionDefinitions> = {
  [Name in keyof Options]: Options[Name] extends { readonly repeats: true } ? Name : never;
}[keyof Options];

/** The values of options. An option that is not given has no value, or an empty list if it may be repeated. */
export type ValuesOf<Options extends OptionDefinitions> = {
  readonly [Name in Exclude<keyof Options, Repeated<Options>>]?: ValueOf<Options[Name]> | undefined;
} & { readonly [Name in Repeated<Options>]: readonly ValueOf<Options[Name]>[] };

/** What the command line says of options, by their names: the texts of their values, or `true`. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Returns the name of an option in camel case. */
export const optionName = ({ flags }: Pick<OptionDefinition, 'flags'>): string =>
  longFlag({ flags })
    .slice(2)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Returns the flag of an option whose name is in camel case, such as `--show-secret`. */
export const flagOfName: NameOfOption = (name) =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Returns the option as it is written in messages, such as `--request`. */
export const longFlag = ({ flags }: Pick<OptionDefinition, 'flags'>): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** Reads the values of options. Returns all problems if there are any; they say what `nameOf` calls the options. */
export function readOptions<Options extends OptionDefinitions>(
  definitions: Options,
  given: OptionValues,
  nameOf: NameOfOption = flagOfName,
): { readonly values: ValuesOf<Options> } | { readonly problems: readonly [Problem, ...Problem[]] } {
  const read = Object.entries(definitions).map(
    ([name, definition]) => [name, readOption(definition, given[name], nameOf(name))] as const,
  );
  const [first, ...others] = [
    ...read.flatMap(([, value]) => [value].flat()),
    ...contradictions(definitions, given, nameOf),
  ].filter(isProblem);
  // Each value is what its definition reads.
  const values = read.filter(([, value]) => value !== undefined);
  return first ? { problems: [first, ...others] } : { values: Object.fromEntries(values) as ValuesOf<Options> };
}

function readOption({ as, repeats }: OptionDefinition, given: OptionValues[string], option: string): unknown {
  if (typeof given === 'boolean') return given || undefined;
  const read = listOf(given).map((text) => (as ? as.read(text, option) : text));
  return repeats ? read : read[0];
}

/** Returns the problems of options that are given together, or without one that they need. */
function contradictions(definitions: OptionDefinitions, given: OptionValues, nameOf: NameOfOption): readonly Problem[] {
  const names = Object.keys(definitions).filter((name) => isGiven(given[name]));
  return names.flatMap((name, index) => {
    const isFirst = (other: string) => names.indexOf(other) > index || !excludes(definitions, other, name);
    const excluded = names.filter((other) => excludes(definitions, name, other) && isFirst(other));
    return [missing(definitions, name, given, nameOf), together(definitions, name, excluded, nameOf)].filter(
      (found) => found !== null,
    );
  });
}

const excludes = (definitions: OptionDefinitions, one: string, other: string): boolean =>
  definitions[one]?.conflicts?.includes(other) ?? false;

function missing(
  definitions: OptionDefinitions,
  name: string,
  given: OptionValues,
  nameOf: NameOfOption,
): Problem | null {
  const needs = definitions[name]?.needs;
  if (!needs) return null;
  const value = given[needs.option];
  if (needs.is ? needs.is.some((each) => each === value) : isGiven(value)) return null;
  const [option, other] = [nameOf(name), nameOf(needs.option)];
  const needed = needs.is ? `${other} ${joined(needs.is, 'or')}` : other;
  const added = needs.is && needs.is.length > 1 ? 'one of them' : needed;
  return problem('option', `${option} is given without ${needed}.`, `Add ${added}, or leave out ${option}.`);
}

function together(
  definitions: OptionDefinitions,
  name: string,
  others: readonly string[],
  nameOf: NameOfOption,
): Problem | null {
  const [option, excluded] = [nameOf(name), others.map(nameOf)];
  const [first] = excluded;
  const because = definitions[name]?.because;
  if (first === undefined) return null;
  return because === undefined
    ? problem('option', `Both ${option} and ${first} are given.`, 'Use one of them.')
    : problem('option', because, `Leave out ${joined(excluded, 'and')}, or ${option}.`);
}

const isGiven = (value: OptionValues[string]): boolean => value !== undefined && value !== false;

/** Returns the only values that an option takes. The list is empty if there are others. */
export const wordsOf = ({ as }: OptionDefinition): readonly string[] => as?.completes ?? [];

/** Returns all values of an option that may be repeated. The list is empty if the option is not given. */
export function listOf(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}

/** Returns a value whose source is "the default". */
export const byDefault = (value: string): Sourced<string> => ({ value, source: { kind: 'default' } });
