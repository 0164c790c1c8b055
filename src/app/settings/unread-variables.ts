/** Finds environment variables that other programs read for a setting, and this program does not. */
import type { UnreadVariable } from '../../views/identity/identity.ts';
import type { Surroundings } from '../world/world.ts';

/**
 * The variables, and those that this program reads for the same setting, the one to use first. AWS's SDKs for Java 1
 * (https://docs.aws.amazon.com/sdk-for-java/v1/developer-guide/credentials.html) and for Ruby read the first two, and
 * `botocore` (session.py and credentials.py) the next two. The others are those of object_store, s5cmd, and LiteLLM.
 */
const READ_INSTEAD: Readonly<Record<string, readonly [string, ...string[]]>> = {
  AWS_ACCESS_KEY: ['AWS_ACCESS_KEY_ID'],
  AWS_SECRET_KEY: ['AWS_SECRET_ACCESS_KEY'],
  AWS_SECURITY_TOKEN: ['AWS_SESSION_TOKEN'],
  AWS_DEFAULT_PROFILE: ['AWS_PROFILE'],
  AWS_ENDPOINT: ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'],
  S3_ENDPOINT_URL: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'],
  AWS_REGION_NAME: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
};

/** Returns those that are set, unless one that is read for the same setting is set, too. */
export function unreadVariables(environment: Surroundings['environment']): UnreadVariable[] {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  return Object.entries(READ_INSTEAD).flatMap(([name, read]) =>
    isSet(name) && !read.some(isSet) ? [{ name, instead: read[0] }] : [],
  );
}
