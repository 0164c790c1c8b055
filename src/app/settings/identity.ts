/**
 * Finds the credentials, the Region, and the endpoint that a command would use, and what is wrong with each. Nothing is
 * asked for: no program is run, and no server is contacted.
 */
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { hasFormOfSecret } from '../../aws/secret-form.ts';
import type { Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { FoundSetting, Identity, SettingFault, SettingRemark } from '../../views/identity/identity.ts';
import type { Surroundings } from '../world/world.ts';
import type { Settings, SourcedCredentials } from './settings.ts';

/** Resolves with what would be used. Problems are part of the result. */
export async function findIdentity(
  settings: Settings,
  { environment }: Pick<Surroundings, 'environment'>,
): Promise<Identity> {
  const [credentials, region, endpoint] = [
    await offlineCredentials(settings),
    await settings.region(null),
    await settings.endpoint(),
  ];
  const found = [credentials, region, endpoint];
  const isAsked = credentials !== null && 'way' in credentials;
  const known = credentials === null || isProblem(credentials) || isAsked ? [] : credentialSettings(credentials);
  const isInEnvironment = known.some(({ source }) => source.kind === 'environment');
  return {
    settings: [
      ...known.map((one) =>
        isInEnvironment && (environment.AWS_PROFILE ?? '') !== '' && one.id === 'access-key-id'
          ? { ...one, remarks: [...one.remarks, 'profile-not-used' as const] }
          : one,
      ),
      ...(isProblem(region) ? [] : [setting('region', region, [])]),
      ...(endpoint === null || isProblem(endpoint)
        ? []
        : [setting('endpoint', endpoint, isAddress(endpoint.value) ? [] : ['not-a-url'])]),
    ],
    asks: isAsked ? credentials : null,
    problems: found.filter((one): one is Problem => one !== null && isProblem(one)),
  };
}

/** Resolves with the credentials, or with the profile that would have to run or ask something for them. */
async function offlineCredentials(settings: Settings): Promise<SourcedCredentials | Problem | Identity['asks']> {
  const { accessKeyId, secretAccessKey } = settings.environmentKeys();
  if (accessKeyId !== null || secretAccessKey !== null) return settings.credentials();
  const profile = await settings.profile();
  return isProblem(profile) || profile.way === 'keys'
    ? settings.credentials()
    : { profile: profile.name, way: profile.way };
}

function credentialSettings({ accessKeyId, secretAccessKey, sessionToken }: SourcedCredentials): FoundSetting[] {
  const [id, secret] = [accessKeyId.value, secretAccessKey.value];
  const isTemporary = /^["']?ASIA/.test(id.trim());
  const isOfAws = /^A[KS]IA[A-Z0-9]*$/.test(id);
  const isSwapped = hasFormOfSecret(id);
  return [
    setting(
      'access-key-id',
      isSwapped ? hidden(accessKeyId) : accessKeyId,
      [
        ...(isSwapped ? (['form-of-a-secret'] as const) : []),
        ...(isOfAws && id.length !== ID_LENGTH ? (['length'] as const) : []),
        ...(isTemporary && sessionToken === null ? (['token-missing'] as const) : []),
      ],
      isPublishedSecret(secret) ? ['published'] : [],
    ),
    setting('secret-access-key', hidden(secretAccessKey), [
      ...inText(secret),
      ...(isOfAws && secret.length !== SECRET_LENGTH && inText(secret).length === 0 ? (['length'] as const) : []),
    ]),
    ...(sessionToken === null
      ? []
      : [
          setting(
            'session-token',
            hidden(sessionToken),
            inText(sessionToken.value),
            /^AKIA/.test(id) ? ['token-of-a-permanent-key'] : [],
          ),
        ]),
  ];
}

/** The lengths of what AWS issues (https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html). */
const ID_LENGTH = 20;
const SECRET_LENGTH = 40;

const hidden = ({ value, source }: Sourced<string>) => ({ value: { length: value.length }, source });

function setting(
  id: FoundSetting['id'],
  { value, source }: Sourced<FoundSetting['value']>,
  faults: readonly SettingFault[],
  remarks: readonly SettingRemark[] = [],
): FoundSetting {
  const ofText = typeof value === 'string' ? inText(value) : [];
  return { id, value, source, faults: ofText.length > 0 ? ofText : faults, remarks };
}

/** Returns what is wrong with any text that was copied. */
function inText(text: string): SettingFault[] {
  const isQuoted = /^(["'])(?:.*\1)?$|["']$/.test(text.trim());
  return [
    ...(/\s/.test(text) ? (['white-space'] as const) : []),
    ...(isQuoted ? (['quotation-marks'] as const) : []),
    ...(/%(?:2[BbFf]|3[Dd])/.test(text) ? (['percent-encoded'] as const) : []),
  ];
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
