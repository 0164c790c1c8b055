/** For everything that is malformed, a person is told one place: bytes of what they gave, in the form in which they gave it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineVerifier } from '../../src/commands/verify/lines.ts';
import { PUBLISHED_SECRETS } from '../../src/verification/keys.ts';
import { type ChunkOrder, chunked, UNSIGNED_TRAILER } from '../support/sigv4/chunked-order.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { AUTHORIZATION, PRESIGNED_URL, SIGNED_GET, verifyText } from '../support/verification/verifying.ts';

const problemOf = async (text: string) =>
  JSON.parse((await verifyText(text, { options: { json: true } })).output).problem;

/** The bytes at fault, as they are in what was given. */
async function faultIn(text: string): Promise<readonly [string, string]> {
  const { code, where } = await problemOf(text);
  expect(where).toMatchObject({ value: 'input' });
  return [code, text.slice(where.start, where.end)];
}

const form = (name: string, value: string) =>
  formOf({ alter: (fields) => fields.map((field) => (field[0] === name ? ([name, value] as const) : field)) }).request;
const withoutField = formOf({ alter: (fields) => fields.filter(([name]) => name !== 'x-amz-date') }).request;
const bodyOf = (request: string) => request.slice(request.indexOf('\r\n\r\n') + 4);
const doubled = `${SIGNED_GET.trimEnd()}\r\nAuthorization: Basic x\r\n\r\n`;

describe('the place of what is malformed', () => {
  it.each([
    ['an algorithm', SIGNED_GET.replace('SHA256 Cred', 'SHA512 Cred'), 'unknown-algorithm', 'AWS4-HMAC-SHA512'],
    ['a header that is signed twice', SIGNED_GET.replace('=host;', '=host;range;'), 'repeated-signed-header', 'range'],
    [
      'a part of a header twice',
      `${SIGNED_GET.trimEnd()}, Signature=0\r\n\r\n`,
      'repeated-authorization-part',
      'Signature=0',
    ],
    [
      'a part of a header that is none',
      SIGNED_GET.replace(' Credential', '  what is this  , Credential'),
      'unknown-authorization-part',
      'what is this',
    ],
    ['a parameter twice', `${PRESIGNED_URL}&X-Amz-Date=x`, 'repeated-query-parameter', 'X-Amz-Date=x'],
    ['two signatures', doubled, 'two-authentications', AUTHORIZATION],
    [
      'an empty header before',
      doubled.replace('Authorization', 'Authorization:\r\nAuthorization'),
      'two-authentications',
      AUTHORIZATION,
    ],
    ['a time', SIGNED_GET.replace('x-amz-date: 20130524T000000Z', 'x-amz-date: noon'), 'missing-date', 'noon'],
    ['a time in a URL', PRESIGNED_URL.replace('T000000Z', ''), 'query-date', '20130524'],
    ['headers in a URL', PRESIGNED_URL.replace('=host', '=host%3Bhost'), 'query-repeated-signed-header', 'host%3Bhost'],
    ['a line of a head', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', 'field-line', 'no colon'],
    [
      'lengths',
      'GET / HTTP/1.1\r\nContent-Length: a\r\n\r\n',
      'content-length',
      'GET / HTTP/1.1\r\nContent-Length: a\r\n\r\n',
    ],
    ['a field that is missing', withoutField, 'missing-fields', bodyOf(withoutField)],
    ['the algorithm of a form', form('x-amz-algorithm', 'none'), 'form-algorithm', 'none'],
    ['the credential of a form', form('x-amz-credential', 'none'), 'form-credential', 'none'],
    ['the time of a form', form('x-amz-date', 'noon'), 'form-date', 'noon'],
    ['a boundary', formOf({ contentType: 'multipart/form-data' }).request, 'form-boundary', 'multipart/form-data'],
    ['a form that does not end', formOf().request.replace('-boundary--', '-boundary##'), 'form-end', ''],
  ])('is bytes of the input: %s', async (_what, text, code, fault) => {
    expect(await faultIn(text)).toEqual([code, fault]);
  });

  it('is said in the sentence too', async () => {
    const text = formOf().request.replace('form-data; name="policy"', 'form-data; nome="policy"');
    const { says, where } = await problemOf(text);
    expect(says).toContain(`(byte ${where.start} of the input).`);
    expect(says).not.toContain('of the body');
  });
});

const ORDER: Partial<ChunkOrder> = {
  words: UNSIGNED_TRAILER,
  chunks: ['first', 'second'],
  alter: (body) => body.replace('6\r\n', 'zz\r\n'),
};
const { request, body } = chunked(ORDER);
const head = request.slice(0, -body.length);
const lines = head.trim().split('\r\n');
const headers = lines
  .slice(1)
  .map((line) => ({ name: line.split(': ')[0], value: line.slice(line.indexOf(': ') + 2) }));
const url = `https://${headers.find(({ name }) => name === 'Host')?.value}/new.txt`;
const har = (postData: object) =>
  JSON.stringify({ log: { entries: [{ request: { method: 'PUT', url, headers, postData } }] } });

/** The body in as many chunks of HTTP as there are lengths, and one more. */
function inHttpChunks(lengths: readonly number[]): string {
  let rest = body;
  let coded = '';
  for (const length of [...lengths, rest.length]) {
    const data = rest.slice(0, length);
    rest = rest.slice(length);
    if (data !== '') coded += `${data.length.toString(16)};x\r\n${data}\r\n`;
  }
  return `${head.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked')}${coded}0\r\n\r\n`;
}

describe('the place of a broken chunk of S3', () => {
  const curl = `curl -X PUT ${url} ${headers.map(({ name, value }) => `-H '${name}: ${value}'`).join(' ')}`;
  it.each([
    ['a raw request', request],
    ['a raw request in chunks of HTTP', inHttpChunks([2, 5])],
    ['a curl command', `${curl} --data-binary '${body}'`],
    ['a curl command with escapes', `${curl} --data-binary $'${body.replaceAll('\r\n', '\\r\\n')}'`],
  ])('is bytes of the input, in %s', async (_what, text) => {
    expect(await faultIn(text)).toEqual(['chunk-size', 'zz']);
  });

  it('is bytes of a HAR file, after escapes', async () => {
    const text = har({ text: body });
    const { output } = await verifyText(text, { options: { json: true, entry: '1' } });
    const { code, where } = JSON.parse(output).problem;
    expect([code, where.value, text.slice(where.start, where.end)]).toEqual(['chunk-size', 'input', 'zz']);
  });

  it('is where its base64 is in a HAR file', async () => {
    const base64 = Buffer.from(body, 'latin1').toString('base64');
    const text = har({ text: base64, encoding: 'base64' });
    const { output } = await verifyText(text, { options: { json: true, entry: '1' } });
    const { start } = JSON.parse(output).problem.where;
    expect(start - text.indexOf(base64)).toBe(Math.floor(body.indexOf('zz') / 3) * 4);
  });

  it('is found however the body is cut into chunks of HTTP', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }), async (lengths) => {
        const text = inHttpChunks(lengths);
        const { where } = await problemOf(text);
        expect(text.slice(where.start, where.start + 1)).toBe('z');
      }),
      { numRuns: 50 },
    );
  });
});

