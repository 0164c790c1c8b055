/** Defines what every script language provides, and writes scripts. */
import { type Expression, expressionsIn, type Recipe, type RecipeStep, SECRET_VARIABLE } from './recipe.ts';

/** The language of a script. */
export interface Language {
  readonly comment: string;
  /** The command that runs the script if it is saved under this name. */
  readonly runs: string;
  readonly begin: (uses: Uses) => string;
  /** Returns the statement that reads or contains the body. */
  readonly body: (recipe: Recipe) => string;
  readonly step: (step: RecipeStep, recipe: Recipe) => string;
  readonly end: string;
}

/** The kinds of expressions in a recipe, so that a script contains only the functions that it calls. */
export type Uses = ReadonlySet<Expression['kind'] | 'bytes'>;

/** The environment variable that makes a script show even keys and tokens. */
export const SHOW_SECRETS = 'SHOW_SECRETS';

/** Writes a recipe as a script. */
export function scriptText(recipe: Recipe, language: Language): string {
  const { comment } = language;
  const lines = [
    'Computes a Signature Version 4 and prints each intermediate value. Nothing is sent.',
    `The secret is read from ${SECRET_VARIABLE}: ${language.runs}${recipe.body === null ? ' BODY-FILE' : ''}`,
    `Keys and tokens are shown only with ${SHOW_SECRETS}=1.`,
  ];
  const uses = usesOf(recipe);
  const [shebang = '', ...rest] = language.begin(uses).split('\n');
  const head = [...(shebang === '' ? [] : [shebang]), ...lines.map((line) => `${comment} ${line}`), ...rest];
  const body = uses.has('body') ? [language.body(recipe)] : [];
  return `${[...head, ...body, ...stepsOf(recipe, language)].join('\n')}\n${language.end}`;
}

function stepsOf(recipe: Recipe, language: Language): string[] {
  const begun = new Set<string>();
  return recipe.steps.flatMap((step, index) => {
    const isFirst = recipe.steps[index - 1]?.stage !== step.stage;
    const title = begun.has(step.stage) ? `${step.title}, continued` : step.title;
    begun.add(step.stage);
    return [...(isFirst ? ['', `${language.comment} ${title}`] : []), language.step(step, recipe)];
  });
}

function usesOf({ steps }: Recipe): Uses {
  const kinds = steps.flatMap(({ is }) => expressionsIn(is).map(({ kind }) => kind));
  return new Set([...kinds, ...(steps.some(({ form }) => form === 'octets') ? (['bytes'] as const) : [])]);
}

/** Returns the name of a variable in snake case, such as `chunk_1_string_to_sign`. */
export const snakeCase = (id: string): string => id.replace(/[^A-Za-z0-9]+/g, '_');

/** Returns the name of a variable in camel case, such as `chunk1StringToSign`. */
export const camelCase = (id: string): string =>
  id.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Splits a literal after each newline, so that the script has one line for each line of a text. */
export const linesOf = (octets: string): string[] => octets.match(/[^\n]*\n|[^\n]+$/g) ?? [''];

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** Writes bytes between quotation marks, in a form that Python, JavaScript, and Go can read. */
export function quotedOctets(octets: string, quote: string): string {
  const escaped = octets.replace(/[^ !#-&(-[\]-~]/g, (octet) => {
    if (octet === "'" || octet === '"') return octet === quote ? `\\${octet}` : octet;
    return NAMED[octet] ?? `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return quote + escaped + quote;
}
