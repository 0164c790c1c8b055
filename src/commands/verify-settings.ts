/** What is the same for every request that one `sigv4 verify` looks at. */
import type { VerifierSettings } from '../verification/known-secrets.ts';
import type { SecretSources } from './find-secrets.ts';

export interface VerifySettings extends VerifierSettings, SecretSources {
  readonly output: 'text' | 'json' | 'walk';
  readonly showsSecrets: boolean;
  /** Whether somebody gave the clock, or it is that of this machine. */
  readonly clock: 'given' | 'current';
  /** Sentences for the person on what was looked up. */
  readonly remarks: readonly string[];
}
