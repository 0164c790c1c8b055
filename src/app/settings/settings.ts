/** Credentials, region and endpoint, each with its source, in the order of precedence of the AWS CLI. */
import { regionInHost, regionOfHost } from '../../aws/s3-hosts.ts';
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sourceWords } from '../../pages/input-words.ts';
import { isRegionName } from '../../sigv4/spellings.ts';
import { byDefault, type OptionValues, sourced } from '../options/option-values.ts';

export interface CredentialTexts {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

export interface SourcedCredentials {
  readonly accessKeyId: Sourced<string>;
  readonly secretAccessKey: Sourced<string>;
  readonly sessionToken: Sourced<string> | null;
}

/** A profile of AWS's shared files, read by AWS's own loaders. */
export interface Profile {
  readonly name: string;
  readonly region: string | null;
  /** The endpoint of S3, or else of all services. */
  readonly endpointUrl: string | null;
  /** May run a program or ask a server: SSO, credential_process, assumed roles. */
  readonly credentials: () => Promise<CredentialTexts | Problem>;
}

export interface SettingSources {
  readonly options: OptionValues;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Loads a profile; `null` means the one that AWS_PROFILE names, or `default`. */
  readonly loadProfile: (name: string | null) => Promise<Profile | Problem>;
}

/** `none`: the user named no profile, and the default one does not exist or fails, which `why` explains. */
export type ProfileCredentials =
  | { readonly kind: 'found'; readonly credentials: CredentialTexts; readonly source: InputSource }
  | { readonly kind: 'none'; readonly why: Problem | null };

export interface Settings {
  readonly region: (host: string | null) => Promise<Sourced<string> | Problem>;
  readonly endpoint: () => Promise<Sourced<string> | null | Problem>;
  readonly credentials: () => Promise<SourcedCredentials | Problem>;
  /** The keys in the environment. One may be missing. Both are `null` with `--profile`, which takes precedence. */
  readonly environmentKeys: () => Readonly<Record<'accessKeyId' | 'secretAccessKey', string | null>>;
  /** The credentials of the profile, even if the environment has some. */
  readonly profileCredentials: () => Promise<ProfileCredentials | Problem>;
}

/** The code of the problem of a missing profile, which is ignored if the user did not name it. */
export const NO_PROFILE = 'no-profile';

const DEFAULT_REGION = 'us-east-1';

/** Makes the settings of a command. A profile is loaded only when one of them needs it. */
export function settingsOf({ options, environment, loadProfile }: SettingSources): Settings {
  const named = typeof options.profile === 'string' ? options.profile : null;
  // A profile that the user named must exist; the default one need not.
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
    profileCredentials,
    async region(host) {
      const given = sourced('--region', options.region) ?? fromEnvironment('AWS_REGION', 'AWS_DEFAULT_REGION');
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
      const given =
        sourced('--endpoint-url', options.endpointUrl) ?? fromEnvironment('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
      if (given) return given;
      const found = await profile();
      if (isProblem(found)) return isNamed ? found : null;
      return found.endpointUrl === null ? null : { value: found.endpointUrl, source: sourceOf(found) };
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
      if (found.kind === 'none') return noCredentials(found.why?.says);
      return sourcedCredentials(found.credentials, found.source);
    },
  };
}

const sourceOf = ({ name }: Profile): InputSource => ({ kind: 'profile', name });

/** Gives the same source to each of the credentials. */
function sourcedCredentials(texts: CredentialTexts, source: InputSource): SourcedCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = texts;
  return {
    accessKeyId: { value: accessKeyId, source },
    secretAccessKey: { value: secretAccessKey, source },
    sessionToken: sessionToken === null ? null : { value: sessionToken, source },
  };
}

/** Finds the region in a host name, or the default one. `host`: `null` for an address without a host. */
export function regionOfUrl(host: string | null): Sourced<string> {
  const ofHost = host === null ? null : (regionOfHost(host) ?? regionInHost(host));
  return ofHost ? { value: ofHost, source: { kind: 'host-name' } } : byDefault(DEFAULT_REGION);
}

/** Refuses a text that is not a region. */
export function badRegion({ value, source }: Sourced<string>): Problem | null {
  if (isRegionName(value)) return null;
  return problem(
    'region',
    `${JSON.stringify(value)}, from ${sourceWords(source)}, is not a region.`,
    'Use letters, digits and hyphens, as in eu-west-1.',
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

function noCredentials(why?: string): Problem {
  const says = `There are no credentials in the environment or in a profile${why ? `: ${why}` : '.'}`;
  return problem(
    'credentials',
    says,
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, or use --no-sign-request for a public bucket.',
  );
}
