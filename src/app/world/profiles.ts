/** Defines the profiles in the shared AWS files. */
import type { Problem } from '../../bytes/problem.ts';

export interface CredentialTexts {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** A profile in the shared AWS files, which the loaders of the AWS SDK read. */
export interface Profile {
  readonly name: string;
  readonly region: string | null;
  /** The endpoint for S3 or, if S3 has no endpoint of its own, the endpoint for all services. */
  readonly endpointUrl: string | null;
  /**
   * Returns the credentials. May run a program or contact a server, for SSO, `credential_process`, or assumed roles.
   */
  readonly credentials: () => Promise<CredentialTexts | Problem>;
}

/** Loads a profile by name. `null` means the profile that AWS_PROFILE names, or `default`. */
export type ProfileLoader = (name: string | null) => Promise<Profile | Problem>;

/**
 * The code of the problem for a profile that does not exist. The problem is ignored if the user did not name the
 * profile.
 */
export const NO_PROFILE = 'no-profile';
