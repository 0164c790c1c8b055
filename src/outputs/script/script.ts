/**
 * Writes the signature of a request, or one step of it, as a script that uses only the standard library of a language.
 */
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { scriptText } from './language.ts';
import { recipeOf } from './recipe.ts';
import { SCRIPTS, type ScriptLanguage } from './table.ts';

/**
 * Writes a script. `trace` is masked, so the script contains no secret. `body` is the payload, or `null` if it is too
 * long for a script; `step` is the ID of a value or a stage, or `null` for all of them.
 */
export async function signatureScript(
  trace: RedactedTrace,
  language: ScriptLanguage,
  { body, step }: { readonly body: Octets | null; readonly step: string | null },
): Promise<string | Problem> {
  const recipe = recipeOf(trace, body, step);
  return isProblem(recipe) ? recipe : scriptText(recipe, await SCRIPTS[language].load());
}
