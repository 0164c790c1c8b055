/** Which secret access keys are known, to verify what others signed: by option, environment, profile, AWS's examples. */
import { textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { type KnownSecret, PUBLISHED_SECRETS } from '../verification/known-secrets.ts';
import type { OptionValues } from './option-values.ts';
import type { World } from './world.ts';

/** Those that are known without asking anybody. A profile that somebody named has to be there. */
export async function findSecrets(world: World, options: OptionValues): Promise<readonly KnownSecret[] | Problem> {
  const fromFile = await secretsOfFile(world, options.secretFrom);
  if (isProblem(fromFile)) return fromFile;
  const fromProfile = await secretsOfProfile(world, options.profile);
  if (isProblem(fromProfile)) return fromProfile;
  return [...fromFile, ...secretsOfEnvironment(world), ...fromProfile, ...PUBLISHED_SECRETS];
}

function secretsOfEnvironment({ environment }: World): KnownSecret[] {
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY ?? '';
  const accessKeyId = environment.AWS_ACCESS_KEY_ID ?? '';
  if (secretAccessKey === '') return [];
  return [{ accessKeyId: accessKeyId === '' ? null : accessKeyId, secretAccessKey, source: 'the environment' }];
}

async function secretsOfProfile(world: World, name: OptionValues[string]): Promise<KnownSecret[] | Problem> {
  const named = typeof name === 'string' ? name : null;
  const isNamed = named !== null || (world.environment.AWS_PROFILE ?? '') !== '';
  const profile = await world.loadProfile(named);
  if (isProblem(profile)) return isNamed ? profile : [];
  const credentials = await profile.credentials();
  if (isProblem(credentials)) return isNamed ? credentials : [];
  const { accessKeyId, secretAccessKey } = credentials;
  return [{ accessKeyId, secretAccessKey, source: `the profile ${profile.name}` }];
}

/** One secret alone, or a line for each key: its ID, a colon, its secret, as s3fs has them in its password file. */
async function secretsOfFile(world: World, path: OptionValues[string]): Promise<KnownSecret[] | Problem> {
  if (typeof path !== 'string') return [];
  const octets = await world.readFile(path);
  if (isProblem(octets)) return octets;
  const lines = (textFromOctets(octets) ?? octets)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const source = path === '-' ? 'standard input' : path;
  const secrets = lines.map((line): KnownSecret => {
    const [before, after] = line.split(/:(.*)/s, 2);
    return after === undefined
      ? { accessKeyId: null, secretAccessKey: line, source }
      : { accessKeyId: before ?? '', secretAccessKey: after, source };
  });
  const alone = secrets.filter(({ accessKeyId }) => accessKeyId === null).length;
  if (secrets.length === 0 || (alone > 0 && secrets.length > 1)) return noSecrets(source);
  return secrets;
}

/** The lines themselves are nothing to show. */
function noSecrets(source: string): Problem {
  return problem(
    'secret-from',
    `${JSON.stringify(source)}, given with --secret-from, holds no secret access key that can be told from others.`,
    'Write the secret alone into it, or a line for each key: its ID, a colon, its secret.',
  );
}
