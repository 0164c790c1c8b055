/** Reads profiles with the AWS SDK's own loaders. This file is loaded only if a profile is needed. */

import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import { externalDataInterceptor, getHomeDir, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { type CredentialTexts, NO_PROFILE, type Profile } from '../app/world/world.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { codeOf, reasonOf } from '../bytes/system-errors.ts';
import { flawOf, type IniSettings, type Sections, wayOf } from './profile-flaws.ts';
import { proxyAgent } from './proxy-agent.ts';

// The AWS loaders run `credential_process` with this function.
externalDataInterceptor.getTokenRecord().exec = runCredentialProcess;

/**
 * Loads the profile with this name. If the name is `null`, loads the profile that AWS_PROFILE names, or else `default`.
 */
export async function loadProfile(
  wanted: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Profile | Problem> {
  const name = wanted ?? (environment.AWS_PROFILE || 'default');
  const places = placesOf(environment);
  try {
    const { configFile, credentialsFile } = await loadSharedConfigFiles();
    // The credentials file takes precedence, as in botocore (Session.full_config) and in AWS's loaders for JavaScript.
    const sections = Object.fromEntries(
      Object.keys({ ...configFile, ...credentialsFile }).map((section) => [
        section,
        { ...configFile[section], ...credentialsFile[section] },
      ]),
    );
    const settings = sections[name];
    if (settings === undefined) {
      const files = await Promise.all(places.map(readPlace));
      return unreadableFile(files) ?? noProfile(name, files, Object.keys(sections));
    }
    const flaw = flawOf(name, sections);
    return {
      name,
      region: settings.region ?? null,
      endpointUrl: endpointOf(name, settings, configFile, places),
      way: flaw === null ? wayOf(settings) : 'keys',
      credentials: async () => {
        if (flaw !== null) return givesNone(name, flaw, `Fix it in ${inWords(places)}.`);
        return resolveCredentials(name, places);
      },
    };
  } catch (error) {
    return problem(
      'profile',
      `AWS's configuration files cannot be read: ${messageOf(error)}.`,
      `Fix ${inWords(places)}.`,
    );
  }
}

/** Returns the endpoint for S3, or else the one for all services, or the problem of a section that does not exist. */
function endpointOf(
  name: string,
  settings: IniSettings,
  configFile: Sections,
  [config]: ProfilePlaces,
): string | null | Problem {
  const services = settings.services === undefined ? {} : configFile[`services.${settings.services}`];
  if (services === undefined) return noServices(name, String(settings.services), config);
  return services['s3.endpoint_url'] ?? settings.endpoint_url ?? null;
}

/** Where a file of profiles is. */
interface ProfilePlace {
  readonly variable: 'AWS_CONFIG_FILE' | 'AWS_SHARED_CREDENTIALS_FILE';
  readonly path: string;
  /** How the path is said to a person. */
  readonly shown: string;
}

type ProfilePlaces = readonly [config: ProfilePlace, credentials: ProfilePlace];

interface ProfileFile extends ProfilePlace {
  readonly text: string;
  /** Why the file cannot be read; `null` if it can, or does not exist. */
  readonly why: string | null;
}

function placesOf(environment: Readonly<Record<string, string | undefined>>): ProfilePlaces {
  const placeOf = (variable: ProfilePlace['variable'], usual: string): ProfilePlace => {
    const given = environment[variable] ?? '';
    return given === ''
      ? { variable, path: join(getHomeDir(), '.aws', usual), shown: `~/.aws/${usual}` }
      : { variable, path: given, shown: quotedOperand(given) };
  };
  return [placeOf('AWS_CONFIG_FILE', 'config'), placeOf('AWS_SHARED_CREDENTIALS_FILE', 'credentials')];
}

const inWords = (places: readonly ProfilePlace[]): string => places.map(({ shown }) => shown).join(' or ');

const readPlace = async (place: ProfilePlace): Promise<ProfileFile> => ({
  ...place,
  ...(await readFile(place.path).then(
    (bytes) => ({ text: bytes.toString(), why: bytes.includes(0) ? 'it is not text' : null }),
    (error: unknown) => ({ text: '', why: codeOf(error) === 'ENOENT' ? null : reasonOf(error) }),
  )),
});

/**
 * Returns the problem of the first file of profiles that exists and cannot be read, or is not text. AWS's loaders take
 * both for an empty file.
 */
function unreadableFile(files: readonly ProfileFile[]): Problem | null {
  const file = files.find(({ why }) => why !== null);
  if (file === undefined) return null;
  const says = `The file of AWS profiles ${quotedOperand(file.path)} cannot be read: ${file.why}.`;
  return problem('profile', says, `Fix it, or name another one in ${file.variable}.`);
}

async function resolveCredentials(name: string, places: ProfilePlaces): Promise<CredentialTexts | Problem> {
  try {
    const requestHandler = { httpsAgent: proxyAgent(process.env) };
    const load = fromIni({ profile: name, clientConfig: { requestHandler }, parentClientConfig: { requestHandler } });
    const { accessKeyId, secretAccessKey, sessionToken } = await load();
    return { accessKeyId, secretAccessKey, sessionToken: sessionToken ?? null };
  } catch (error) {
    const why = messageOf(error).replace(/\.$/, '');
    return givesNone(name, why, `Fix it in ${inWords(places)}. For SSO, run aws sso login first.`);
  }
}

const givesNone = (name: string, why: string, fix: string) =>
  problem('credentials', `The profile ${name} gives no credentials: ${why}.`, fix);

function noServices(name: string, services: string, { shown }: ProfilePlace): Problem {
  return problem(
    'profile',
    `The profile ${name} names a services section ${JSON.stringify(services)}, which does not exist.`,
    `Add [services ${services}] to ${shown}, or remove the line.`,
  );
}

function noProfile(name: string, files: readonly ProfileFile[], known: readonly string[]): Problem {
  const says = `There is no profile ${JSON.stringify(name)} in ${inWords(files)}`;
  for (const { variable, text, shown } of files) {
    const right = variable === 'AWS_CONFIG_FILE' && name !== 'default' ? `[profile ${name}]` : `[${name}]`;
    const header = text.split(/\r?\n/).find((line) => nameInHeader(line) === name && line.trim() !== right);
    if (header === undefined) continue;
    return problem('profile', `${says}: ${shown} has the line ${JSON.stringify(header)}.`, `Write ${right} there.`);
  }
  const names = [...new Set(known)].filter((section) => !section.includes('.')).sort();
  const fix = names.length === 0 ? 'Create it with aws configure.' : `Use one of: ${names.join(', ')}.`;
  return problem(NO_PROFILE, `${says}.`, fix);
}

/** Returns the name that a line means that begins a profile, rightly or nearly; `undefined` for another line. */
function nameInHeader(line: string): string | undefined {
  const [, inner] = /^\s*\[([^\]]*)/.exec(line) ?? [];
  return inner
    ?.trim()
    .replace(/^profile\s+/, '')
    .replace(/^(["'])(.*)\1$/, '$2');
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Done = (error: Error | null, output?: { readonly stdout: string }) => void;

/**
 * Runs the program of `credential_process` in a shell, like the AWS loader
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). An error says only how the
 * program ended. The message from Node.js would contain the command line and standard error, and either may contain a
 * secret.
 */
export function runCredentialProcess(command: string, done: Done): void {
  exec(command, (error, stdout) => {
    if (error) done(new Error(`the program of credential_process ${endOf(error)}`));
    else done(null, { stdout });
  });
}

function endOf({ code, signal }: { readonly code?: unknown; readonly signal?: unknown }): string {
  if (typeof code === 'number') return `ended with exit code ${code}`;
  return typeof signal === 'string' ? `was ended by ${signal}` : 'could not be run to its end';
}
