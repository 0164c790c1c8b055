/** Defines what a script language provides, and writes scripts. */
import { type Expression, type Recipe, type RecipeStep, SECRET_VARIABLE, withOperands } from './recipe.ts';

type Kind = Expression['kind'];
/** The kinds of expressions in a recipe. */
export type Uses = ReadonlySet<Kind>;

/** A language whose comments begin with a number sign. */
export interface Language {
  /** The command that runs the script if it is saved under this name. */
  readonly runs: string;
  /** Returns what comes before the functions. Its first line names the interpreter. */
  readonly begin: (uses: Uses) => string;
  /** The functions, each with the kinds of expressions for which a script needs it. */
  readonly functions: readonly { readonly of: readonly Kind[]; readonly text: string }[];
  /** Returns the statement that reads or contains the body. */
  readonly body: (recipe: Recipe) => string;
  readonly step: (step: RecipeStep, recipe: Recipe) => string;
}

/** The environment variable that makes a script show even keys and tokens. */
export const SHOW_SECRETS = 'SHOW_SECRETS';

/** Writes a recipe as a script. */
export function scriptText(recipe: Recipe, language: Language): string {
  const uses: Uses = new Set(recipe.steps.flatMap(({ is }) => withOperands(is).map(({ kind }) => kind)));
  const functions = language.functions.filter(({ of }) => of.some((kind) => uses.has(kind))).map(({ text }) => text);
  const [shebang, ...program] = [language.begin(uses), ...functions].join('').trimEnd().split('\n');
  const body = uses.has('body') ? [language.body(recipe)] : [];
  return `${[
    shebang,
    '# Computes a Signature Version 4 and prints each intermediate value. Nothing is sent.',
    `# The secret is read from ${SECRET_VARIABLE}: ${language.runs}${recipe.body === null ? ' BODY-FILE' : ''}`,
    `# Keys and tokens are shown only with ${SHOW_SECRETS}=1.`,
    ...program,
    ...body,
    ...stepsOf(recipe, language),
  ].join('\n')}\n`;
}

function stepsOf(recipe: Recipe, language: Language): string[] {
  const begun = new Set<string>();
  return recipe.steps.flatMap((step, index) => {
    const isFirst = recipe.steps[index - 1]?.stage !== step.stage;
    const title = begun.has(step.stage) ? `${step.title}, continued` : step.title;
    begun.add(step.stage);
    return [...(isFirst ? ['', `# ${title}`] : []), language.step(step, recipe)];
  });
}

/** Returns the name of a variable in snake case, such as `chunk_1_string_to_sign`. */
export const snakeCase = (id: string): string => id.replace(/[^A-Za-z0-9]+/g, '_');
