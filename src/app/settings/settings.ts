/**
 * Finds credentials, the Region, and the endpoint, each with its source, in the same order of precedence as the AWS
 * CLI.
 */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { regionInHost, regionOfHost } from '../../aws/s3-hosts.ts';
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { isRegionName } from '../../sigv4/spellings.ts';
import { sourceWords } from '../../views/input-words.ts';
import { byDefault, type ValuesOf } from '../options/option-values.ts';
import { HOW_TO_WRITE_A_REGION } from '../options/signing-kinds.ts';
import type { SIGNING_OPTIONS } from '../options/signing-options.ts';
import { type CredentialTexts, NO_PROFILE, type Profile, type Surroundings } from '../world/world.ts';

export interface SourcedCredentials {
  readonly accessKeyId: Sourced<string>;
  readonly secretAccessKey: Sourced<string>;
  readonly sessionToken: Sourced<string> | null;
}

/** The options that take precedence over the environment and the profile. */
type SettingValues = Pick<ValuesOf<typeof SIGNING_OPTIONS>, 'region' | 'endpointUrl' | 'profile'>;

/**
 * The result of a search for credentials in a profile. The result is `none` if the user named no profile and the
 * default profile has no credentials; `why` is the problem, or `null` if the profile does not exist.
 */
type ProfileCredentials =
  | { readonly kind: 'found'; readonly credentials: CredentialTexts; readonly source: InputSource }
  | { readonly kind: 'none'; readonly why: Problem | null };

export interface Settings {
  readonly region: (host: string | null) => Promise<Sourced<string> | Problem>;
  readonly endpoint: () => Promise<Sourced<string> | null | Problem>;
  readonly credentials: () => Promise<SourcedCredentials | Problem>;
  /**
   * Returns the keys in the environment, each of which may be missing. Both are `null` with `--profile`, which takes
   * precedence.
   */
  readonly environmentKeys: () => Readonly<Record<'accessKeyId' | 'secretAccessKey', string | null>>;
  /** Loads the profile, without its credentials. */
  readonly profile: () => Promise<Profile | Problem>;
  /** Returns the credentials of the profile, even if the environment also contains credentials. */
  readonly profileCredentials: () => Promise<ProfileCredentials | Problem>;
}

const DEFAULT_REGION = 'us-east-1';

/** Creates the settings of a command. The profile is loaded only when a setting needs it. */
export function settingsOf(
  { environment, loadProfile }: Pick<Surroundings, 'environment' | 'loadProfile'>,
  options: SettingValues,
): Settings {
  const named = options.profile ?? null;
  // A profile that the user named must exist, but the default profile need not exist.
  const isNamed = named !== null || (environment.AWS_PROFILE ?? '') !== '';
  let loading: Promise<Profile | Problem> | null = null;
  const profile = () => (loading ??= loadProfile(named));
  const fromEnvironment = (...names: string[]): Sourced<string> | null => {
    const name = names.find((candidate) => (environment[candidate] ?? '') !== '');
    return name ? { value: environment[name] ?? '', source: { kind: 'variable', name } } : null;
  };
  const environmentKeys = () => ({
    accessKeyId: named === null ? (fromEnvironment('AWS_ACCESS_KEY_ID')?.value ?? null) : null,
    secretAccessKey: named === null ? (fromEnvironment('AWS_SECRET_ACCESS_KEY')?.value ?? null) : null,
  });
  const profileCredentials = async (): Promise<ProfileCredentials | Problem> => {
    const found = await profile();
    if (isProblem(found)) return isNamed ? found : { kind: 'none', why: found.code === NO_PROFILE ? null : found };
    const credentials = await found.credentials();
    if (isProblem(credentials)) return isNamed ? credentials : { kind: 'none', why: credentials };
    return { kind: 'found', credentials, source: sourceOf(found) };
  };

  return {
    environmentKeys,
    profile,
    profileCredentials,
    async region(host) {
      const given = options.region ?? fromEnvironment('AWS_REGION', 'AWS_DEFAULT_REGION');
      if (given) return badRegion(given) ?? given;
      const found = await profile();
      if (isProblem(found) && isNamed) return found;
      if (!isProblem(found) && found.region) {
        const ofProfile = { value: found.region, source: sourceOf(found) };
        return badRegion(ofProfile) ?? ofProfile;
      }
      return regionOfUrl(host);
    },
    async endpoint() {
      const given = options.endpointUrl ?? fromEnvironment('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
      if (given) return given;
      const found = await profile();
      if (isProblem(found)) return isNamed ? found : null;
      const { endpointUrl } = found;
      return endpointUrl === null || isProblem(endpointUrl)
        ? endpointUrl
        : { value: endpointUrl, source: sourceOf(found) };
    },
    async credentials() {
      const { accessKeyId, secretAccessKey } = environmentKeys();
      if (accessKeyId && secretAccessKey) {
        const sessionToken = fromEnvironment('AWS_SESSION_TOKEN')?.value ?? null;
        return sourcedCredentials({ accessKeyId, secretAccessKey, sessionToken }, { kind: 'environment' });
      }
      if (accessKeyId || secretAccessKey) return halfCredentials(accessKeyId === null);
      const found = await profileCredentials();
      if (isProblem(found)) return found;
      if (found.kind === 'none') return noCredentials(found.why);
      return sourcedCredentials(found.credentials, found.source);
    },
  };
}

const sourceOf = ({ name, source }: Profile): InputSource => source ?? { kind: 'profile', name };

function sourcedCredentials(texts: CredentialTexts, source: InputSource): SourcedCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = texts;
  return {
    accessKeyId: { value: accessKeyId, source },
    secretAccessKey: { value: secretAccessKey, source },
    sessionToken: sessionToken === null ? null : { value: sessionToken, source },
  };
}

