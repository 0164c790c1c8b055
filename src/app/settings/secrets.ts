/**
 * Finds the secret access keys that verification may use. The keys come from an option, the environment, the AWS
 * examples, and a profile.
 */

import { fileSource } from '../../bytes/input.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { secretAccessKeysIn } from '../../evidence/secrets/find-secrets.ts';
import {
  isPublished,
  type KnownSecret,
  PUBLISHED_SECRETS,
  secretOfKey,
  secretsOfKey,
} from '../../verification/keys.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { sourceWords } from '../../views/input-words.ts';
import type { SecretChoices } from '../options/secret-options.ts';
import type { Files } from '../world/files.ts';
import type { Terminal } from '../world/terminal.ts';
import type { Surroundings } from '../world/world.ts';
import { type Settings, settingsOf } from './settings.ts';

/** Where secrets can be found. */
export type SecretWorld = Pick<Files, 'readFile'> &
  Pick<Surroundings, 'environment' | 'loadProfile'> &
  Pick<Terminal, 'nameOfOption'>;

/** Known secrets, and a way to find more. */
export interface SecretSources {
  /** The secrets that are known without loading a profile. */
  readonly secrets: readonly KnownSecret[];
  /**
   * Finds the secret of the profile. Only the first call loads the profile, because loading may run a program or
   * contact a server.
   */
  readonly ofProfile: () => Promise<ProfileSecrets | Problem>;
}

interface ProfileSecrets {
  readonly secrets: readonly KnownSecret[];
  /**
   * The reason, if the default profile exists but has no credentials. If the user named the profile, this is a problem
   * instead.
   */
  readonly remarks: readonly string[];
}

/** Finds the known secrets. Returns a problem if the file of `--secret-from` cannot be used. */
export async function findSecrets(world: SecretWorld, options: SecretChoices): Promise<SecretSources | Problem> {
  const fromFile = await secretsOfFile(world, options.secretFrom);
  if (isProblem(fromFile)) return fromFile;
  const settings = settingsOf(world, options);
  let asked: Promise<ProfileSecrets | Problem> | null = null;
  return {
    secrets: [...fromFile, ...secretsOfEnvironment(settings), ...PUBLISHED_SECRETS],
    ofProfile: () => (asked ??= secretsOfProfile(settings)),
  };
}

/** Returns the secret in the environment, if there is one. A secret that has no access key ID is used for any key. */
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

/** Reads a file of secrets. */
export async function secretsOfFile(
  world: Pick<SecretWorld, 'readFile' | 'nameOfOption'>,
  path: string | undefined,
): Promise<KnownSecret[] | Problem> {
  if (path === undefined) return [];
  const octets = await world.readFile(path);
  if (isProblem(octets)) return octets;
  return secretsInFile(octets, path) ?? noSecrets(path, world.nameOfOption('secretFrom'));
}

/**
 * Returns the secrets in a file, which contains either a single secret, or one line for each key: the key's ID, a colon,
 * and the secret. The s3fs password file has the same form. For temporary credentials, another colon and the session
 * token follow. Returns `null` for any other text.
 */
export function secretsInFile(octets: Octets, path: string): KnownSecret[] | null {
  const lines = asText(octets)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const source = fileSource(path);
  if (lines.some((line) => OTHER_SYNTAX.test(line))) return null;
  const secrets = lines.map((line): KnownSecret => {
    const [before = '', after] = line.split(/\s*:\s*(.*)/s, 2);
    if (after === undefined) return { accessKeyId: null, secretAccessKey: before, source };
    const [secretAccessKey = '', ...token] = after.split(':');
    const sessionToken = token.join(':');
    return { accessKeyId: before, secretAccessKey, ...(sessionToken !== '' && { sessionToken }), source };
  });
  const alone = secrets.filter(({ accessKeyId }) => accessKeyId === null).length;
  return secrets.length === 0 || (alone > 0 && secrets.length > 1) ? null : secrets;
}

/**
 * Matches shell settings, AWS configuration files, quoted text, and JSON. If their lines were read as secrets, they
 * would never match a signature.
 */
const OTHER_SYNTAX = /^(?:export\s|set\s|["'{[])|^\w*aws_\w+\s*=/i;

// The lines are not quoted, because they may contain secrets. An argument of a tool is a file with the name of it.
function noSecrets(path: string, option: string): Problem {
  return problem(
    'secret-from',
    path === option
      ? `The argument ${option} is not a secret access key.`
      : `${quotedOperand(sourceWords(fileSource(path)))}, given with ${option}, is not a file of secret access keys.`,
    'Write only the secret, or a line for each key: its ID, a colon, its secret.',
  );
}

/**
 * Finds the secrets for a diagnosis. The profile is loaded only if the secret of the request's key is not otherwise
 * known.
 */
export async function secretsFor(
  world: SecretWorld,
  options: SecretChoices,
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

/** Returns the secrets to try for an access key ID, the first one first. An empty ID means that the ID is unknown. */
type SecretFinder = (accessKeyId: Octets) => readonly KnownSecret[];

/**
 * Returns a finder of secrets. If the access key ID is unknown, the finder returns the first secret that the user
 * supplied.
 */
export function secretFinder(secrets: readonly KnownSecret[]): SecretFinder {
  return (accessKeyId) => {
    const found = secretsOfKey(secrets, accessKeyId);
    if (found.length > 0 || accessKeyId !== '') return found;
    return secrets.filter((secret) => !isPublished(secret)).slice(0, 1);
  };
}

/** Returns the secrets in a pasted text. */
export const pastedSecretsIn = (octets: Octets): readonly KnownSecret[] =>
  secretAccessKeysIn(octets).map((secret) => ({
    accessKeyId: null,
    secretAccessKey: asText(secret),
    source: { kind: 'paste' },
  }));
