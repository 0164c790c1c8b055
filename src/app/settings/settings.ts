/** Credentials, region and endpoint: who said what, in the order in which the AWS CLI asks them. */
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

/** Credentials, each with who gave it. */
export interface SourcedCredentials {
  readonly accessKeyId: Sourced<string>;
  readonly secretAccessKey: Sourced<string>;
  readonly sessionToken: Sourced<string> | null;
}

/** A profile of AWS's shared files, by AWS's own loaders. */
export interface Profile {
  readonly name: string;
  readonly region: string | null;
  /** Of S3, or of all services. */
  readonly endpointUrl: string | null;
  /** May ask another program or server: SSO, credential_process, assumed roles. */
  readonly credentials: () => Promise<CredentialTexts | Problem>;
}

export interface SettingSources {
  readonly options: OptionValues;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `null` for the one that AWS_PROFILE names, or `default`. Loaded only when something is asked of it. */
  readonly loadProfile: (name: string | null) => Promise<Profile | Problem>;
}

/** `none` where nobody named a profile, and the usual one is not there or gives nothing: then `why` says what failed. */
export type ProfileCredentials =
  | { readonly kind: 'found'; readonly credentials: CredentialTexts; readonly source: InputSource }
  | { readonly kind: 'none'; readonly why: Problem | null };

export interface Settings {
  readonly region: (host: string | null) => Promise<Sourced<string> | Problem>;
  readonly endpoint: () => Promise<Sourced<string> | null | Problem>;
  readonly credentials: () => Promise<SourcedCredentials | Problem>;
  /** What the environment has of them, which may be half; nothing where --profile comes before it. */
  readonly environmentKeys: () => Readonly<Record<'accessKeyId' | 'secretAccessKey', string | null>>;
  /** Of the profile alone, whatever the environment has. */
  readonly profileCredentials: () => Promise<ProfileCredentials | Problem>;
}

/** The code of the problem of a profile that is not there, which is none where nobody named it. */
export const NO_PROFILE = 'no-profile';

const DEFAULT_REGION = 'us-east-1';

export function settingsOf({ options, environment, loadProfile }: SettingSources): Settings {
  const named = typeof options.profile === 'string' ? options.profile : null;
  // A profile that somebody named must be there; the one called default need not.
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
      const said = sourced('--region', options.region) ?? fromEnvironment('AWS_REGION', 'AWS_DEFAULT_REGION');
      if (said) return badRegion(said) ?? said;
      const found = await profile();
      if (isProblem(found) && isNamed) return found;
      if (!isProblem(found) && found.region) {
        const ofProfile = { value: found.region, source: sourceOf(found) };
        return badRegion(ofProfile) ?? ofProfile;
      }
      return regionOfUrl(host);
    },
    async endpoint() {
      const said =
        sourced('--endpoint-url', options.endpointUrl) ?? fromEnvironment('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
      if (said) return said;
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

/** Each of them, and who gave them all. */
export function sourcedCredentials(texts: CredentialTexts, source: InputSource): SourcedCredentials {
  const { accessKeyId, secretAccessKey, sessionToken } = texts;
  return {
    accessKeyId: { value: accessKeyId, source },
    secretAccessKey: { value: secretAccessKey, source },
    sessionToken: sessionToken === null ? null : { value: sessionToken, source },
  };
}

/** The region where nobody says one: that of the host name, `null` for an address without one. */
export function regionOfUrl(host: string | null): Sourced<string> {
  const ofHost = host === null ? null : (regionOfHost(host) ?? regionInHost(host));
  return ofHost ? { value: ofHost, source: { kind: 'host-name' } } : byDefault(DEFAULT_REGION);
}

/** Refuses what cannot be a region. */
export function badRegion({ value, source }: Sourced<string>): Problem | null {
  if (isRegionName(value)) return null;
  return problem(
    'region',
    `${JSON.stringify(value)}, from ${sourceWords(source)}, is not a region.`,
    'Regions have letters, digits and hyphens: eu-west-1.',
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
  const says = `There are no credentials, neither in the environment nor in a profile${why ? `: ${why}` : '.'}`;
  return problem(
    'credentials',
    says,
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile, or use --no-sign-request for a public bucket.',
  );
}
