/** Credentials, region and endpoint: who said what, in the order in which the AWS CLI asks them. */
import { regionInHost, regionOfHost } from '../aws/s3-hosts.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { isRegionName } from '../sigv4/spellings.ts';
import type { OptionValues } from './option-values.ts';

/** A setting and who said it, for the reader: "--region", "AWS_REGION in the environment". */
export interface Setting {
  readonly value: string;
  readonly source: string;
}

export interface CredentialTexts {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
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

export interface Settings {
  readonly region: (host: string | null) => Promise<Setting | Problem>;
  readonly endpoint: () => Promise<Setting | null | Problem>;
  readonly credentials: () => Promise<(CredentialTexts & { readonly source: string }) | Problem>;
}

const DEFAULT_REGION = 'us-east-1';

export function settingsOf({ options, environment, loadProfile }: SettingSources): Settings {
  const named = typeof options.profile === 'string' ? options.profile : null;
  // A profile that somebody named must be there; the one called default need not.
  const isNamed = named !== null || (environment.AWS_PROFILE ?? '') !== '';
  let loading: Promise<Profile | Problem> | null = null;
  const profile = () => (loading ??= loadProfile(named));
  const fromEnvironment = (...names: string[]): Setting | null => {
    const name = names.find((candidate) => (environment[candidate] ?? '') !== '');
    return name ? { value: environment[name] ?? '', source: `${name} in the environment` } : null;
  };
  const fromOption = (name: string, value: OptionValues[string]): Setting | null =>
    typeof value === 'string' ? { value, source: name } : null;

  return {
    async region(host) {
      const said = fromOption('--region', options.region) ?? fromEnvironment('AWS_REGION', 'AWS_DEFAULT_REGION');
      if (said) return checkedRegion(said);
      const found = await profile();
      if (isProblem(found) && isNamed) return found;
      if (!isProblem(found) && found.region) return checkedRegion({ value: found.region, source: sourceOf(found) });
      const ofHost = host === null ? null : (regionOfHost(host) ?? regionInHost(host));
      if (ofHost) return { value: ofHost, source: 'the host name' };
      return { value: DEFAULT_REGION, source: 'nobody: it is the default' };
    },
    async endpoint() {
      const said =
        fromOption('--endpoint-url', options.endpointUrl) ?? fromEnvironment('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL');
      if (said) return said;
      const found = await profile();
      if (isProblem(found)) return isNamed ? found : null;
      return found.endpointUrl === null ? null : { value: found.endpointUrl, source: sourceOf(found) };
    },
    async credentials() {
      const accessKeyId = fromEnvironment('AWS_ACCESS_KEY_ID');
      const secretAccessKey = fromEnvironment('AWS_SECRET_ACCESS_KEY');
      if (named === null && accessKeyId && secretAccessKey) {
        return {
          accessKeyId: accessKeyId.value,
          secretAccessKey: secretAccessKey.value,
          sessionToken: fromEnvironment('AWS_SESSION_TOKEN')?.value ?? null,
          source: 'the environment',
        };
      }
      if (named === null && (accessKeyId || secretAccessKey)) return halfCredentials(accessKeyId === null);
      const found = await profile();
      if (isProblem(found)) return isNamed ? found : noCredentials();
      const credentials = await found.credentials();
      if (isProblem(credentials)) return isNamed ? credentials : noCredentials(credentials.says);
      return { ...credentials, source: sourceOf(found) };
    },
  };
}

const sourceOf = ({ name }: Profile) => `the profile ${name}`;

function checkedRegion(region: Setting): Setting | Problem {
  if (isRegionName(region.value)) return region;
  return problem(
    'region',
    `${JSON.stringify(region.value)}, from ${region.source}, is not a region.`,
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