describe('the place in a line of JSON', () => {
  const answerTo = (text: string, content: string) => {
    const [first = '', ...rest] = text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n');
    const [method, target] = first.split(' ');
    const fields = rest.map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]);
    const bodyBase64 = Buffer.from(content, 'latin1').toString('base64');
    const line = { id: 1, request: { method, target, headers: fields, bodyBase64 } };
    const answer = lineVerifier({ secrets: PUBLISHED_SECRETS, now: Date.UTC(2013, 4, 24), rules: {} });
    return answer(Buffer.from(JSON.stringify(line))).document.problem;
  };

  it('is that of the member: the bytes of the input are not there', () => {
    const unknown = SIGNED_GET.replace('SHA256 Cred', 'SHA512 Cred');
    expect(answerTo(unknown, '')).toMatchObject({ where: { value: 'authorization', start: 0, end: 16 } });
    expect(answerTo(request, body)).toMatchObject({
      says: expect.stringContaining(`(byte ${body.indexOf('zz')} of the encoded body).`),
      where: { value: 'body', start: body.indexOf('zz') },
    });
    const upload = formOf({ alter: (fields) => fields.slice(1) }).request;
    expect(
      answerTo(upload.replace('name="policy"', 'name="p"'), bodyOf(upload).replace('name="policy"', 'name="p"')),
    ).toMatchObject({
      code: 'missing-fields',
      where: { value: 'body', start: 0 },
    });
  });
});

describe('a form whose signature is after its file', () => {
  it('is not signed: S3 ignores what is there', async () => {
    const { request: signed } = formOf();
    const parts = bodyOf(signed).split(/(?=--the-boundary)/);
    const moved = parts.filter((part) => part.includes('name="x-amz-signature"'));
    const others = parts.filter((part) => !moved.includes(part));
    const text = signed.replace(bodyOf(signed), [...others.slice(0, -1), ...moved, others.at(-1)].join(''));
    expect(moved).toHaveLength(1);
    expect((await verifyText(signed)).verdict).toBe('match');
    const { code, says } = await problemOf(text);
    expect([code, says]).toEqual(['missing-fields', 'The form has no field x-amz-signature.']);
  });

  it('has its first file hashed, not a later one', async () => {
    const { request: signed } = formOf({ file: { name: 'a', content: 'one' } });
    const second = '--the-boundary\r\nContent-Disposition: form-data; name="policy"\r\n\r\nx\r\n';
    const text = signed
      .replace(/--the-boundary--\r\n$/, `${second}$&`)
      .replace(/Content-Length: (\d+)/, (_, length) => `Content-Length: ${Number(length) + second.length}`);
    expect((await verifyText(text)).verdict).toBe('match');
  });
});
