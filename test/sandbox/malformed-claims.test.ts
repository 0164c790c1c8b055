/** What cannot be read as an authentication, in each form of it, with what S3 answers. */
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  denied,
  headerMalformed,
  itRefuses,
  ofArgument,
  queryError,
  type Row,
} from '../support/sandbox/refusals.ts';
import { KEY_ID, ordered } from '../support/sandbox/sandbox-client.ts';
import { askIn } from '../support/sandbox/sandbox-settings.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { presigned, replaced, without } from '../support/sigv4/presigned-order.ts';

const FORMAT = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
const NO_KEY = 'a non-empty Access Key (AKID) must be provided in the credential.';
const THREE = 'the authorization header requires three components: Credential, SignedHeaders, and Signature.';
const ALGORITHMS = 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"';
const VERSION_2: Answer = {
  code: 'InvalidRequest',
  message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  elements: [],
};
const HOST = 'Host: examplebucket.s3.amazonaws.com\r\n';

describe('a request without authentication', () => {
  const only =
    (...names: string[]) =>
    (fields: readonly (readonly [string, string])[]) =>
      fields.filter(([name]) => names.includes(name));
  itRefuses([
    ['no Authorization', ordered({ authorization: null }).request, denied()],
    ['an empty Authorization', ordered({ authorization: '' }).request, denied()],
    ['an upload', ordered({ method: 'PUT', body: 'body', authorization: null }).request, denied()],
    ['a form', formOf({ alter: only('key') }).request, denied()],
    ['a form with a policy that nobody signed', formOf({ alter: only('key', 'policy') }).request, denied()],
    ['a form without a policy', formOf({ alter: without('policy') }).request, denied()],
  ]);
});

describe('a malformed Authorization header', () => {
  const withHeader = (authorization: string) => ordered({ authorization }).request;
  const { authorization } = ordered();
  itRefuses([
    ['no Credential', withHeader(authorization.replace(/Credential=[^,]*, /, '')), headerMalformed(THREE)],
    ['no SignedHeaders', withHeader(authorization.replace(/SignedHeaders=[^,]*, /, '')), headerMalformed(THREE)],
    ['no Signature', withHeader(authorization.replace(/, Signature=.*/, '')), headerMalformed(THREE)],
    ['a Credential of one part', ordered({ scope: [] }).request, headerMalformed(FORMAT)],
    ['no access key ID', ordered({ keyId: '' }).request, headerMalformed(NO_KEY)],
    [
      'another algorithm',
      withHeader('AWS4-HMAC-SHA512 Credential=a'),
      ofArgument('Authorization', 'AWS4-HMAC-SHA512 Credential=a', 'Unsupported Authorization Type'),
    ],
    [
      'the scheme of another server',
      withHeader('Basic QTpC'),
      ofArgument('Authorization', 'Basic QTpC', 'Unsupported Authorization Type'),
    ],
    [
      'the scheme of another server beside a form that is signed',
      formOf().request.replace('\r\n', '\r\nAuthorization: Basic QTpC\r\n'),
      ofArgument('Authorization', 'Basic QTpC', 'Unsupported Authorization Type'),
    ],
    ['Signature Version 2', withHeader(`AWS ${KEY_ID}:frJIUN8DYpKDtOLCwo//yllqDzg=`), VERSION_2],
    ...[null, '20130524', '2013-05-24T00:00:00Z', '20130532T000000Z', 'Fri, 24 May 2013 00:00:00 GMT'].map(
      (date): Row => [
        `the time ${date}`,
        ordered({ date }).request,
        denied('AWS authentication requires a valid Date or x-amz-date header'),
      ],
    ),
  ]);
});

const REQUIRED =
  'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';
const TOO_LONG =
  'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds';

