/** The secret of the key that a request names: nobody is asked for one that is known, or that no request needs. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { visibleText } from '../../pages/characters/visible.ts';
import { secretOfKey } from '../../verification/known-secrets.ts';
import type { Terminal } from '../world/terminal.ts';
import type { VerifySettings } from './verify-settings.ts';

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
