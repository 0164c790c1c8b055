/** What is the same for every request that one `sigv4 verify` looks at. */

import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { visibleText } from '../../pages/characters/visible.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import { secretOfKey, type VerifierSettings } from '../../verification/known-secrets.ts';
import type { OptionValues } from '../options/option-values.ts';
import { readRuleChoices } from '../options/rule-option.ts';
import { readScreenChoice, type ScreenChoice } from '../options/screen-options.ts';
import type { Terminal, World } from '../world/world.ts';
import { findSecrets, type SecretSources } from './secrets.ts';

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
    screen: readScreenChoice(options),
    options,
  };
}

/** With the secret of the profile too, if one of the keys is of nobody else; a problem is one of a profile that was named. */
export async function knowingKeys(
  settings: VerifySettings,
  keyIds: readonly Octets[],
): Promise<VerifySettings | Problem> {
  const isKnown = keyIds.every((keyId) => secretOfKey(settings.secrets, keyId));
  return isKnown ? settings : withProfile(settings);
}

/** The same, whatever is known already. */
export async function withProfile(settings: VerifySettings): Promise<VerifySettings | Problem> {
  const found = await settings.ofProfile();
  if (isProblem(found)) return found;
  return {
    ...settings,
    secrets: [...settings.secrets, ...found.secrets],
    remarks: [...settings.remarks, ...found.remarks],
  };
}

/** With what somebody types at the terminal, where nobody else knows it and somebody can; the problem is an interruption. */
export async function withAskedSecret(
  world: Terminal,
  settings: VerifySettings,
  keyId: Octets,
): Promise<VerifySettings | Problem> {
  if (!world.askSecret || secretOfKey(settings.secrets, keyId)) return settings;
  const text = textFromOctets(keyId) ?? keyId;
  const secretAccessKey = await world.askSecret(
    `Secret access key of ${visibleText(text)} (not shown; enter to go on without): `,
  );
  if (secretAccessKey === null) return settings;
  if (isProblem(secretAccessKey)) return secretAccessKey;
  const asked = { accessKeyId: text, secretAccessKey, source: { kind: 'terminal' } as const };
  return { ...settings, secrets: [asked, ...settings.secrets] };
}
