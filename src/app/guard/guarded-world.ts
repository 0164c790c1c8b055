/**
 * Guards what leaves a command. A command gets its inputs from the world and gives its results to the world, so this is
 * the one place where every secret that came in can be masked in everything that goes out, wherever it is in a request.
 */
import { hasFormOfSecret } from '../../aws/secret-form.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { OptionValues } from '../options/option-values.ts';
import { secretsInFile } from '../settings/secrets.ts';
import type { Files } from '../world/files.ts';
import type { Profile } from '../world/profiles.ts';
import type { Screen, Screens } from '../world/screens.ts';
import type { Terminal } from '../world/terminal.ts';
import type { Surroundings } from '../world/world.ts';
import { type SecretVault, secretVault } from './secret-vault.ts';

/** What the user typed after the name of the command. */
interface CommandLine {
  readonly options: OptionValues;
  readonly operands: readonly string[];
}

/** The parts of the world through which secrets come in and go out. */
export type GuardedParts = Pick<Files, 'readFile'> & Terminal & Surroundings & Screens<never>;

/** Resolves with a world that masks every secret that came in through it in its texts, its messages, and its screen. */
export async function guardedWorld<Outside extends GuardedParts>(
  world: Outside,
  { options, operands }: CommandLine,
): Promise<Outside> {
  const vault = secretVault();
  const { masked } = vault;
  keepOfEnvironment(vault, world.environment);
  await vault.keepLabelled(octetsFromText([...Object.values(options).flat(), ...operands].map(String).join('\n')));
  return {
    ...world,
    masked,
    secrets: vault.secrets,
    output: (text: string) => world.output(masked(text)),
    errors: (text: string) => world.errors(masked(text)),
    rows: (text: string) => world.rows(masked(text)),
    readFile: async (path: string) => {
      const octets = await world.readFile(path);
      if (isProblem(octets)) return octets;
      await vault.keepLabelled(octets);
      if (path === options.secretFrom) keepOfFile(vault, octets, path);
      return octets;
    },
    loadProfile: async (name: string | null) => {
      const profile = await world.loadProfile(name);
      return isProblem(profile) ? profile : guardedProfile(vault, profile);
    },
    askSecret: guardedQuestion(vault, world.askSecret),
    screen: world.screen && guardedScreen(vault, world.screen),
  };
}

/** Keeps the variables that are named as secrets, and an access key ID that is a secret in its place. */
function keepOfEnvironment({ keep }: SecretVault, environment: Surroundings['environment']): void {
  const keyId = environment.AWS_ACCESS_KEY_ID ?? '';
  if (hasFormOfSecret(keyId)) keep(keyId);
  for (const [name, value = ''] of Object.entries(environment)) if (SECRET_VARIABLE.test(name)) keep(value, keyId);
}

const SECRET_VARIABLE = /(?:secret|secret_?(?:access_?)?key|password|passwd|token)$/i;

/** Keeps the secrets in the file of `--secret-from`, and their session tokens. */
function keepOfFile({ keep }: SecretVault, octets: Octets, path: string): void {
  const found = secretsInFile(octets, path);
  for (const { accessKeyId, secretAccessKey, sessionToken = '' } of isProblem(found) ? [] : found) {
    keep(secretAccessKey, accessKeyId);
    keep(sessionToken);
  }
}

function guardedProfile({ keep }: SecretVault, profile: Profile): Profile {
  return {
    ...profile,
    credentials: async () => {
      const found = await profile.credentials();
      if (isProblem(found)) return found;
      const { accessKeyId, secretAccessKey, sessionToken } = found;
      if (hasFormOfSecret(accessKeyId)) keep(accessKeyId);
      keep(secretAccessKey, accessKeyId);
      keep(sessionToken ?? '');
      return found;
    },
  };
}

function guardedQuestion({ keep }: SecretVault, askSecret: Terminal['askSecret']): Terminal['askSecret'] {
  return (
    askSecret &&
    (async (question) => {
      const answer = await askSecret(question);
      if (typeof answer === 'string') keep(answer);
      return answer;
    })
  );
}

function guardedScreen<Shown>({ masked, keepLabelled }: SecretVault, screen: Screen<Shown>): Screen<Shown> {
  const guard = { masked, keepPaste: (text: string) => void keepLabelled(octetsFromText(text)) };
  return { ...screen, show: (session, choice) => screen.show(session, choice, guard) };
}
