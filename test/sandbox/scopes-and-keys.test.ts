/** Credential scopes, access keys and session tokens, in each form of authentication, with what S3 answers. */
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  headerMalformed,
  itRefuses,
  ofArgument,
  queryError,
  type Row,
} from '../support/sandbox/refusals.ts';
import { KEY_ID, ordered, SCOPE, SECRET } from '../support/sandbox/sandbox-client.ts';
import { askIn, KEYS, TEMPORARY_KEY_ID, TOKEN } from '../support/sandbox/sandbox-settings.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const [DAY = ''] = SCOPE;
const REGION = [['Region', 'us-east-1']] as const;

/** The scope, what S3 says of it, and what else it tells. */
const SCOPES = [
  [
    'region',
    [DAY, 'eu-west-1', 's3', 'aws4_request'],
    "the region 'eu-west-1' is wrong; expecting 'us-east-1'",
    REGION,
  ],
  ['region and service', [DAY, '*', 'ec2', 'aws4_request'], "the region '*' is wrong; expecting 'us-east-1'", REGION],
  ['service', [DAY, 'us-east-1', 'ec2', 'aws4_request'], 'incorrect service "ec2". This endpoint belongs to "s3".', []],
  ['terminal', [DAY, 'us-east-1', 's3', 'aws5'], 'incorrect terminal "aws5". This endpoint uses "aws4_request".', []],
  [
    'form of the date',
    ['2013-05-24', 'us-east-1', 's3', 'aws4_request'],
    'incorrect date format "2013-05-24". This date in the credential must be in the format "yyyyMMdd".',
    [],
  ],
] as const;
const OTHER_DAY = ['20130525', 'us-east-1', 's3', 'aws4_request'];

describe('a wrong credential scope', () => {
  itRefuses(
    SCOPES.flatMap(([part, scope, says, elements]): Row[] => {
      const credential = [KEY_ID, ...scope].join('/');
      const inForm = ofArgument('X-Amz-Credential', credential, says);
      return [
        [`the ${part} in a header`, ordered({ scope }).request, headerMalformed(says, elements)],
        [
          `the ${part} in a query`,
          presigned({ scope }).request,
          queryError(`Error parsing the X-Amz-Credential parameter; ${says}`, elements),
        ],
        [
          `the ${part} in a form`,
          formOf({ scope, date: '20130524T000000Z' }).request,
          { ...inForm, elements: [...(inForm.elements ?? []), ...elements] },
        ],
      ];
    }),
  );
  itRefuses([
    [
      'the date in a header',
      ordered({ scope: OTHER_DAY }).request,
      headerMalformed('Invalid credential date. Date is not the same as X-Amz-Date.'),
    ],
    [
      'the date in a query',
      presigned({ scope: OTHER_DAY }).request,
      queryError('Invalid credential date "20130525". This date is not the same as X-Amz-Date: "20130524".'),
    ],
    ['the date in a form', formOf({ scope: OTHER_DAY, date: '20130524T000000Z' }).request, { code: 'InvalidArgument' }],
    [
      'a service that is not that of the sandbox',
      ordered().request,
      headerMalformed('incorrect service "s3". This endpoint belongs to "s3express".'),
      { services: ['s3express'] },
    ],
  ]);

  it('is the one for another region where the sandbox is in that region', () => {
    const scope = [DAY, 'eu-west-1', 's3', 'aws4_request'];
    expect(askIn({ region: 'eu-west-1' }, ordered({ scope }).request).status).toBe(200);
    expect(askIn({ region: 'eu-west-1' }, ordered().request).element('Region')).toBe('eu-west-1');
  });
});

describe('a key that is not known', () => {
  const unknown: Answer = { code: 'InvalidAccessKeyId', elements: [['AWSAccessKeyId', 'AKIAUNKNOWN']] };
  itRefuses([
    ['in a header', ordered({ keyId: 'AKIAUNKNOWN' }).request, unknown],
    ['in a query', presigned({ keyId: 'AKIAUNKNOWN' }).request, unknown],
    ['in a form', formOf({ keyId: 'AKIAUNKNOWN' }).request, unknown],
  ]);
});

describe('a credential', () => {
  it.each(['AKIA/WITH/SLASHES', 'AKIA=WITH=EQUALS', 'AKIA/a=b/='])('may name a key such as %s', (keyId) => {
    const keys = new Map([...KEYS, [keyId, { secretAccessKey: SECRET, sessionToken: null }] as const]);
    expect(askIn({ keys }, ordered({ keyId }).request).status).toBe(200);
    expect(askIn({ keys }, presigned({ keyId }).request).status).toBe(200);
  });

  it('may end with a slash', () => {
    const credential = [KEY_ID, ...SCOPE].join('/');
    const authorization = ordered().authorization.replace(credential, `${credential}/`);
    expect(askIn({}, ordered({ authorization }).request).status).toBe(200);
  });
});

/** A request with this key and this token, in each form. */
const FORMS = [
  [
    'header',
    (keyId: string, token?: string) =>
      ordered({ keyId, headers: token === undefined ? [] : [['x-amz-security-token', token]] }).request,
  ],
  ['query', (keyId: string, token?: string) => presigned({ keyId, ...(token === undefined ? {} : { token }) }).request],
  ['form', (keyId: string, token?: string) => formOf({ keyId, ...(token === undefined ? {} : { token }) }).request],
] as const;

describe.each(FORMS)('a session token in a %s', (_form, request) => {
  const unknown: Answer = { code: 'InvalidAccessKeyId', elements: [['AWSAccessKeyId', TEMPORARY_KEY_ID]] };
  const invalid = (token: string): Answer => ({ code: 'InvalidToken', elements: [['Token-0', token]] });
  itRefuses([
    ['temporary credentials without it', request(TEMPORARY_KEY_ID), unknown],
    ['temporary credentials with an empty one', request(TEMPORARY_KEY_ID, ''), unknown],
    ['temporary credentials with another one', request(TEMPORARY_KEY_ID, `${TOKEN}=`), invalid(`${TOKEN}=`)],
    ['other credentials with one', request(KEY_ID, TOKEN), invalid(TOKEN)],
  ]);

  it('passes where it belongs to the key', () => {
    expect(askIn({}, request(TEMPORARY_KEY_ID, TOKEN)).status).toBeLessThan(300);
  });
});

describe('a session token that is sent twice', () => {
  const twice = [['x-amz-security-token', TOKEN] as const, ['X-Amz-Security-Token', TOKEN] as const];
  const invalid: Answer = { code: 'InvalidToken', elements: [['Token-0', `${TOKEN},${TOKEN}`]] };
  itRefuses([
    ['in headers', ordered({ keyId: TEMPORARY_KEY_ID, headers: twice }).request, invalid],
    ['in headers of a presigned URL', presigned({ keyId: TEMPORARY_KEY_ID, headers: twice }).request, invalid],
  ]);
});
