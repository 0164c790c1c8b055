/** Defines what is known of the credentials, the Region, and the endpoint that a command would use, without using them. */
import type { InputSource } from '../../bytes/input.ts';

/** What is wrong with a setting, or remarkable, by ID. */
export type SettingFault =
  | 'white-space'
  | 'quotation-marks'
  | 'percent-encoded'
  | 'length'
  | 'characters'
  | 'form-of-a-secret'
  | 'form-of-an-id'
  | 'token-missing'
  | 'token-of-a-permanent-key'
  | 'not-a-region-of-aws'
  | 'other-region'
  | 'not-a-url';
export type SettingRemark = 'published' | 'profile-not-used' | 'like-a-secret';

/** Where a profile has its credentials from. Only those of `keys` are known without running or asking anything. */
export type CredentialWay = 'keys' | 'program' | 'sso' | 'role' | 'web-identity';

export interface FoundSetting {
  readonly id: 'access-key-id' | 'secret-access-key' | 'session-token' | 'region' | 'endpoint';
  /** The value; of a secret, and of what may be one, only its length in characters. */
  readonly value: string | { readonly length: number };
  readonly source: InputSource;
  readonly faults: readonly SettingFault[];
  readonly remarks: readonly SettingRemark[];
}

/** An environment variable that this program does not read, and the one that it reads instead. */
export interface UnreadVariable {
  readonly name: string;
  readonly instead: string;
}

export interface Identity {
  readonly settings: readonly FoundSetting[];
  /** The profile that would be asked for the credentials, and how it gets them; `null` if they are known already. */
  readonly asks: { readonly profile: string; readonly way: Exclude<CredentialWay, 'keys'> } | null;
  /** The variables that look as if they gave a setting, but are not read. */
  readonly unread: readonly UnreadVariable[];
  /** Why there are no credentials, or no Region or endpoint, as sentences; empty if nothing is missing. */
  readonly problems: readonly { readonly says: string; readonly fix: string }[];
}

/** Returns whether requests could be signed with these settings; `null` if a profile would have to be asked first. */
export function isUsable({ settings, asks, problems }: Identity): boolean | null {
  if (problems.length > 0 || settings.some(({ faults }) => faults.length > 0)) return false;
  return asks === null ? true : null;
}
