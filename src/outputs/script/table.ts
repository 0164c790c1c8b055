/** Contains the table of scripts, from which the values of `sign --as` and the menu of what can be copied are made. */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { RedactedTrace } from '../../trace/redact.ts';

/** The languages of scripts, by the word for them. What writes them is loaded only when it is needed. */
export const SCRIPTS = {
  sh: { says: 'the whole signature as a shell script', load: async () => (await import('./shell.ts')).SHELL },
  python: { says: 'the same in Python', load: async () => (await import('./python.ts')).PYTHON },
} as const;

export type ScriptLanguage = keyof typeof SCRIPTS;

export const isScriptLanguage = (word: unknown): word is ScriptLanguage =>
  typeof word === 'string' && Object.hasOwn(SCRIPTS, word);

export const SCRIPT_LANGUAGES: readonly ScriptLanguage[] = Object.keys(SCRIPTS).filter(isScriptLanguage);

/**
 * Writes a script that uses only the standard library of its language. `trace` is masked, so the script contains no
 * secret. `body` is the payload, or `null` if it is too long for a script; `step` is the ID of a value or a stage, or
 * `null` for all of them.
 */
export async function signatureScript(
  trace: RedactedTrace,
  language: ScriptLanguage,
  { body, step }: { readonly body: Octets | null; readonly step: string | null },
): Promise<string | Problem> {
  const [{ recipeOf }, { scriptText }] = await Promise.all([import('./recipe.ts'), import('./language.ts')]);
  const recipe = recipeOf(trace, body, step);
  return isProblem(recipe) ? recipe : scriptText(recipe, await SCRIPTS[language].load());
}
