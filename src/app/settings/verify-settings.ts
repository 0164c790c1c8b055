/** What is the same for every request that one `sigv4 verify` looks at. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import type { VerifierSettings } from '../../verification/known-secrets.ts';
import type { OptionValues } from '../options/option-values.ts';
import { readRuleChoices } from '../options/rule-option.ts';
import { readScreenChoice, type ScreenChoice } from '../options/screen-options.ts';
import type { World } from '../world/world.ts';
import { findSecrets, type SecretSources } from './find-secrets.ts';

export interface VerifySettings extends VerifierSettings, SecretSources {
  readonly output: 'text' | 'json' | 'walk';
  readonly showsSecrets: boolean;
  readonly screen: ScreenChoice;
  /** As they were given. */
  readonly options: OptionValues;
  /** Whether somebody gave the clock, or it is that of this machine. */
  readonly clock: 'given' | 'current';
  /** Sentences for the person on what was looked up. */
  readonly remarks: readonly string[];
}

/** From the options and the world; asks no profile yet. */
export async function readVerifySettings(world: World, options: OptionValues): Promise<VerifySettings | Problem> {
  const now = options.at === undefined ? world.now().getTime() : readMoment(String(options.at));
  if (now === null) {
    return problem('at', `${JSON.stringify(options.at)} is no time that can be read.`, HOW_TO_WRITE_A_MOMENT);
  }
  const rules = readRuleChoices(options.rule);
  if (isProblem(rules)) return rules;
  const screen = readScreenChoice(options);
  if (isProblem(screen)) return screen;
  const sources = await findSecrets(world, options);
  if (isProblem(sources)) return sources;
  return {
    ...sources,
    now,
    clock: options.at === undefined ? 'current' : 'given',
    rules,
    remarks: [],
    output: options.json ? 'json' : options.walk ? 'walk' : 'text',
    showsSecrets: options.showSecret === true,
    screen,
    options,
  };
}