describe('a malformed presigned URL', () => {
  const parameters = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'];
  const malformed: readonly (readonly [name: string, value: string, message: string])[] = [
    ['Algorithm', 'AWS4-HMAC-SHA512', ALGORITHMS],
    ['Credential', KEY_ID, `Error parsing the X-Amz-Credential parameter; ${FORMAT}`],
    ['Credential', '/20130524/us-east-1/s3/aws4_request', `Error parsing the X-Amz-Credential parameter; ${NO_KEY}`],
    ['Date', '2013-05-24T00:00:00Z', "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""],
    ['Date', '20130532T000000Z', "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""],
    ['Expires', 'a day', 'X-Amz-Expires should be a number'],
    ['Expires', '1.5', 'X-Amz-Expires should be a number'],
    ['Expires', '-1', 'X-Amz-Expires must be non-negative'],
    ['Expires', '604801', TOO_LONG],
  ];
  itRefuses([
    ...parameters.flatMap((name): Row[] => [
      [`no X-Amz-${name}`, presigned({ alter: without(`X-Amz-${name}`) }).request, queryError(REQUIRED)],
      [`an empty X-Amz-${name}`, presigned({ alter: replaced(`X-Amz-${name}`, '') }).request, queryError(REQUIRED)],
    ]),
    ...malformed.map(([name, value, message]): Row => {
      const { request } = presigned({ alter: replaced(`X-Amz-${name}`, value) });
      return [`X-Amz-${name} "${value}"`, request, queryError(message)];
    }),
    ['Signature Version 2', `GET /test.txt?AWSAccessKeyId=a&Expires=1&Signature=b HTTP/1.1\r\n${HOST}\r\n`, VERSION_2],
  ]);
});

describe('a malformed form', () => {
  const needed = (name: string) =>
    ofArgument(
      name,
      '',
      `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    );
  const changed = (name: string, value: string) => formOf({ alter: replaced(name, value) }).request;
  itRefuses([
    ...['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Signature'].map(
      (name): Row => [`no ${name}`, formOf({ alter: without(name.toLowerCase()) }).request, needed(name)],
    ),
    [
      'neither X-Amz-Algorithm nor X-Amz-Credential',
      formOf({ alter: (fields) => without('x-amz-algorithm')(without('x-amz-credential')(fields)) }).request,
      needed('X-Amz-Algorithm'),
    ],
    ['a Credential of one part', changed('x-amz-credential', KEY_ID), ofArgument('X-Amz-Credential', KEY_ID, FORMAT)],
    [
      'no access key ID',
      changed('x-amz-credential', '/20130524/us-east-1/s3/aws4_request'),
      ofArgument('X-Amz-Credential', '/20130524/us-east-1/s3/aws4_request', NO_KEY),
    ],
    ['another algorithm', changed('x-amz-algorithm', 'RSA'), ofArgument('X-Amz-Algorithm', 'RSA')],
    [
      'no time',
      changed('x-amz-date', '2013-05-24'),
      ofArgument('X-Amz-Date', '2013-05-24', 'X-Amz-Date must be formated via ISO8601 Long format'),
    ],
    [
      'Signature Version 2',
      formOf({
        alter: (fields) => [
          ...fields.filter(([name]) => name === 'policy'),
          ['AWSAccessKeyId', 'a'],
          ['signature', 'b'],
        ],
      }).request,
      VERSION_2,
    ],
    [
      'no file',
      formOf({ file: null }).request,
      ofArgument('file', '0', 'POST requires exactly one file upload per request.'),
    ],
    ['no end', formOf().request.replace(/--\r\n$/, '__\r\n'), { code: 'MalformedPOSTRequest' }],
    ['no boundary', formOf({ contentType: 'multipart/form-data' }).request, { code: 'MalformedPOSTRequest' }],
    [
      'too much before the file',
      formOf({ fields: [['x-ignore-a', 'a'.repeat(20_480)]] }).request,
      { code: 'MalformedPOSTRequest' },
    ],
  ]);

  it('is told where it is malformed', () => {
    const reply = askIn({}, formOf().request.replace(/--\r\n$/, '__\r\n'));
    expect(reply.element('Message')).toMatch(/^The form does not end with its boundary followed by "--"/);
  });
});

describe('a request that is authenticated twice', () => {
  const message =
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
  const twice = (target: string, ...values: string[]) =>
    `GET ${target} HTTP/1.1\r\n${HOST}${values.map((value) => `Authorization: ${value}\r\n`).join('')}\r\n`;
  const { authorization: right } = ordered();
  const version2 = '/test.txt?AWSAccessKeyId=a&Expires=1&Signature=b';
  itRefuses([
    ['header and query', twice(presigned().target, right), ofArgument('Authorization', right, message)],
    ['nonsense and query', twice(presigned().target, 'nonsense'), ofArgument('Authorization', 'nonsense', message)],
    ['header and an older query', twice(version2, right), ofArgument('Authorization', right, message)],
    ['two headers', twice('/test.txt', right, right), ofArgument('Authorization', right, message)],
  ]);
});
