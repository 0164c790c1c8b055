/**
 * Writes the signature of a request, or one step of it, as a script that uses only the standard library of a language.
 */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { GO } from './go.ts';
import { JAVASCRIPT } from './javascript.ts';
import { type Language, scriptText } from './language.ts';
import { PYTHON } from './python.ts';
import { recipeOf } from './recipe.ts';
import { SHELL } from './shell.ts';

export type ScriptLanguage = 'sh' | 'python' | 'js' | 'go';

const LANGUAGES: Readonly<Record<ScriptLanguage, Language>> = { sh: SHELL, python: PYTHON, js: JAVASCRIPT, go: GO };

/**
 * Writes a script. `trace` is masked, so the script contains no secret. `body` is the payload, or `null` if it is too
 * long for a script; `step` is the ID of a value or a stage, or `null` for all of them.
 */
export function signatureScript(
  trace: RedactedTrace,
  language: ScriptLanguage,
  { body, step }: { readonly body: Octets | null; readonly step: string | null },
): string | Problem {
  const recipe = recipeOf(trace, body, step);
  return isProblem(recipe) ? recipe : scriptText(recipe, LANGUAGES[language]);
}
