/** Says which credentials, Region, and endpoint would be used, where each comes from, and what is wrong with it. */
import { printable, visibleText } from '../characters/visible.ts';
import { sourceWords } from '../input-words.ts';
import { SHORT_TERMS, TERMS } from '../map/terms.ts';
import { agrees, aside, type Block, differs, line, prose, type Report, type Run } from '../page.ts';
import type { Results } from '../results.ts';
import { type FoundSetting, type Identity, isUsable, type SettingFault, type SettingRemark } from './identity.ts';

const NAMES: Readonly<Record<FoundSetting['id'], string>> = {
  'access-key-id': SHORT_TERMS.keyId,
  'secret-access-key': TERMS.secret,
  'session-token': 'token',
  region: TERMS.region,
  endpoint: 'endpoint',
};

const FAULTS: Readonly<Record<SettingFault, string>> = {
  'white-space':
    'has white space in it, or an invisible character: it was probably copied with a space or a line break',
  'quotation-marks': 'is in quotation marks, which are part of it here: remove them',
  'percent-encoded': 'is percent-encoded, and would be used as it is: decode it',
  length:
    'does not have the length of those that AWS issues (20 characters for the ID, 40 for the secret): it was cut, or something was copied with it',
  characters:
    'has characters that those of AWS do not have (an ID has A-Z and 0-9; a secret has letters, digits, / and +)',
  'form-of-a-secret': 'has the form of a secret access key: the two are probably swapped',
  'form-of-an-id': 'has the form of an access key ID: the two are probably swapped',
  'token-missing':
    'is that of temporary credentials (ASIA…), and there is no session token: set AWS_SESSION_TOKEN or, if the keys are in a profile, aws_session_token there',
  'token-of-a-permanent-key':
    'comes with a permanent key (AKIA…), and AWS refuses it: it is probably left over from other credentials',
  'not-a-region-of-aws': 'is not the name of a Region of AWS, such as eu-west-1',
  'other-region': 'names another Region than the one above, for which requests are signed',
  'not-a-url': 'is not an address such as https://HOST',
};

const REMARKS: Readonly<Record<SettingRemark, string>> = {
  published: 'is one that AWS has published in its documentation',
  'profile-not-used': 'is used although AWS_PROFILE is set, because the environment has both keys',
  'like-a-secret':
    'is as long and as mixed as a secret access key. Every request shows the ID, so make sure that it is not the secret',
};

const WAYS: Readonly<Record<NonNullable<Identity['asks']>['way'], string>> = {
  program: 'runs a program (credential_process)',
  sso: 'asks IAM Identity Center (SSO)',
  role: 'assumes a role at STS',
  'web-identity': 'gives a token file to STS',
};

/** Makes the report. It shows no secret. */
export function identityReport({ identity }: Results['identity']): Report {
  const { settings, asks, unread, problems } = identity;
  return {
    title: titleOf(isUsable(identity)),
    blocks: [
      ...settings.flatMap(settingBlocks),
      ...(asks
        ? [prose(`The profile ${printable(asks.profile)} ${WAYS[asks.way]}, which this command does not do.`)]
        : []),
      ...unread.map(({ name, instead }) =>
        prose(`${name} is set. Some programs read it, but this one does not. Name it ${instead}.`),
      ),
      ...problems.map(({ says, fix }) => prose(printable(`${says} ${fix}`))),
    ],
  };
}

function titleOf(usable: ReturnType<typeof isUsable>): Run {
  if (usable === false) return differs('✗ requests cannot be signed with these settings');
  const known = usable ? '' : ' that are known; whether there are credentials is not';
  return agrees(`✓ nothing is wrong with the settings${known}`);
}

function settingBlocks({ id, value, source, faults, remarks }: FoundSetting): Block[] {
  const shown: Run =
    typeof value === 'string'
      ? { text: visibleText(value), meaning: 'given' }
      : { text: `${value.length} characters, not shown`, meaning: 'masked' };
  return [
    line(NAMES[id], [shown, aside(`  from ${printable(sourceWords(source))}`)]),
    ...faults.map((fault) => line('', differs(`✗ It ${FAULTS[fault]}.`))),
    ...remarks.map((remark) => line('', aside(`It ${REMARKS[remark]}.`))),
  ];
}
