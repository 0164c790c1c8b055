/**
 * Finds what the files of profiles alone show: where a profile gets its credentials from, and why it cannot
 * (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
 */
import type { CredentialWay } from '../views/identity/identity.ts';

/** The settings of a profile or of another section, by name. */
export type IniSettings = Readonly<Record<string, string | undefined>>;

/** The profiles by name, and the sessions of SSO as `sso-session.NAME`. */
export type Sections = Readonly<Record<string, IniSettings>>;

/** Returns where AWS's loader would get the credentials from, in its order of precedence. */
export function wayOf(settings: IniSettings): CredentialWay {
  if (settings.role_arn !== undefined && (settings.source_profile ?? settings.credential_source)) return 'role';
  if (hasBothKeys(settings)) return 'keys';
  if (settings.web_identity_token_file !== undefined) return 'web-identity';
  if (settings.credential_process !== undefined) return 'program';
  return Object.keys(settings).some((name) => name.startsWith('sso_')) ? 'sso' : 'keys';
}

/**
 * Returns why a profile can give no credentials, as the rest of a sentence about it, and `null` if the files do not show
 * it. `sources` are the profiles that led to this one, each by its `source_profile`, and this one itself.
 */
export function flawOf(name: string, sections: Sections, sources: readonly string[] = []): string | null {
  const settings = sections[name];
  const who = sources.length === 0 ? 'it' : `its source ${name}`;
  if (settings === undefined) return `${who} does not exist`;
  const flaw = sources.length > 0 && hasBothKeys(settings) ? quotedKey(settings) : ownFlaw(settings, sections);
  if (flaw !== null) return `${who} has ${flaw}`;
  const { source_profile: source } = settings;
  // With keys of its own, or another source, a profile may do without this one.
  const asksSource = wayOf(settings) === 'role' && !hasBothKeys(settings) && settings.credential_source === undefined;
  if (!asksSource || source === undefined) return null;
  if (sources.includes(source)) return `${who} has the source_profile ${source}, which leads back to it`;
  return flawOf(source, sections, [...sources, source]);
}

const KEYS = ['aws_access_key_id', 'aws_secret_access_key'] as const;

const hasBothKeys = (settings: IniSettings): boolean => KEYS.every((key) => settings[key] !== undefined);

/** Names a key of a source in quotation marks: nothing shows it but that AWS refuses to give the role. */
function quotedKey(settings: IniSettings): string | null {
  const quoted = KEYS.find((key) => /^["']|["']$/.test(settings[key] ?? ''));
  return quoted === undefined ? null : `${quoted} in quotation marks, which are part of it`;
}

function ownFlaw(settings: IniSettings, sections: Sections): string | null {
  switch (wayOf(settings)) {
    case 'keys':
      return (settings.login_session ?? settings.credential_source) === undefined ? missingKey(settings) : null;
    case 'sso':
      return missingForSso(settings, sections);
    default:
      return null;
  }
}

function missingKey(settings: IniSettings): string | null {
  const missing = KEYS.filter((key) => settings[key] === undefined);
  const [first] = missing;
  if (first === undefined) return null;
  const alike = Object.keys(settings).find((name) => name.toLowerCase().replace(/^export\s+/, '') === first);
  if (alike !== undefined) return `${JSON.stringify(alike)}, which has to be written ${first}`;
  if (missing.length < KEYS.length) return `no ${first}`;
  if (settings.role_arn !== undefined) return 'a role_arn, but neither source_profile nor credential_source';
  if (settings.source_profile !== undefined) return 'a source_profile, but no role_arn';
  return 'neither keys nor another way to get them';
}

const FOR_SSO = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'];

function missingForSso(settings: IniSettings, sections: Sections): string | null {
  const { sso_session: session } = settings;
  const shared = session === undefined ? {} : sections[`sso-session.${session}`];
  if (shared === undefined) return `the sso_session ${session}, for which there is no section [sso-session ${session}]`;
  const missing = FOR_SSO.filter((name) => (settings[name] ?? shared[name]) === undefined);
  return missing.length === 0 ? null : `no ${missing.join(', ')} for SSO`;
}
