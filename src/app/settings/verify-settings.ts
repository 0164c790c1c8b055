/** Reads the settings of `sigv4 verify`, which apply to all requests that the command verifies. */

import { asText, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Rules } from '../../sigv4/rules.ts';
import { secretOfKey, type VerifierSettings } from '../../verification/keys.ts';
import { visibleText } from '../../views/characters/visible.ts';
import { ruleChoices } from '../options/rule-option.ts';
import type { SecretChoices } from '../options/secret-options.ts';
import type { Terminal } from '../world/terminal.ts';
import type { World } from '../world/world.ts';
import { findSecrets, type SecretSources, type SecretWorld } from './secrets.ts';

export interface VerifySettings extends VerifierSettings, SecretSources {
  readonly showsSecrets: boolean;
  /** Returns the secrets that came from outside, which are masked wherever they are written. */
  readonly otherSecrets: () => readonly Octets[];
  /** Whether the time was given by the user or comes from this machine's clock. */
  readonly clock: 'given' | 'current';
  /** Sentences about the search for secrets, to be shown with the result. */
  readonly remarks: readonly string[];
}

/** What verification needs of the world. */
export type VerifyingWorld = SecretWorld & Pick<World, 'now' | 'secrets'>;

/** The choices of a command that verifies requests. */
export interface VerifyChoices extends SecretChoices {
  /** The time of the server in milliseconds since 1970. */
  readonly at?: number | undefined;
  readonly rule?: readonly Partial<Rules>[];
  readonly showSecret?: true | undefined;
}

/** Reads the options. Does not load the profile yet. */
export async function readVerifySettings(
  world: VerifyingWorld,
  options: VerifyChoices,
): Promise<VerifySettings | Problem> {
  const sources = await findSecrets(world, options);
  if (isProblem(sources)) return sources;
  return {
    ...sources,
    now: options.at ?? world.now().getTime(),
    clock: options.at === undefined ? 'current' : 'given',
    rules: ruleChoices(options.rule),
    remarks: [],
    showsSecrets: options.showSecret === true,
    otherSecrets: world.secrets,
  };
}

/**
 * Adds the secret of the profile if the secret of one of these keys is unknown; `null` is no key. Returns a problem if the
 * user named a profile that has no credentials.
 */
export async function knowingKeys<Known extends VerifySettings>(
  settings: Known,
  keyIds: readonly (Octets | null)[],
): Promise<Known | Problem> {
  const isKnown = keyIds.every((keyId) => keyId === null || secretOfKey(settings.secrets, keyId));
  return isKnown ? settings : withProfile(settings);
}

export async function withProfile<Known extends VerifySettings>(settings: Known): Promise<Known | Problem> {
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
export async function withAskedSecret<Known extends VerifySettings>(
  world: Terminal,
  settings: Known,
  keyId: Octets,
): Promise<Known | Problem> {
  if (!world.askSecret || secretOfKey(settings.secrets, keyId)) return settings;
  const text = asText(keyId);
  const secretAccessKey = await world.askSecret(
    `Secret access key of ${visibleText(text)} (not shown; press Enter to continue without it): `,
  );
  if (secretAccessKey === null) return settings;
  if (isProblem(secretAccessKey)) return secretAccessKey;
  const asked = { accessKeyId: text, secretAccessKey, source: { kind: 'terminal' } as const };
  return { ...settings, secrets: [asked, ...settings.secrets] };
}
