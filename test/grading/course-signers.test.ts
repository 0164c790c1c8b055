/** The signers of the course beside `sigv4 signer`, line by line, where lines are strange: what no vector has. */
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '../support/cli/program.ts';
import { answersToBytes, orderWith } from '../support/commands/signer-lines.ts';

const host = ['Host', 'examplebucket.s3.amazonaws.com'];
const written = (changes: object = {}, request: object = {}) => JSON.stringify(orderWith(changes, request));
const target = (text: string, changes: object = {}) => written(changes, { target: text });
const headers = (...fields: readonly (readonly string[])[]) => written({}, { headers: [host, ...fields] });
const URL_FORM = { form: 'query' };

/** Each as JSON, since some are about how JSON is written. */
const LINES: readonly (readonly [name: string, line: string])[] = [
  [
    'characters as escapes',
    target('/caf\u00e9 \u65e5 \u{1f600}').replace('\u00e9', '\\u00e9').replace('\u{1f600}', '\\ud83d\\uDE00'),
  ],
  [
    'a slash and a quotation mark as escapes',
    headers(['x-amz-meta-a', 'a "b" \\ c']).replace('/test.txt', '\\/test.txt'),
  ],
  ['white space between what JSON is made of', JSON.stringify(orderWith(), null, 1).replaceAll('\n', ' \t')],
  ['an id with escapes', written({ id: 'a"\\\n\u00e9' })],
  ['a number as id', written({ id: 17 })],
  ['no id', written({ id: undefined })],
  ['null for what is left out', written({ sessionToken: null, expires: null, rules: null, signedHeaders: null })],
  ['a secret with quotation marks and letters beyond ASCII', written({ secret: 's\u00e9"\\x' })],
  ['a byte of zero in the path', target('/a%00b')],
  ['bytes that are no UTF-8 in path and query', target('/a%ff?b=%FE')],
  ['percent signs that begin no escape', target('/100%/%zz?%=%')],
  ['empty names, empty parameters, question marks', target('/?=a&&b=?c=d&=&a-=1&a=2&?')],
  ['dots, slashes and backslashes', target('//a/./b/..//c\\d/')],
  ['dots and slashes for another service', target('/a/./b/../../..//c%20d/', { service: 'execute-api' })],
  ['a path that is nothing but dots, for another service', target('/./..//', { service: 'iam' })],
  ['Glacier, which wants the hash as a header', written({ service: 'glacier' }, { bodyBase64: 'aGVsbG8=' })],
  ['a token of AWS IoT', target('/mqtt', { ...URL_FORM, service: 'iotdevicegateway', sessionToken: 'T/+=' })],
  ['a token in a URL', target('/?a=b', { ...URL_FORM, sessionToken: 'T/+=' })],
  [
    'a token as a header of a URL',
    written({ ...URL_FORM, sessionToken: 'T' }, { headers: [host, ['x-amz-security-token', 'T']] }),
  ],
  ['a URL with its payload hashed', written({ ...URL_FORM, payload: 'hashed' }, { bodyBase64: 'aGVsbG8=' })],
  ['a payload that is not signed', written({ payload: 'unsigned' })],
  [
    'headers sent twice, with white space and folds',
    headers(['X-A', ' a  b '], ['x-a', '"c  d"'], ['X-Fold', 'e \r\n  f']),
  ],
  ['headers that are not signed by default', headers(['Expect', '100-continue'], ['TE', 'trailers'], ['X_b', 'c'])],
  ['signed headers as a text', written({ signedHeaders: 'host;Range' })],
  ['letters beyond ASCII in a header', headers(['x-amz-meta-a', '\u00e9\t\u{1f600}'])],
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

const VALUES = ['id', 'canonicalRequest', 'stringToSign', 'signingKeyHex', 'signature'];

for (const [file, interpreter, tools] of SIGNERS) {
  describe.runIf(tools.every(hasTool))(file, () => {
    const lines = [...LINES, ...REFUSED];
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

    it.each(LINES)('signs as sigv4 signer does: %s', async (name, line) => {
      const [own = ''] = (await answersToBytes(Buffer.from(`${line}\n`).toString('latin1'))).lines;
      const ours = JSON.parse(own);
      expect(ours.problem).toBeUndefined();
      const given = answerTo(name);
      for (const value of VALUES) expect([value, given[value]]).toEqual([value, ours[value]]);
    });

    it.each(REFUSED)('refuses as sigv4 signer does: %s', async (name, line) => {
      const [own = ''] = (await answersToBytes(Buffer.from(`${line}\n`).toString('latin1'))).lines;
      expect(JSON.parse(own).problem).toBeDefined();
      expect(answerTo(name).problem.says).toMatch(/\.$/);
      expect(answerTo(name)).not.toHaveProperty('signature');
    });
  });
}
