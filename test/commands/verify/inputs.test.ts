/** Each kind of input that `sigv4 verify` reads. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formOf } from '../../support/sigv4/form-order.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';
import { CANONICAL, harOf, SIGNED_ENTRY, TO_SIGN } from '../../support/verification/verify-inputs.ts';
import {
  AUTHORIZATION,
  EXAMPLE_ID,
  PRESIGNED_URL,
  SIGNATURE,
  SIGNED_GET,
  verifyOperand,
  verifyText,
} from '../../support/verification/verifying.ts';

describe('each kind of input', () => {
  it.each<readonly [string, string]>([
    ['a raw request', SIGNED_GET],
    ['a raw request with LF', SIGNED_GET.replaceAll('\r\n', '\n')],
    ['the lines of curl -v', SIGNED_GET.trim().replace(/^|\n/g, '$&> ')],
    ['a presigned URL', PRESIGNED_URL],
    ['a presigned URL with a newline behind it', `${PRESIGNED_URL}\n`],
    ['a HAR file', harOf(SIGNED_ENTRY)],
    ['a canonical request with its string to sign', `${CANONICAL}\n\n${TO_SIGN}\n\n${SIGNATURE}\n`],
    ["botocore's log", readFileSync('fixtures/requests/botocore-log.txt', 'latin1')],
    ['a browser upload', formOf().request],
  ])('%s, from a file and from standard input', async (_what, text) => {
    const fromFile = await verifyText(text);
    expect([fromFile.errors, fromFile.code, fromFile.output]).toEqual(['', 0, expect.stringContaining('match')]);
    expect((await verifyOperand('-', { files: { '-': text } })).code).toBe(0);
  });

  it.each([PRESIGNED_URL, ` ${PRESIGNED_URL}`, `curl '${PRESIGNED_URL}'`, `$ curl '${PRESIGNED_URL}'`])(
    'is on the command line itself: %s',
    async (operand) => {
      expect(await verifyOperand(operand)).toMatchObject({ code: 0, errors: '', verdict: 'match' });
    },
  );

  it.each([
    ['empty', '', 'The input is empty.'],
    ['an address of an object', 's3://bucket/key', 'address of an object'],
    ['an answer of a server', 'HTTP/1.1 200 OK\r\n\r\n', "server's response. Give the request that it answers."],
    ['nothing that is known', 'hello', 'The input begins with "hell" …'],
    ['headers alone', 'Host: a\r\nx-amz-date: b\r\n', 'but no first line'],
    ['JSON that ends too early', '{"log": ', 'JSON'],
    ['JSON and no HAR file', '{"a":1}', 'log.entries'],
    ['a command for PowerShell', 'Invoke-WebRequest -Uri "https://h/"', 'PowerShell'],
    ['a command that goes on as one for PowerShell', 'curl "https://h/" `\n -H "a: b"', 'PowerShell'],
    ['a command without the end of a quotation', "curl 'https://h/", 'quotation mark'],
    ['curl alone', 'curl', 'has no URL'],
    ['an option that is none', 'curl --none https://h/', 'is not an option'],
    ['lines of curl -v without a request', '* Connected to h\n', 'The input begins with "* Co" …'],
    ['words that name what is not there', 'the string to sign: is in the log', 'neither a canonical request nor'],
  ])('that is %s is refused on standard error, with exit code 2', async (_what, text, says) => {
    const { code, output, errors } = await verifyText(text);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
  });

  it('that cannot be read is refused too', async () => {
    expect(await verifyOperand('none')).toMatchObject({
      code: 2,
      output: '',
      errors: expect.stringMatching(/^sigv4: /),
    });
  });

  it.each([
    ['a request with a broken header', 'GET / HTTP/1.1\r\nno colon\r\n\r\n', /^malformed at byte 16 of the \w+$/],
    [
      'a request whose body is too short',
      'PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab',
      /^malformed at byte \d+ of the \w+$/,
    ],
    ['a credential of two parts', SIGNED_GET.replace('/us-east-1/s3', ''), /^malformed at byte \d+ of the input$/],
    ['an unsigned request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', /^unsigned$/],
    ['Signature Version 2', 'GET / HTTP/1.1\r\nAuthorization: AWS a:b\r\n\r\n', /^Signature Version 2$/],
    ['a request line that is cut', 'GET /a', /^malformed at byte 0 of the \w+$/],
    ['a URL with more behind it', 'https://h/ and more', /^malformed at byte 0 of the input$/],
    ['a URL without a host', 'https://', /^malformed at byte 0 of the input$/],
    ['a command whose URL curl does not send', "curl 'https://h/ a'", /^malformed at byte 16 of the input$/],
    ['a command with a header that none can be', "curl -H 'a b: c' https://h/", /^malformed at byte 5 of the input$/],
    ['a canonical request that is cut', 'CanonicalRequest:\nGET\n', /^malformed at byte 22 of the input$/],
    ['a URL that is not signed', 'https://h.example.com/', /^unsigned$/],
  ])('%s has its verdict on the first line, and exit code 1', async (_what, text, verdict) => {
    const found = await verifyText(text);
    expect([found.code, found.errors]).toEqual([1, '']);
    expect(found.verdict).toMatch(verdict);
  });

  it('names the place of what is malformed in bytes of the input', async () => {
    const text = SIGNED_GET.replace('/us-east-1/s3', '');
    const { output } = await verifyText(text, { options: { json: true } });
    const { where } = JSON.parse(output).problem;
    expect(text.slice(where.start, where.end)).toBe(`${EXAMPLE_ID}/20130524/aws4_request`);
  });
});

describe('standard input', () => {
  it('is for one of two, and read for neither where both want it', async () => {
    const readFile = async () => {
      throw new Error('It was read.');
    };
    const { code, output, errors } = await verifyOperand('-', { options: { secretFrom: '-' }, world: { readFile } });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toBe(
      'sigv4: Standard input is given twice: as the input and with --secret-from. Use a file for one of them.\n',
    );
  });
});

describe('--request', () => {
  it('is the method with which a URL is used', async () => {
    expect((await verifyText(PRESIGNED_URL, { options: { request: 'GET' } })).verdict).toBe('match');
    expect((await verifyText(PRESIGNED_URL, { options: { request: 'PUT' } })).verdict).toBe('mismatch at Signature');
  });
});

describe('a browser upload', () => {
  it('is verified by its policy, and expires when that says so', async () => {
    const { request } = formOf();
    const at = async (time: string) => (await verifyText(request, { options: { at: time } })).verdict;
    expect(await at('20130524T005959Z')).toBe('match');
    expect(await at('20130524T010000Z')).toBe('match');
    expect(await at('20130524T010001Z')).toBe('expired');
    expect(await at('20130501T000000Z')).toBe('match');
  });

  it('is unsigned without a form, and malformed with half of one', async () => {
    const { request } = formOf();
    expect((await verifyText(request.replace('name="policy"', 'name="polizei"'))).verdict).toMatch(/^malformed/);
    const text = 'POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na';
    expect((await verifyText(text)).verdict).toBe('unsigned');
  });

  it('matches with a checksum of its file, and not with another', async () => {
    const content = 'what the browser sends';
    const checksum = (of: string) => Buffer.from(sha256Of(of), 'hex').toString('base64');
    const withChecksum = (of: string) => formOf({ fields: [['x-amz-checksum-sha256', checksum(of)]] }).request;
    expect((await verifyText(withChecksum(content))).verdict).toBe('match');
    expect((await verifyText(withChecksum('other'))).verdict).toBe('mismatch at SHA256 in a header');
  });
});

describe('a request that is signed twice', () => {
  it('is malformed', async () => {
    const target = PRESIGNED_URL.slice(PRESIGNED_URL.indexOf('/test.txt'));
    const text = `GET ${target} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`;
    expect((await verifyText(text)).verdict).toBe(
      `malformed at byte ${text.indexOf('AWS4-HMAC-SHA256 ')} of the input`,
    );
  });
});
