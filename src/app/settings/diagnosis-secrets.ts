/** Which secret a failed request was signed with, as far as anybody knows it. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { isPublished, type KnownSecret, secretOfKey } from '../../verification/known-secrets.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import type { OptionValues } from '../options/option-values.ts';
import type { World } from '../world/world.ts';
import { findSecrets, type SecretSources } from './find-secrets.ts';

/** The profile is asked where nobody else has the secret of the key; whoever gave one by name wants that tried. */
export async function secretsFor(
  world: World,
  options: OptionValues,
  evidence: Evidence,
): Promise<readonly KnownSecret[] | Problem> {
  const sources: SecretSources | Problem = await findSecrets(world, options);
  if (isProblem(sources)) return sources;
  const { request, answer } = evidence;
  const keyId = (request && accessKeyIdOf(request)) ?? answer?.accessKeyId ?? null;
  if (keyId === null || secretOfKey(sources.secrets, keyId)) return sources.secrets;
  const ofProfile = await sources.ofProfile();
  if (isProblem(ofProfile)) return ofProfile;
  return [...sources.secrets, ...ofProfile.secrets];
}

/** The secret of an access key ID, which is empty where nobody said it; `null` for one that nobody knows. */
export type SecretFinder = (accessKeyId: Octets) => Octets | null;

/** Of a key that nobody named, a secret that somebody gave. */
export function secretFinder(secrets: readonly KnownSecret[]): SecretFinder {
  return (accessKeyId) => {
    const own = secrets.filter((secret) => !isPublished(secret));
    const found = secretOfKey(secrets, accessKeyId) ?? (accessKeyId === '' ? (own[0] ?? null) : null);
    return found && octetsFromText(found.secretAccessKey);
  };
}
