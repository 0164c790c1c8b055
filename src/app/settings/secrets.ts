/** Which secret access keys are known, to verify what others signed: by option, environment, AWS's examples, profile. */
import { fileSource, type InputSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { sourceWords } from '../../pages/input-words.ts';
import { isPublished, type KnownSecret, PUBLISHED_SECRETS, secretOfKey } from '../../verification/known-secrets.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import type { OptionValues } from '../options/option-values.ts';
import type { Files } from '../world/files.ts';
import type { World } from '../world/world.ts';
import { type Settings, settingsOf } from './settings.ts';

/** Secrets, and who is asked where none of them is that of the key that a request names. */
export interface SecretSources {
  /** Known without asking anybody. */
  readonly secrets: readonly KnownSecret[];
  /** Those of the profile. Asks for them at the first call alone: that may run a program, or ask a server. */
  readonly ofProfile: () => Promise<ProfileSecrets | Problem>;
}

export interface ProfileSecrets {
  readonly secrets: readonly KnownSecret[];
  /** Why the profile in use gives none, where it is there; one that somebody named is a problem then. */
  readonly remarks: readonly string[];
}

/** The problem is one of --secret-from. */
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

/** A secret without the ID of its key is one of whatever key a request names. */
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

/** One secret alone, or a line for each key: its ID, a colon, its secret, as s3fs has them in its password file. */
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

/** A setting of a shell or of AWS's files, a quoted text, JSON: taken for the secret itself, it would only never match. */
const OTHER_SYNTAX = /^(?:export\s|set\s|["'{[])|^\w*aws_\w+\s*=/i;

/** The lines themselves are nothing to show. */
function noSecrets(source: InputSource): Problem {
  return problem(
    'secret-from',
    `${quotedOperand(sourceWords(source))}, given with --secret-from, holds no secret access key that can be told from others.`,
    'Write the secret alone into it, or a line for each key: its ID, a colon, its secret.',
  );
}

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
