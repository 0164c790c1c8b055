/** Reads the option `--rule NAME=CHOICE`, which selects the source to follow if published sources disagree. */
import { type Problem, problem } from '../../bytes/problem.ts';
import { DISAGREEMENTS, kebab, type Rules } from '../../sigv4/rules.ts';
import type { OptionDefinition } from './option-values.ts';
import { listOf, type OptionValues } from './option-values.ts';

export const RULE_OPTION: OptionDefinition = {
  flags: '--rule <name=choice>',
  says: `which source to follow if sources disagree: ${DISAGREEMENTS.map(({ rule }) => kebab(rule)).join(', ')}; "sigv4 vectors" explains them`,
  values: DISAGREEMENTS.flatMap(({ rule, ours, theirs }) => [ours, theirs].map((choice) => `${kebab(rule)}=${choice}`)),
  repeats: true,
};

/**
 * Returns the choices that override the rules of the service, or a problem for a rule or choice that does not exist.
 */
export function readRuleChoices(value: OptionValues[string]): Partial<Rules> | Problem {
  let chosen: Partial<Rules> = {};
  for (const text of listOf(value)) {
    const [name, choice, ...more] = text.split('=');
    const found = DISAGREEMENTS.find(({ rule }) => kebab(rule) === name);
    if (!found || more.length > 0)
      return unknownRule(
        text,
        DISAGREEMENTS.map(({ rule }) => kebab(rule)),
      );
    if (choice !== found.ours && choice !== found.theirs)
      return unknownRule(text, [`${name}=${found.ours}`, `${name}=${found.theirs}`]);
    chosen = { ...chosen, [found.rule]: choice };
  }
  return chosen;
}

function unknownRule(text: string, known: readonly string[]): Problem {
  return problem('option', `--rule ${JSON.stringify(text)} is not known.`, `Use one of: ${known.join(', ')}.`);
}
