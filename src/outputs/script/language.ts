/** Defines what every script language provides, and writes scripts. */
import { type Expression, type Recipe, type RecipeStep, SECRET_VARIABLE, withOperands } from './recipe.ts';

/** The language of a script. */
export interface Language {
  readonly comment: string;
  /** The command that runs the script if it is saved under this name. */
  readonly runs: string;
  readonly begin: (uses: Uses) => string;
  /** The functions that a script contains only if it has expressions of their kind. */
  readonly functions: Partial<Readonly<Record<Use, string>>>;
  /** What comes after the functions. */
  readonly main?: string;
  /** Returns the statement that reads or contains the body. */
  readonly body: (recipe: Recipe) => string;
  readonly step: (step: RecipeStep, recipe: Recipe) => string;
  readonly end?: string;
}

type Use = Expression['kind'] | 'bytes';
/** The kinds of expressions in a recipe. */
export type Uses = ReadonlySet<Use>;

/** Names to import, each with the kinds of expressions that need it. Without kinds, every script imports it. */
export type Names = Readonly<Record<string, readonly Use[]>>;

export const namesIn = (names: Names, uses: Uses): string[] =>
  Object.entries(names).flatMap(([name, kinds]) =>
    kinds.length === 0 || kinds.some((kind) => uses.has(kind)) ? [name] : [],
  );

/** How a language writes each kind of expression. Operands are already written. */
export interface ExpressionWords {
  readonly variable: (id: string) => string;
  /** Writes a literal, or one line of it. */
  readonly literal: (octets: string) => string;
  /** Joins parts. `isLiteral` says whether they are the lines of one literal. */
  readonly joined: (parts: readonly string[], isLiteral: boolean) => string;
  readonly slice: (of: string, start: number, end: number) => string;
  readonly environment: (name: string) => string;
  readonly sha256: (of: string) => string;
  readonly hmac: (key: string, message: string, as: 'bytes' | 'digits') => string;
  readonly base64: (of: string) => string;
  readonly percentEncode: (of: string) => string;
}

/** Writes an expression in a language that has expressions. A literal has one line for each line of its text. */
export function expressionText(is: Expression, words: ExpressionWords): string {
  const text = (of: Expression) => expressionText(of, words);
  const linesOf = (octets: string) => (octets.match(/[^\n]*\n|[^\n]+$/g) ?? ['']).map(words.literal);
  switch (is.kind) {
    case 'literal':
      return words.joined(linesOf(is.octets), true);
    case 'value':
      return words.variable(is.id);
    case 'slice':
      return words.slice(words.variable(is.id), is.start, is.end);
    case 'join':
      return words.joined(
        is.parts.flatMap((part) => (part.kind === 'literal' ? linesOf(part.octets) : [text(part)])),
        false,
      );
    case 'body':
      return is.isWhole ? 'body' : words.slice('body', is.start, is.end);
    case 'environment':
      return words.environment(is.name);
    case 'sha256':
      return words.sha256(text(is.of));
    case 'hmac':
      return words.hmac(text(is.key), text(is.message), is.as);
    case 'base64':
      return words.base64(text(is.of));
    case 'percent-encode':
      return words.percentEncode(text(is.of));
  }
}

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
  const functions = Object.entries(language.functions).flatMap(([kind, text]) => (uses.has(kind as Use) ? [text] : []));
  const program = [language.begin(uses), ...new Set(functions)].join('').trimEnd();
  const [shebang = '', ...rest] = `${program}${language.main ?? ''}`.split('\n');
  const head = [...(shebang === '' ? [] : [shebang]), ...lines.map((line) => `${comment} ${line}`), ...rest];
  const body = uses.has('body') ? [language.body(recipe)] : [];
  return `${[...head, ...body, ...stepsOf(recipe, language)].join('\n')}\n${language.end ?? ''}`;
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
  const kinds = steps.flatMap(({ is }) => withOperands(is).map(({ kind }) => kind));
  return new Set([...kinds, ...(steps.some(({ form }) => form === 'octets') ? (['bytes'] as const) : [])]);
}

/** Returns the name of a variable in snake case, such as `chunk_1_string_to_sign`. */
export const snakeCase = (id: string): string => id.replace(/[^A-Za-z0-9]+/g, '_');

/** Returns the name of a variable in camel case, such as `chunk1StringToSign`. */
export const camelCase = (id: string): string =>
  id.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase());

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** Writes bytes between quotation marks, in a form that Python, JavaScript, and Go can read. */
export function quotedOctets(octets: string, quote: string): string {
  const escaped = octets.replace(/[^ !#-&(-[\]-~]/g, (octet) => {
    if (octet === "'" || octet === '"') return octet === quote ? `\\${octet}` : octet;
    return NAMED[octet] ?? `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return quote + escaped + quote;
}
