/** The signers of the course, line by line, where lines are strange: what no vector has. Three of them agree on each signature. */
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../support/cli/program.ts';
import { EXAMPLE } from '../support/sigv4/signing.ts';

/** AWS's documented GET, as a line has it; `changes` take the place of its members. */
const orderWith = (changes: object = {}, request: object = {}) => ({
  id: 'a',
  request: {
    method: 'GET',
    target: '/test.txt',
    headers: [
      ['Host', 'examplebucket.s3.amazonaws.com'],
      ['Range', 'bytes=0-9'],
    ],
    bodyBase64: '',
    ...request,
  },
  time: EXAMPLE.timestamp,
  region: EXAMPLE.region,
  service: EXAMPLE.service,
  accessKeyId: EXAMPLE.keyId,
  secret: EXAMPLE.secret,
  form: 'header',
  ...changes,
});

const host = ['Host', 'examplebucket.s3.amazonaws.com'];
const written = (changes: object = {}, request: object = {}) => JSON.stringify(orderWith(changes, request));
const target = (text: string, changes: object = {}) => written(changes, { target: text });
const headers = (...fields: readonly (readonly string[])[]) => written({}, { headers: [host, ...fields] });
const URL_FORM = { form: 'query' };

/** Each as JSON, since some are about how JSON is written. */
const LINES: readonly (readonly [name: string, signature: string, line: string])[] = [
  [
    'characters as escapes',
    '5bfd8f41410cd55ca14d9dc30c82abc69b7981279cd83725a69d313f12b01fa4',
    target('/caf\u00e9 \u65e5 \u{1f600}').replace('\u00e9', '\\u00e9').replace('\u{1f600}', '\\ud83d\\uDE00'),
  ],
  [
    'a slash and a quotation mark as escapes',
    '82492a74a44c5edc9f626efea70aa2ee6aee28a483f5bf5e735e9a1248b3596b',
    headers(['x-amz-meta-a', 'a "b" \\ c']).replace('/test.txt', '\\/test.txt'),
  ],
  [
    'white space between what JSON is made of',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    JSON.stringify(orderWith(), null, 1).replaceAll('\n', ' \t'),
  ],
  [
    'an id with escapes',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    written({ id: 'a"\\\n\u00e9' }),
  ],
  ['a number as id', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41', written({ id: 17 })],
  ['no id', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41', written({ id: undefined })],
  [
    'null for what is left out',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    written({ sessionToken: null, expires: null, rules: null, signedHeaders: null }),
  ],
  [
    'a secret with quotation marks and letters beyond ASCII',
    'dbd32fd17a5e86d977961d179e2e5d91ace1809f6e52d5b0527296947185d3b4',
    written({ secret: 's\u00e9"\\x' }),
  ],
  ['a byte of zero in the path', '38658dea6113fa6e5e47ca4f07e316fa6d0954231e90563db5e4d4d3fa922c98', target('/a%00b')],
  [
    'bytes that are no UTF-8 in path and query',
    'b419001096c8b2626a67b37ffb5674b4a41a919a0a02c0a170d47327ddd147e3',
    target('/a%ff?b=%FE'),
  ],
  [
    'percent signs that begin no escape',
    '3b2ced525386f4da4c3e3f4ca70e856ff1c787b83992d0c1b06a0a0e58868623',
    target('/100%/%zz?%=%'),
  ],
  [
    'empty names, empty parameters, question marks',
    '5406ec4e9169df97e98b934f3be78a51c92a51181273d767aa54e119cd672eb2',
    target('/?=a&&b=?c=d&=&a-=1&a=2&?'),
  ],
  [
    'dots, slashes and backslashes',
    '7d53c12999e9fd0fbc6c7ece4e313ce917e63aa2e0d3ac93ff11eb63c3357f74',
    target('//a/./b/..//c\\d/'),
  ],
  [
    'dots and slashes for another service',
    '39fbff7ab4eb04e6d0af985fb0396940cb0eef0d931c9e99198416dbf223e7f7',
    target('/a/./b/../../..//c%20d/', { service: 'execute-api' }),
  ],
  [
    'a path that is nothing but dots, for another service',
    '12c5a33be90e5f229ea1044296afdd82e1a6e6f6a7b2d06496ec339180a48208',
    target('/./..//', { service: 'iam' }),
  ],
  [
    'Glacier, which wants the hash as a header',
    '9bf8b31e99d8ba10483cc724f318a1fcd292383615517dce2d66ed8547747f6a',
    written({ service: 'glacier' }, { bodyBase64: 'aGVsbG8=' }),
  ],
  [
    'a token of AWS IoT',
    '1f815342135068b7c731d68902aa9cbbfc129ffeed67edebbda9d204a703776e',
    target('/mqtt', { ...URL_FORM, service: 'iotdevicegateway', sessionToken: 'T/+=' }),
  ],
  [
    'a token in a URL',
    'afbaaab2c41374f7c8cf0fdbe3b07eeadba642a92bfa2b536a1cdaed518a3a3e',
    target('/?a=b', { ...URL_FORM, sessionToken: 'T/+=' }),
  ],
  [
    'a token as a header of a URL',
    'b0b5ff8eb7c9d22fdd1d3848fd5ea48c7aa3e338ace5e5fcbd41e889e69b8d8f',
    written({ ...URL_FORM, sessionToken: 'T' }, { headers: [host, ['x-amz-security-token', 'T']] }),
  ],
  [
    'a URL with its payload hashed',
    '973404691bb637b502d28d01d19b2d531f17a7eecfb926b9dc0be4fa188e3392',
    written({ ...URL_FORM, payload: 'hashed' }, { bodyBase64: 'aGVsbG8=' }),
  ],
  [
    'a payload that is not signed',
    'edacce68e5445863e1f916719fac26d3be9c1581fccd7878ade0879597fc0dc1',
    written({ payload: 'unsigned' }),
  ],
  [
    'headers sent twice, with white space and folds',
    '6d97b07bdf80acaf867851468ec78bc86917a2e20ebc5f7d3ed03d42cf218eb0',
    headers(['X-A', ' a  b '], ['x-a', '"c  d"'], ['X-Fold', 'e \r\n  f']),
  ],
  [
    'headers that are not signed by default',
    '89349540b5c74410e5d8adcdad858844e330cd3a429cdf4101d7eb69274161e1',
    headers(['Expect', '100-continue'], ['TE', 'trailers'], ['X_b', 'c']),
  ],
  [
    'signed headers as a text',
    '529ccf6fe1f3e03483e277a24070ed7d6bd8abbba36d3ebeff31782b3d233647',
    written({ signedHeaders: 'host;Range' }),
  ],
  [
    'letters beyond ASCII in a header',
    'ca56a04d76bdf0f8d08349e0d12b1801d26fb6e26b02a47bc36a856a7c715002',
    headers(['x-amz-meta-a', '\u00e9\t\u{1f600}']),
  ],
];

const REFUSED: readonly (readonly [name: string, line: string])[] = [
  ['a line break in a header', headers(['x-amz-meta-a', 'b\nc'])],
  ['a header that is to be signed and is not there', written({ signedHeaders: ['host', 'x-b'] })],
  ['x-amz-date as a signed header of a URL that has none', written({ ...URL_FORM, signedHeaders: ['x-amz-date'] })],
  ['a URL that is good for no time', written({ ...URL_FORM, expires: 0 })],
  ['a URL that is good for more than seven days', written({ ...URL_FORM, expires: 604_801 })],
  ['a URL without a host', written(URL_FORM, { headers: [] })],
  ['a request that is signed', headers(['Authorization', 'x'])],
  ['a time that is none', written({ time: '2013-05-24' })],
  ['another X-Amz-Date', headers(['X-Amz-Date', '20130525T000000Z'])],
];

const SIGNERS: readonly (readonly [file: string, interpreter: string, tools: readonly string[]])[] = [
  ['signer.py', 'python3', ['python3']],
  ['signer.sh', 'bash', ['bash', 'openssl']],
  ['signer.mjs', process.execPath, []],
];

for (const [file, interpreter, tools] of SIGNERS) {
  describe.runIf(tools.every(hasTool))(file, () => {
    const lines = [...LINES.map(([name, , line]) => [name, line] as const), ...REFUSED];
    const input = lines.map(([, line]) => `${line}\n`).join('');
    let answers: readonly string[] = [];
    beforeAll(() => {
      const output = execFileSync(interpreter, [`tutorial/signers/${file}`], { input, encoding: 'utf8' });
      answers = output.split('\n').filter((line) => line !== '');
    });
    const answerTo = (name: string) => JSON.parse(answers[lines.findIndex(([other]) => other === name)] ?? '');

    it('answers each line with one', () => {
      expect(answers).toHaveLength(lines.length);
    });

    it.each(LINES)('signs: %s', (name, signature) => {
      expect(answerTo(name).problem).toBeUndefined();
      expect(answerTo(name).signature).toBe(signature);
    });

    it.each(REFUSED)('refuses: %s', (name) => {
      expect(answerTo(name).problem.says).toMatch(/\.$/);
      expect(answerTo(name)).not.toHaveProperty('signature');
    });
  });
}
