/** Finds environment variables that other programs read for a setting, and AWS's own tools and this program do not. */
import type { UnreadVariable } from '../../views/identity/identity.ts';
import type { Surroundings } from '../world/world.ts';

/**
 * The variables, and those that are read. Of the first two, see
 * https://docs.aws.amazon.com/sdk-for-java/v1/developer-guide/credentials.html; of the next two, `botocore` (session.py and
 * credentials.py); the others are those of object_store, s5cmd, and LiteLLM.
 */
const READ_INSTEAD: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY: 'AWS_ACCESS_KEY_ID',
  AWS_SECRET_KEY: 'AWS_SECRET_ACCESS_KEY',
  AWS_SECURITY_TOKEN: 'AWS_SESSION_TOKEN',
  AWS_DEFAULT_PROFILE: 'AWS_PROFILE',
  AWS_ENDPOINT: 'AWS_ENDPOINT_URL',
  S3_ENDPOINT_URL: 'AWS_ENDPOINT_URL_S3',
  AWS_REGION_NAME: 'AWS_REGION',
};

/** Returns those that are set, unless the one that is read is set, too. */
export const unreadVariables = (environment: Surroundings['environment']): UnreadVariable[] =>
  Object.entries(READ_INSTEAD).flatMap(([name, instead]) =>
    (environment[name] ?? '') !== '' && (environment[instead] ?? '') === '' ? [{ name, instead }] : [],
  );
