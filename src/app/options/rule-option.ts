/** Defines the option `--rule NAME=CHOICE`, which selects the source to follow if published sources disagree. */
import type { Problem } from '../../bytes/problem.ts';
import { DISAGREEMENTS, kebab, type Rules } from '../../sigv4/rules.ts';
import type { ValueKind } from './option-values.ts';
import { unknownWord } from './value-kinds.ts';

const NAMES = DISAGREEMENTS.map(({ rule }) => kebab(rule));

/** A choice that overrides a rule of the service. */
const RULE_CHOICE: ValueKind<Partial<Rules>> = {
  completes: DISAGREEMENTS.flatMap(({ rule, ours, theirs }) =>
    [ours, theirs].map((choice) => `${kebab(rule)}=${choice}`),
  ),
  read: (text, option): Partial<Rules> | Problem => {
    const [name, choice, ...more] = text.split('=');
    const found = DISAGREEMENTS.find(({ rule }) => kebab(rule) === name);
    if (!found || more.length > 0) return unknownWord(option, text, NAMES);
    const { rule, ours, theirs } = found;
    return choice === ours || choice === theirs
      ? { [rule]: choice }
      : unknownWord(option, text, [`${name}=${ours}`, `${name}=${theirs}`]);
  },
};

export const RULE_OPTION = {
  flags: '--rule <name=choice>',
  says: `which source to follow if sources disagree: ${NAMES.join(', ')}; "sigv4 vectors" explains them`,
  as: RULE_CHOICE,
  repeats: true,
} as const;

/** Returns the choices together. If a rule is given twice, the last one counts. */
export const ruleChoices = (choices: readonly Partial<Rules>[] = []): Partial<Rules> => Object.assign({}, ...choices);
