/**
 * Guards what leaves a command. A command gets its inputs from the world and gives its results to the world, so this is
 * the one place where every secret that came in can be masked in everything that goes out, wherever it is in a request.
 */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { hasFormOfSecret, misplacedSecrets, secretsInPlaceOfId } from '../../aws/secret-form.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { secretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { secretRanges } from '../../trace/masks/mask.ts';
import { maskedText } from '../../trace/masks/masked-text.ts';
import { SHORTEST_SECRET } from '../../trace/masks/shortest-secret.ts';
import type { OptionValues } from '../options/option-values.ts';
import { secretsInFile } from '../settings/secrets.ts';
import type { Files } from '../world/files.ts';
import type { Screen, Screens } from '../world/screens.ts';
import type { Terminal, TextMask } from '../world/terminal.ts';
import type { Profile, Surroundings } from '../world/world.ts';

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
    conceal: (value: Octets) => vault.keep(value),
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

/** Keeps the variables that are named as secrets, and the secrets in those whose values messages quote. */
function keepOfEnvironment({ keep }: SecretVault, environment: Surroundings['environment']): void {
  const { AWS_ACCESS_KEY_ID: keyId = '', AWS_SECRET_ACCESS_KEY: secret = '' } = environment;
  for (const misplaced of secretsInPlaceOfId(keyId, secret)) keep(misplaced);
  for (const [name, value = ''] of Object.entries(environment)) {
    if (SECRET_VARIABLE.test(name)) keep(value, keyId);
    else if (QUOTED_VARIABLE.test(name)) for (const misplaced of misplacedSecrets(value)) keep(misplaced);
  }
}

const QUOTED_VARIABLE = /^AWS_(?:DEFAULT_)?(?:REGION|PROFILE)$/;

const SECRET_VARIABLE = /(?:secret|secret_?(?:access_?)?key|password|passwd|token)$/i;

/** Keeps the secrets in the file of `--secret-from`, and their session tokens. */
function keepOfFile(vault: SecretVault, octets: Octets, path: string): void {
  for (const keys of secretsInFile(octets, path) ?? []) keepKeys(vault, keys);
}

/** Keeps a secret, its session token, and a secret in the place of its ID. */
function keepKeys({ keep }: SecretVault, { accessKeyId, secretAccessKey, sessionToken }: Keys): void {
  for (const misplaced of secretsInPlaceOfId(accessKeyId ?? '', secretAccessKey)) keep(misplaced);
  keep(secretAccessKey, accessKeyId);
  keep(sessionToken ?? '');
}

interface Keys {
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | null;
}

function guardedProfile(vault: SecretVault, profile: Profile): Profile {
  return {
    ...profile,
    credentials: async () => {
      const found = await profile.credentials();
      if (isProblem(found)) return found;
      keepKeys(vault, found);
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

interface SecretVault {
  /** Keeps a secret, and the access key ID that it belongs to, if it is known. */
  readonly keep: (secret: string, accessKeyId?: string | null) => void;
  /** Keeps the secrets that a text shows as such: after labels, in headers, and alone on a line. */
  readonly keepLabelled: (text: Octets) => Promise<void>;
  readonly masked: TextMask;
  readonly secrets: () => readonly Octets[];
}

/** Collects the secrets that come from outside while a command runs, and masks them in the texts that go out. */
function secretVault(): SecretVault {
  const secrets = new Set<Octets>();
  let rangesOf: ReturnType<typeof secretRanges> | null = null;
  const add = (secret: Octets) => {
    if (secret.length < SHORTEST_SECRET || secrets.has(secret) || isExampleSecret(secret)) return;
    secrets.add(secret);
    rangesOf = null;
  };
  return {
    keep: (secret, accessKeyId = null) => {
      // A server of one's own may have the same word as ID and secret. Each request names it, so it hides nothing.
      if (secret !== accessKeyId || hasFormOfSecret(secret)) add(octetsFromText(secret));
    },
    keepLabelled: async (text) => {
      if (!MAY_SHOW_SECRET.test(text)) return;
      // Most commands begin without such a text, and the labels would delay their beginning.
      const { isMaskedElsewhere, LONGEST_DECODED, labelledSecretsIn } = await import(
        '../../evidence/secrets/mask-pasted-secrets.ts'
      );
      const inHeaders = secretsIn(plain(sliceOctets(text, 0, LONGEST_DECODED))).map(({ octets }) => octets);
      for (const secret of [...labelledSecretsIn(text), ...inHeaders.filter(isMaskedElsewhere)]) add(secret);
    },
    masked: (text) => {
      if (secrets.size === 0) return text;
      rangesOf ??= secretRanges([...secrets]);
      return maskedText(text, rangesOf);
    },
    secrets: () => [...secrets],
  };
}

/** Matches the characters that follow a label, and what is long enough for a secret without a label. */
const MAY_SHOW_SECRET = /[:=,>]|%3|[A-Za-z0-9/+]{24}/;
