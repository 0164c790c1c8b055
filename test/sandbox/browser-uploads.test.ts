/**
 * Browser uploads: what a policy allows, and what S3 answers to a form that it does not allow, or to what is none
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
import { describe, expect, it } from 'vitest';
import { type Answer, denied, itRefuses, type Row } from '../support/sandbox/refusals.ts';
import { askIn, authenticated } from '../support/sandbox/sandbox-settings.ts';
import { crc32Of } from '../support/sigv4/chunked-order.ts';
import { type FormOrder, formOf } from '../support/sigv4/form-order.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const against = (what: string) => denied(`Invalid according to Policy: ${what}`);
const failed = (...condition: string[]) => {
  const parts = condition.map((part) => JSON.stringify(part));
  return against(`Policy Condition failed: [${parts.join(', ')}]`);
};
const invalid = (what: string): Answer => ({
  code: 'InvalidPolicyDocument',
  message: `Invalid Policy: ${what}`,
  elements: [],
});
/** What stands for the name of the file. */
const FILE_NAME = `$${'{filename}'}`;

const form = (order: Partial<FormOrder>) => formOf(order).request;

/** A form with this field beside the usual ones, and this condition. */
const about = (field: Pair, condition: unknown) => form({ fields: [field], conditions: [condition] });

describe('a form that its policy allows', () => {
  it.each([
    ['the condition in short', about(['acl', 'private'], { acl: 'private' })],
    ['the condition with eq', about(['acl', 'private'], ['eq', '$acl', 'private'])],
    ['the beginning of a value', about(['Content-Type', 'image/png'], ['starts-with', '$Content-Type', 'image/'])],
    ['any value', about(['x-amz-meta-tag', ''], ['starts-with', '$x-amz-meta-tag', ''])],
    ['names of fields in any case', about(['X-Amz-Meta-UUID', '1'], { 'x-amz-META-uuid': '1' })],
    ['operations in any case', about(['acl', 'private'], ['StArTs-WiTh', '$ACL', 'p'])],
    ['a list of types', about(['Content-Type', 'image/jpg,image/png'], ['starts-with', '$Content-Type', 'image/'])],
    ['a list with spaces', about(['Content-Type', 'image/jpg, image/png'], ['starts-with', '$Content-Type', 'image/'])],
    ['a value that is not ASCII', about(['x-amz-meta-a', 'Ã©'], { 'x-amz-meta-a': 'é' })],
    ['a field to be ignored', form({ fields: [['x-ignore-me', 'anything']] })],
    [
      'two fields of a name',
      form({
        fields: [
          ['x-amz-meta-tag', 'Ninja'],
          ['x-amz-meta-tag', 'Stallman'],
        ],
        conditions: [{ 'x-amz-meta-tag': 'Ninja,Stallman' }],
      }),
    ],
    ['a size in the range', form({ conditions: [['content-length-range', 1, 100]] })],
    ['the smallest size', form({ conditions: [['content-length-range', 22, 100]] })],
    ['the largest size, in text', form({ conditions: [['content-length-range', '0', '22']] })],
    [
      'a key that ends with the name of the file',
      form({ key: `user/${FILE_NAME}`, conditions: [['eq', '$key', 'user/mine.txt']] }),
    ],
    ['the bucket in the path', form({ host: '127.0.0.1:9000', target: '/examplebucket' })],
  ])('passes: %s', (_what, request) => {
    expect(askIn({}, request).status).toBe(204);
  });

  it('is handed on with its fields, its file and its checksum', () => {
    const checksum = ['x-amz-checksum-crc32', crc32Of('file\r\n')] as const;
    const order = {
      fields: [checksum],
      conditions: [['starts-with', '$x-amz-checksum-crc32', '']],
      file: { name: 'C:\\a\\mine.txt', content: 'file\r\n' },
    };
    expect(authenticated(form(order))).toMatchObject({
      payload: 'file\r\n',
      checksums: [{ name: 'crc32', base64: checksum[1] }],
      form: { fields: [{ name: 'key', value: 'user/new.txt' }, { name: 'x-amz-checksum-crc32' }, {}, {}, {}, {}, {}] },
    });
    expect(authenticated(form(order))).toMatchObject({
      form: { file: { filename: 'C:\\a\\mine.txt', contentType: null, body: 'file\r\n' } },
    });
  });

  it('ignores what is after the file', () => {
    const { request } = formOf();
    const behind =
      '--the-boundary\r\nContent-Disposition: form-data; name="submit"\r\n\r\nUpload\r\n--the-boundary--\r\n';
    const body = request.slice(request.indexOf('\r\n\r\n') + 4).replace('--the-boundary--\r\n', behind);
    const head = request
      .slice(0, request.indexOf('\r\n\r\n') + 4)
      .replace(/(?<=Content-Length: )\d+/, String(body.length));
    expect(askIn({}, head + body).status).toBe(204);
  });
});

