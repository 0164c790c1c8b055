/** The secret access keys that are known for verifying: from an option, the environment, AWS's examples and a profile. */
import { fileSource, type InputSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { sourceWords } from '../../pages/input-words.ts';
import { isPublished, type KnownSecret, PUBLISHED_SECRETS, secretOfKey } from '../../verification/keys.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import type { OptionValues } from '../options/option-values.ts';
import type { Files } from '../world/files.ts';
import type { World } from '../world/world.ts';
import { type Settings, settingsOf } from './settings.ts';

/** Known secrets, and where to look for others. */
export interface SecretSources {
  /** The secrets that are known without asking a profile. */
  readonly secrets: readonly KnownSecret[];
  /** Asks the profile, at the first call only: that may run a program or ask a server. */
  readonly ofProfile: () => Promise<ProfileSecrets | Problem>;
}

export interface ProfileSecrets {
  readonly secrets: readonly KnownSecret[];
  /** Why an existing profile that the user did not name has none. For a named profile, that is a problem. */
  readonly remarks: readonly string[];
}

/** Finds the known secrets. A problem is about the file of `--secret-from`. */
export async function findSecrets(world: World, options: OptionValues): Promise<SecretSources | Problem> {
  const fromFile = await secretsOfFile(world, options.secretFrom);
  if (isProblem(fromFile)) return fromFile;
  const settings = settingsOf({ options, environment: world.environment, loadProfile: world.loadProfile });
  let asked: Promise<ProfileSecrets | Problem> | null = null;
  return {
    secrets: [...fromFile, ...secretsOfEnvironment(settings), ...PUBLISHED_SECRETS],
    ofProfile: () => (asked ??= secretsOfProfile(settings)),
  };
}

/** Reads the secret of the environment. Without a key ID, it is used for any key. */
function secretsOfEnvironment({ environmentKeys }: Settings): KnownSecret[] {
  const { accessKeyId, secretAccessKey } = environmentKeys();
  return secretAccessKey === null ? [] : [{ accessKeyId, secretAccessKey, source: { kind: 'environment' } }];
}

async function secretsOfProfile({ profileCredentials }: Settings): Promise<ProfileSecrets | Problem> {
  const found = await profileCredentials();
  if (isProblem(found)) return found;
  if (found.kind === 'none') return { secrets: [], remarks: found.why ? [`${found.why.says} ${found.why.fix}`] : [] };
  const { accessKeyId, secretAccessKey } = found.credentials;
  return { secrets: [{ accessKeyId, secretAccessKey, source: found.source }], remarks: [] };
}

/** Reads a file with one secret, or with a line for each key: ID, colon, secret, as in the password file of s3fs. */
async function secretsOfFile(world: Files, path: OptionValues[string]): Promise<KnownSecret[] | Problem> {
  if (typeof path !== 'string') return [];
  const octets = await world.readFile(path);
  if (isProblem(octets)) return octets;
  const lines = (textFromOctets(octets) ?? octets)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const source = fileSource(path);
  if (lines.some((line) => OTHER_SYNTAX.test(line))) return noSecrets(source);
  const secrets = lines.map((line): KnownSecret => {
    const [before, after] = line.split(/\s*:\s*(.*)/s, 2);
    return after === undefined
      ? { accessKeyId: null, secretAccessKey: line, source }
      : { accessKeyId: before ?? '', secretAccessKey: after, source };
  });
  const alone = secrets.filter(({ accessKeyId }) => accessKeyId === null).length;
  if (secrets.length === 0 || (alone > 0 && secrets.length > 1)) return noSecrets(source);
  return secrets;
}

/** Shell settings, AWS's configuration files, quoted text and JSON: read as a secret, they would never match. */
const OTHER_SYNTAX = /^(?:export\s|set\s|["'{[])|^\w*aws_\w+\s*=/i;

// The lines are not quoted, because they may contain secrets.
function noSecrets(source: InputSource): Problem {
  return problem(
    'secret-from',
    `${quotedOperand(sourceWords(source))}, given with --secret-from, is not a file of secret access keys.`,
    'Write only the secret into it, or a line for each key: its ID, a colon, its secret.',
  );
}

/** Finds the secrets for a diagnosis. Asks the profile only if the secret of the request's key is not known otherwise. */
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

/** Finds the secret of an access key ID, which is empty if it is not known; `null` if there is no secret. */
export type SecretFinder = (accessKeyId: Octets) => Octets | null;

/** Makes a finder of secrets. For an unnamed key, it returns the first secret that the user supplied. */
export function secretFinder(secrets: readonly KnownSecret[]): SecretFinder {
  return (accessKeyId) => {
    const own = secrets.filter((secret) => !isPublished(secret));
    const found = secretOfKey(secrets, accessKeyId) ?? (accessKeyId === '' ? (own[0] ?? null) : null);
    return found && octetsFromText(found.secretAccessKey);
  };
}
