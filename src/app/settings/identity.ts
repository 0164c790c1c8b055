/**
 * Finds the credentials, the Region, and the endpoint that a command would use, and what is wrong with each. Nothing is
 * asked for: no program is run, and no server is contacted.
 */
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { regionInHost } from '../../aws/s3-hosts.ts';
import {
  hasFormOfId,
  hasWhiteSpace,
  isIdOfAws,
  isPlainId,
  isSpacedSecret,
  misplacedSecrets,
  secretsInPlaceOfId,
} from '../../aws/secret-form.ts';
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { FoundSetting, Identity, SettingFault, SettingRemark } from '../../views/identity/identity.ts';
import type { Surroundings } from '../world/world.ts';
import { hostOfAddress, type Settings, type SourcedCredentials } from './settings.ts';
import { unreadVariables } from './unread-variables.ts';

/** Resolves with what would be used. Problems are part of the result. */
export async function findIdentity(
  settings: Settings,
  { environment }: Pick<Surroundings, 'environment'>,
): Promise<Identity> {
  const credentials = await offlineCredentials(settings);
  const endpoint = await settings.endpoint();
  const server = endpoint === null || isProblem(endpoint) ? null : endpoint;
  const region = await settings.region(server && hostOfAddress(server.value));
  const isAsked = credentials !== null && 'way' in credentials;
  const keys = credentials === null || isProblem(credentials) || isAsked ? null : credentials;
  const beside: Texts = {
    keyId: keys?.accessKeyId.value ?? null,
    secret: keys?.secretAccessKey.value ?? null,
    token: keys?.sessionToken?.value ?? null,
    region: isProblem(region) ? null : region.value,
    endpoint: server?.value ?? null,
  };
  const found: readonly (readonly [FoundSetting['id'], Sourced<string> | null])[] = [
    ['access-key-id', keys?.accessKeyId ?? null],
    ['secret-access-key', keys?.secretAccessKey ?? null],
    ['session-token', keys?.sessionToken ?? null],
    ['region', isProblem(region) ? null : region],
    ['endpoint', server],
  ];
  const remarks: Partial<Record<FoundSetting['id'], readonly SettingRemark[]>> = {
    'access-key-id': keys === null ? [] : remarksOf(keys, environment),
  };
  // A profile that cannot be read is one problem for all that it would give.
  const problems = new Set([credentials, region, endpoint].filter((one) => one !== null && isProblem(one)));
  return {
    settings: found.flatMap(([id, one]) =>
      one === null
        ? []
        : [
            {
              id,
              value: isShown(id, one.value, beside) ? one.value : { length: one.value.length },
              source: variableOf(id, one.source),
              faults: faultsIn(id, one.value, beside),
              remarks: remarks[id] ?? [],
            },
          ],
    ),
    asks: isAsked ? credentials : null,
    unread: unreadVariables(environment),
    problems: [...problems],
  };
}

/** The environment variables of AWS for credentials, which count as one source elsewhere. */
const VARIABLES: Readonly<Partial<Record<FoundSetting['id'], string>>> = {
  'access-key-id': 'AWS_ACCESS_KEY_ID',
  'secret-access-key': 'AWS_SECRET_ACCESS_KEY',
  'session-token': 'AWS_SESSION_TOKEN',
};

function variableOf(id: FoundSetting['id'], source: InputSource): InputSource {
  const name = VARIABLES[id];
  return source.kind === 'environment' && name !== undefined ? { kind: 'variable', name } : source;
}

function remarksOf(keys: SourcedCredentials, environment: Surroundings['environment']): SettingRemark[] {
  const isBesideProfile = keys.accessKeyId.source.kind === 'environment' && (environment.AWS_PROFILE ?? '') !== '';
  return [
    ...(isPublishedSecret(keys.secretAccessKey.value) ? (['published'] as const) : []),
    ...(isBesideProfile ? (['profile-not-used'] as const) : []),
    ...(mayBeSecret(keys) ? (['like-a-secret'] as const) : []),
  ];
}

/** Returns whether the text in the place of the ID looks like a secret, but can be an ID of a server of one's own. */
const mayBeSecret = ({ accessKeyId: { value }, secretAccessKey }: SourcedCredentials): boolean =>
  misplacedSecrets(value).length > 0 && secretsInPlaceOfId(value, secretAccessKey.value).length === 0;

/** Returns whether the text of a setting can be shown. What is in the place of an ID can be a secret, and an
 * address can have a password. */
function isShown(id: FoundSetting['id'], text: string, { secret }: Texts): boolean {
  if (id === 'access-key-id') return isPlainId(text) && secretsInPlaceOfId(text, secret ?? '').length === 0;
  return id === 'region' || (id === 'endpoint' && !NAMES_USER.test(text));
}