describe('a form that its policy does not allow', () => {
  const filename = (name: string) => form({ key: FILE_NAME, file: { name, content: '' } });
  const big = (smallest: unknown, largest: unknown) =>
    form({ conditions: [['content-length-range', smallest, largest]] });
  const size = (code: string, limit: Pair): Answer => ({ code, elements: [['ProposedSize', '22'], limit] });
  itRefuses([
    ['another value', about(['acl', 'public-read'], { acl: 'private' }), failed('eq', '$acl', 'private')],
    ['a value in another case', about(['acl', 'PRIVATE'], ['eq', '$acl', 'private']), failed('eq', '$acl', 'private')],
    [
      'another beginning',
      about(['Content-Type', 'text/plain'], ['starts-with', '$Content-Type', 'image/']),
      failed('starts-with', '$Content-Type', 'image/'),
    ],
    [
      'a list with another type',
      about(['Content-Type', 'image/jpg,text/plain'], ['starts-with', '$Content-Type', 'image/']),
      failed('starts-with', '$Content-Type', 'image/'),
    ],
    ['a field that is missing', form({ conditions: [['starts-with', '$acl', '']] }), failed('starts-with', '$acl', '')],
    ['a field without its $', about(['acl', 'a'], ['eq', 'acl', 'a']), failed('eq', 'acl', 'a')],
    ['quotation marks', about(['x-amz-meta-a', 'b'], ['eq', '$x-amz-meta-a', '"']), failed('eq', '$x-amz-meta-a', '"')],
    ['another key', form({ key: 'elsewhere/new.txt' }), failed('starts-with', '$key', 'user/')],
    ['a name of a file that leads elsewhere', filename('user/new.txt'), failed('starts-with', '$key', 'user/')],
    ...[' ', '\t', '\r\n ', '\t\r\n '].map(
      (space): Row => [
        `white space before the beginning of a key: ${JSON.stringify(space)}`,
        form({ key: `${space}user/x` }),
        failed('starts-with', '$key', 'user/'),
      ],
    ),
    ['another bucket', form({ host: 'my.dotted-bucket.s3.amazonaws.com' }), failed('eq', '$bucket', 'examplebucket')],
    [
      'another bucket, whatever the form says',
      form({ host: 'my.dotted-bucket.s3.amazonaws.com', fields: [['bucket', 'examplebucket']] }),
      failed('eq', '$bucket', 'examplebucket'),
    ],
    [
      'no condition for a field',
      form({ fields: [['StorageClass', 'a']] }),
      against('Extra input fields: StorageClass'),
    ],
    [
      'no condition for a checksum',
      form({ fields: [['x-amz-checksum-crc32', 'AAAAAA==']] }),
      against('Extra input fields: x-amz-checksum-crc32'),
    ],
    ['too large', big(5, 10), size('EntityTooLarge', ['MaxSizeAllowed', '10'])],
    ['too small', big(23, 100), size('EntityTooSmall', ['MinSizeAllowed', '23'])],
    ['a range of words', big('test', '10'), failed('content-length-range', 'test', '10')],
    [
      'a checksum of something else',
      about(['x-amz-checksum-crc32', 'AAAAAA=='], ['starts-with', '$x-amz-checksum-crc32', '']),
      { code: 'BadDigest', message: 'The CRC32 you specified did not match the calculated checksum.' },
    ],
  ]);
});

