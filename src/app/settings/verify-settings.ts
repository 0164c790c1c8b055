/** Reads the settings of `sigv4 verify`, which apply to all requests that the command verifies. */

import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import { secretOfKey, type VerifierSettings } from '../../verification/keys.ts';
import { visibleText } from '../../views/characters/visible.ts';
import type { OptionValues } from '../options/option-values.ts';
import { readRuleChoices } from '../options/rule-option.ts';
import { readScreenChoice, type ScreenChoice } from '../options/screen-options.ts';
import type { Terminal } from '../world/terminal.ts';
import type { World } from '../world/world.ts';
import { findSecrets, type SecretSources } from './secrets.ts';

export interface VerifySettings extends VerifierSettings, SecretSources {
  readonly showsSecrets: boolean;
  /** Returns the secrets that came from outside, which are masked wherever they are written. */
  readonly otherSecrets: () => readonly Octets[];
  readonly screen: ScreenChoice;
  readonly options: OptionValues;
  /** Whether the time was given by the user or comes from this machine's clock. */
  readonly clock: 'given' | 'current';
  /** Sentences about the search for secrets, to be shown with the result. */
  readonly remarks: readonly string[];
}

/** Reads the options. Does not load the profile yet. */
export async function readVerifySettings(world: World, options: OptionValues): Promise<VerifySettings | Problem> {
  const now = options.at === undefined ? world.now().getTime() : readMoment(String(options.at));
  if (now === null) {
    return problem('at', `--at ${JSON.stringify(options.at)} is not a time.`, HOW_TO_WRITE_A_MOMENT);
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
    showsSecrets: options.showSecret === true,
    otherSecrets: world.secrets,
    screen: readScreenChoice(options),
    options,
  };
}

/**
 * Adds the secret of the profile if the secret of one of these keys is unknown. Returns a problem if the user named a
 * profile that has no credentials.
 */
export async function knowingKeys(
  settings: VerifySettings,
  keyIds: readonly Octets[],
): Promise<VerifySettings | Problem> {
  const isKnown = keyIds.every((keyId) => secretOfKey(settings.secrets, keyId));
  return isKnown ? settings : withProfile(settings);
}

export async function withProfile(settings: VerifySettings): Promise<VerifySettings | Problem> {
  const found = await settings.ofProfile();
  if (isProblem(found)) return found;
  return {
    ...settings,
    secrets: [...settings.secrets, ...found.secrets],
    remarks: [...settings.remarks, ...found.remarks],
  };
}

/**
 * Asks for the secret at the terminal if the secret is unknown and there is a terminal. Returns a problem if the user
 * interrupts.
 */
export async function withAskedSecret(
  world: Terminal,
  settings: VerifySettings,
  keyId: Octets,
): Promise<VerifySettings | Problem> {
  if (!world.askSecret || secretOfKey(settings.secrets, keyId)) return settings;
  const text = textFromOctets(keyId) ?? keyId;
  const secretAccessKey = await world.askSecret(
    `Secret access key of ${visibleText(text)} (not shown; press Enter to continue without it): `,
  );
  if (secretAccessKey === null) return settings;
  if (isProblem(secretAccessKey)) return secretAccessKey;
  const asked = { accessKeyId: text, secretAccessKey, source: { kind: 'terminal' } as const };
  return { ...settings, secrets: [asked, ...settings.secrets] };
}
