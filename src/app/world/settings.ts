/** What the person has set outside: variables of the environment and profiles. */
import type { SettingSources } from '../settings/settings.ts';

export interface Surroundings {
  /** The version of this program. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A profile of AWS's shared files; `null` for the one in use. */
  readonly loadProfile: SettingSources['loadProfile'];
}