describe('a policy', () => {
  const expiration = '2013-05-24T01:00:00Z';
  const document = (value: unknown) => form({ document: value });
  const conditioned = (...conditions: unknown[]) => document({ expiration, conditions });
  const encoded = (text: string) => form({ encode: () => Buffer.from(text, 'latin1').toString('base64') });
  const wrongExpiration = (value: unknown, shown = String(value)): Row => [
    `with the expiration ${value}`,
    document({ expiration: value, conditions: [{ bucket: 'a' }] }),
    invalid(`Invalid 'expiration' value: '${shown}'`),
  ];
  const SIMPLE = 'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.';
  const JSON_FAULT = invalid('Invalid JSON.');
  const arguments_ = (operation: string) => invalid(`Invalid ${operation}: wrong number of arguments.`);
  itRefuses([
    ['that is empty', form({ encode: () => '' }), invalid("Expecting '{' but found End-of-Input")],
    ['that is not base64', form({ encode: (base64) => `${base64}*` }), invalid('invalid Base64 encoding.')],
    ['that is not UTF-8', encoded('{"expiration": "\xff"}'), JSON_FAULT],
    ['that is not JSON', encoded(`{"expiration": "${expiration}", }`), JSON_FAULT],
    ['that is a list', document([]), JSON_FAULT],
    ['that is null', document(null), JSON_FAULT],
    ['with another member', document({ Statement: [], conditions: [] }), invalid("Unexpected: 'statement'")],
    ['with CONDITIONS', document({ expiration, CONDITIONS: [] }), invalid("Unexpected: 'conditions'")],
    ['without expiration', document({ conditions: [] }), invalid('Policy missing expiration.')],
    ['without conditions', document({ expiration }), invalid('Policy missing conditions.')],
    ['with no condition', conditioned(), invalid('Policy missing conditions.')],
    [
      'with conditions that are none',
      document({ expiration, conditions: {} }),
      invalid("Invalid 'conditions' value: must be a List."),
    ],
    wrongExpiration('2011-09-13T07:52:58+02:00'),
    wrongExpiration('2015-10-17 03:15:59 UTC'),
    wrongExpiration('2015-13-17T03:15:59Z'),
    wrongExpiration(1, 'number'),
    ['with a text for a condition', conditioned('a'), invalid('Invalid condition test: must be a List or Object.')],
    ['with null for a condition', conditioned(null), invalid('Invalid condition test: must be a List or Object.')],
    ['with an empty condition', conditioned({}), invalid(SIMPLE)],
    ['with two conditions in one', conditioned({ bucket: 'a', acl: 'b' }), invalid(SIMPLE)],
    [
      'with a number for a value',
      conditioned({ 'Content-Length': 1 }),
      invalid('Invalid Simple-Condition: value must be a string.'),
    ],
    ['with null for a value', conditioned({ acl: null }), JSON_FAULT],
    ['with an empty list', conditioned([]), invalid('Invalid Condition: missing operation identifier.')],
    ['with another operation', conditioned(['in', '$acl', 'a']), invalid("Invalid Condition: unknown operation 'in'.")],
    [
      'with an operation of every object',
      conditioned(['toString', '$acl', 'a']),
      invalid("Invalid Condition: unknown operation 'toString'."),
    ],
    ['with a number for an operation', conditioned([1, '$acl', 'a']), JSON_FAULT],
    ['with a number for an operand', conditioned(['eq', '$acl', 1]), JSON_FAULT],
    ['with one operand of eq', conditioned(['eq', '$key']), arguments_('Eq')],
    ['with three operands of eq', conditioned(['eq', '$key', 'a', 'b']), arguments_('Eq')],
    ['with one operand of starts-with', conditioned(['starts-with', '$key']), arguments_('starts-with')],
    ['with one bound of a range', conditioned(['content-length-range', 0]), arguments_('content-length-range')],
    [
      'with three bounds of a range',
      conditioned(['content-length-range', 0, 1, 2]),
      arguments_('content-length-range'),
    ],
    ['with half a byte', conditioned(['content-length-range', 0, 1.5]), JSON_FAULT],
    ['with less than nothing', conditioned(['content-length-range', -1, 0]), JSON_FAULT],
    ['with a range that is none', conditioned(['content-length-range', null, 0]), JSON_FAULT],
  ]);

  it('is looked at only where its signature is right', () => {
    const reply = askIn({}, form({ secret: 'another secret', document: [] }));
    expect(reply.element('Code')).toBe('SignatureDoesNotMatch');
  });
});