/** Matches an address with a name and perhaps a password before its host, with which nothing is sent. */
const NAMES_USER = /@/;

/** Resolves with the credentials, or with the profile that would have to run or ask something for them. */
async function offlineCredentials(settings: Settings): Promise<SourcedCredentials | Problem | Identity['asks']> {
  const { accessKeyId, secretAccessKey } = settings.environmentKeys();
  if (accessKeyId !== null || secretAccessKey !== null) return settings.credentials();
  const profile = await settings.profile();
  return isProblem(profile) || profile.way === 'keys'
    ? settings.credentials()
    : { profile: profile.name, way: profile.way };
}

/** The texts of the settings; `null` for one that is not known. */
type Texts = Readonly<Record<'keyId' | 'secret' | 'token' | 'region' | 'endpoint', string | null>>;

/** What can be wrong with a text in the place of a setting. */
interface FaultRow {
  readonly fault: SettingFault;
  readonly of?: FoundSetting['id'];
  readonly isIn: (text: string, beside: Texts, id: FoundSetting['id']) => boolean;
}

/** What can be wrong with any text that was copied. A passphrase may have spaces in it, but not at its ends. */
const COPIED: readonly FaultRow[] = [
  {
    fault: 'white-space',
    isIn: (text, { keyId }, id) =>
      id === 'secret-access-key' ? isSpacedSecret(keyId ?? '', text) || text !== text.trim() : hasWhiteSpace(text),
  },
  { fault: 'quotation-marks', isIn: (text) => /^["']|["']$/.test(text.trim()) },
  { fault: 'percent-encoded', isIn: (text) => /%(?:2[BbFf]|3[Dd])/.test(text) },
];

/**
 * What can be wrong with the form of a text, if nothing was copied with it. Others issue keys and name Regions as they
 * like, so only those for AWS have a form (https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html).
 */
const FORMS: readonly FaultRow[] = [
  { fault: 'characters', of: 'access-key-id', isIn: (text) => isIdOfAws(text) && !/^[A-Z0-9]+$/.test(text) },
  { fault: 'length', of: 'access-key-id', isIn: (text) => isIdOfAws(text) && text.length !== 20 },
  {
    fault: 'characters',
    of: 'secret-access-key',
    isIn: (text, { keyId }) => isIdOfAws(keyId ?? '') && !/^[A-Za-z0-9/+]*$/.test(text),
  },
  {
    fault: 'length',
    of: 'secret-access-key',
    isIn: (text, { keyId }) => isIdOfAws(keyId ?? '') && text.length !== 40,
  },
  {
    fault: 'not-a-region-of-aws',
    of: 'region',
    isIn: (text, { endpoint }) => isServerOfAws(endpoint) && !/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(text),
  },
  { fault: 'not-a-url', of: 'endpoint', isIn: (text) => hostOfAddress(text) === null || NAMES_USER.test(text) },
];

/** How a text can be at odds with another one. */
const BESIDE_OTHERS: readonly FaultRow[] = [
  {
    fault: 'form-of-a-secret',
    of: 'access-key-id',
    isIn: (text, { secret }) => secretsInPlaceOfId(text, secret ?? '').length > 0,
  },
  { fault: 'form-of-an-id', of: 'secret-access-key', isIn: hasFormOfId },
  {
    fault: 'token-missing',
    of: 'access-key-id',
    isIn: (text, { token }) => /^\W*ASIA/i.test(text) && token === null,
  },
  { fault: 'token-of-a-permanent-key', of: 'session-token', isIn: (_text, { keyId }) => /^\W*AKIA/.test(keyId ?? '') },
  {
    fault: 'other-region',
    of: 'endpoint',
    isIn: (text, { region }) => ![null, region].includes(regionInHost(hostOfAddress(text) ?? '')),
  },
];

/** Returns the faults of a setting. */
function faultsIn(id: FoundSetting['id'], text: string, beside: Texts): SettingFault[] {
  const those = (rows: readonly FaultRow[]) =>
    rows.filter(({ of = id, isIn }) => of === id && isIn(text, beside, id)).map(({ fault }) => fault);
  const copied = those(COPIED);
  return [...(copied.length > 0 ? copied : those(FORMS)), ...those(BESIDE_OTHERS)];
}

/** Returns whether requests go to AWS: no endpoint is set, or one of AWS's hosts. */
const isServerOfAws = (endpoint: string | null): boolean =>
  endpoint === null || /\.amazonaws\.(?:com|com\.cn|eu)$/.test(hostOfAddress(endpoint) ?? '');
