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
import type { CredentialWay } from '../views/identity/identity.ts';
import { proxyAgent } from './proxy-agent.ts';
import { withTerminalGivenBack } from './terminal/early-keys.ts';

// The AWS loaders run `credential_process` with this function.
externalDataInterceptor.getTokenRecord().exec = runCredentialProcess;

/**
 * Loads the profile with this name. If the name is `null`, loads the profile that AWS_PROFILE names, or else `default`.
 */
export async function loadProfile(
  wanted: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Profile | Problem> {
  const name = wanted ?? environment.AWS_PROFILE ?? 'default';
  try {
    const { configFile, credentialsFile } = await loadSharedConfigFiles();
    const settings = { ...credentialsFile[name], ...configFile[name] };
    if (!configFile[name] && !credentialsFile[name]) {
      return (
        (await unreadableFile(environment)) ??
        noProfile(name, [...Object.keys(credentialsFile), ...Object.keys(configFile)])
      );
    }
    const services = settings.services === undefined ? undefined : configFile[`services.${settings.services}`];
    if (settings.services !== undefined && services === undefined) return noServices(name, settings.services);
    return {
      name,
      region: settings.region ?? null,
      endpointUrl: services?.['s3.endpoint_url'] ?? settings.endpoint_url ?? null,
      way: wayOf(settings),
      credentials: () => {
        const resolve = () => resolveCredentials(name);
        return mayAsk(settings) ? withTerminalGivenBack(resolve) : resolve();
      },
    };
  } catch (error) {
    return problem(
      'profile',
      `AWS's configuration files cannot be read: ${messageOf(error)}.`,
      'Fix ~/.aws/config or ~/.aws/credentials.',
    );
  }
}

/**
 * Returns the problem of the first file of profiles that exists and cannot be read, or is not text. AWS's loaders take
 * both for an empty file.
 */
async function unreadableFile(environment: Readonly<Record<string, string | undefined>>): Promise<Problem | null> {
  for (const [variable, usual] of [
    ['AWS_SHARED_CREDENTIALS_FILE', 'credentials'],
    ['AWS_CONFIG_FILE', 'config'],
  ] as const) {
    const path = environment[variable] || join(getHomeDir(), '.aws', usual);
    const why = await readFile(path).then(
      (bytes) => (bytes.includes(0) ? 'it is not text' : null),
      (error: unknown) => (codeOf(error) === 'ENOENT' ? null : reasonOf(error)),
    );
    if (why !== null) {
      const says = `The file of AWS profiles ${quotedOperand(path)} cannot be read: ${why}.`;
      return problem('profile', says, `Fix it, or name another one in ${variable}.`);
    }
  }
  return null;
}

type IniSettings = Readonly<Record<string, string | undefined>>;

/** Returns whether loading the credentials may run a program or ask for a code on the terminal. */
const mayAsk = (settings: IniSettings) =>
  settings.credential_process !== undefined || settings.aws_access_key_id === undefined;

/** Returns where AWS's loader would get the credentials from, in its order of precedence. */
function wayOf(settings: IniSettings): CredentialWay {
  if (settings.role_arn !== undefined && (settings.source_profile ?? settings.credential_source)) return 'role';
  if (settings.aws_access_key_id !== undefined) return 'keys';
  if (settings.web_identity_token_file !== undefined) return 'web-identity';
  if (settings.credential_process !== undefined) return 'program';
  return Object.keys(settings).some((name) => name.startsWith('sso_')) ? 'sso' : 'keys';
}

async function resolveCredentials(name: string): Promise<CredentialTexts | Problem> {
  try {
    const requestHandler = { httpsAgent: proxyAgent(process.env) };
    const load = fromIni({ profile: name, clientConfig: { requestHandler }, parentClientConfig: { requestHandler } });
    const { accessKeyId, secretAccessKey, sessionToken } = await load();
    return { accessKeyId, secretAccessKey, sessionToken: sessionToken ?? null };
  } catch (error) {
    return problem(
      'credentials',
      `The profile ${name} gives no credentials: ${messageOf(error).replace(/\.$/, '')}.`,
      'Fix it in ~/.aws/config or ~/.aws/credentials. For SSO, run aws sso login first.',
    );
  }
}

function noServices(name: string, services: string): Problem {
  return problem(
    'profile',
    `The profile ${name} names a services section ${JSON.stringify(services)}, which does not exist.`,
    `Add [services ${services}] to ~/.aws/config, or remove the line.`,
  );
}

function noProfile(name: string, known: readonly string[]): Problem {
  const names = [...new Set(known)].filter((section) => !section.includes('.')).sort();
  const fix = names.length === 0 ? 'Create it with aws configure.' : `Use one of: ${names.join(', ')}.`;
  return problem(
    NO_PROFILE,
    `There is no profile ${JSON.stringify(name)} in ~/.aws/config or ~/.aws/credentials.`,
    fix,
  );
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