/** Returns the Region in a host name, or the default Region. `host` is `null` for an address without a host. */
export function regionOfUrl(host: string | null): Sourced<string> {
  const ofHost = host === null ? null : (regionOfHost(host) ?? regionInHost(host));
  return ofHost ? { value: ofHost, source: { kind: 'host-name' } } : byDefault(DEFAULT_REGION);
}

/** Returns the host of an address such as an endpoint; `null` for a text that is none. */
export function hostOfAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url.hostname : null;
}

/** Returns a problem for a text that is not a Region name, and `null` for a valid one. */
export function badRegion({ value, source }: Sourced<string>): Problem | null {
  if (isRegionName(value)) return null;
  return problem(
    'region',
    source.kind === 'edit'
      ? `You typed ${JSON.stringify(value)}, which is not a Region.`
      : `${JSON.stringify(value)}, from ${sourceWords(source)}, is not a Region.`,
    /^["']|["']$/.test(value) ? 'Remove the quotation marks, which are part of it here.' : HOW_TO_WRITE_A_REGION,
  );
}

function halfCredentials(isKeyIdMissing: boolean): Problem {
  const [there, missing] = isKeyIdMissing
    ? ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']
    : ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  return problem(
    'credentials',
    `The environment has ${there} but no ${missing}.`,
    `Set ${missing} too, or unset both.`,
  );
}

/** The code of the problem for credentials that are neither in the environment nor in a profile. */
export const NO_CREDENTIALS = 'no-credentials';

/** Returns the problem for missing credentials. `why` is the problem with the default profile, if it exists. */
function noCredentials(why: Problem | null): Problem {
  const says = `There are no credentials in the environment or in a profile${why ? `: ${why.says}` : '.'}`;
  return problem(
    why ? 'credentials' : NO_CREDENTIALS,
    says,
    why?.fix ??
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, or use --no-sign-request for a public bucket.',
  );
}

/** Returns the same settings, with AWS's example credentials if there are no other credentials. */
export function withExampleKey(settings: Settings): Settings {
  const credentials = async () => {
    const found = await settings.credentials();
    if (!isProblem(found) || found.code !== NO_CREDENTIALS) return found;
    return sourcedCredentials({ ...S3_EXAMPLE_KEY, sessionToken: null }, EXAMPLE_KEY_SOURCE);
  };
  return { ...settings, credentials };
}

const EXAMPLE_KEY_SOURCE: InputSource = { kind: 'documentation' };

/** Returns whether these are the example credentials that replace missing credentials. */
export const isExampleKey = (credentials: SourcedCredentials | null): boolean =>
  credentials?.accessKeyId.source === EXAMPLE_KEY_SOURCE;
