/** `sigv4 verify` on each kind of input, from each place, by each secret; verdict, exit code, output. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { ShownWalk } from '../../src/app/walks/shown-walk.ts';
import type { World } from '../../src/app/world/world.ts';
import { problem } from '../../src/bytes/problem.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { formOf } from '../support/form-order.ts';
import { sha256Of } from '../support/independent-signer.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/test-world.ts';
import {
  AUTHORIZATION,
  EXAMPLE_ID,
  EXAMPLE_SECRET,
  PRESIGNED_URL,
  SIGNATURE,
  SIGNED_GET,
  signedGetOf,
  type VerifyOrder,
  verifyOperand,
  verifyText,
} from '../support/verifying.ts';

/** No one has published this one. */
const OTHER = { keyId: 'AKIDOFTHESETESTSEXAMP', secret: 'of/these+tests/alone' };

const CANONICAL = [
  ...['GET', '/test.txt', '', 'host:examplebucket.s3.amazonaws.com', 'range:bytes=0-9'],
  ...[`x-amz-content-sha256:${sha256Of('')}`, 'x-amz-date:20130524T000000Z', ''],
  ...['host;range;x-amz-content-sha256;x-amz-date', sha256Of('')],
].join('\n');
const TO_SIGN = [
  ...['AWS4-HMAC-SHA256', '20130524T000000Z', '20130524/us-east-1/s3/aws4_request'],
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
].join('\n');

const harHeaders = (lines: string) =>
  lines
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => ({ name: line.split(': ')[0], value: line.slice(line.indexOf(': ') + 2) }));
const SIGNED_ENTRY = {
  method: 'GET',
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  headers: harHeaders(SIGNED_GET),
};
const UNSIGNED_ENTRY = { method: 'GET', url: 'https://h.example.com/page', headers: [] };
const WRONG_ENTRY = { ...SIGNED_ENTRY, url: 'https://examplebucket.s3.amazonaws.com/other.txt' };
const BROKEN_ENTRY = { method: 'GET', url: 'no url', headers: [] };
/** Each by a key of its own that no one has published. */
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...SIGNED_ENTRY,
    headers: SIGNED_ENTRY.headers.map(({ name, value }) => ({
      name,
      value: value.replace(EXAMPLE_ID, `AKIDOFNOBODYEXAMPL${index}`),
    })),
  }));
const harOf = (...requests: readonly object[]) =>
  JSON.stringify({ log: { entries: requests.map((request) => ({ request })) } });

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

describe('the verdict', () => {
  it('is alone on the first line, then what it means, and what a server computes', async () => {
    const { output } = await verifyText(SIGNED_GET);
    const [first, second] = output.split('\n');
    expect(first).toBe('match');
    expect(second).toMatch(/^ {2}The signature is right/);
    for (const line of CANONICAL.split('\n')) expect(output).toContain(line);
    for (const line of TO_SIGN.split('\n')) expect(output).toContain(line);
    expect(output).toContain("secret       from AWS's documentation");
  });

  it('names the first value that differs, and the byte', async () => {
    const { output, verdict, code } = await verifyText(SIGNED_GET.replace(SIGNATURE, `${SIGNATURE.slice(0, -1)}2`));
    expect([code, verdict]).toEqual([1, 'mismatch at Signature']);
    expect(output).toContain('They first differ at byte 63: "2" (0x32) versus "1" (0x31).');
  });

  it.each([
    ['20130524T001500Z', 0, 'match'],
    ['20130524T001501Z', 1, 'expired'],
    ['20130523T234500Z', 0, 'match'],
    ['20130523T234459Z', 1, 'not yet valid'],
  ])('depends on the clock of --at %s', async (at, code, verdict) => {
    expect(await verifyText(SIGNED_GET, { options: { at } })).toMatchObject({ code, verdict });
  });

  it('takes the clock of the world without --at', async () => {
    const now = () => new Date('2013-05-24T01:00:00Z');
    expect(await verifyText(SIGNED_GET, { world: { now } })).toMatchObject({ code: 1, verdict: 'expired' });
  });

  it('says a wrong signature before a time that is over', async () => {
    const text = SIGNED_GET.replace('bytes=0-9', 'bytes=0-8');
    expect((await verifyText(text, { options: { at: '20300101T000000Z' } })).verdict).toBe('mismatch at Signature');
  });

  it('of a head without its body says what is not known', async () => {
    const text = SIGNED_GET.replace('Range', 'Content-Length: 5\r\nRange');
    const { output, code } = await verifyText(text, { options: { json: true } });
    const { verdict, comparisons, remarks } = JSON.parse(output);
    expect([code, verdict]).toEqual([0, 'match']);
    expect(comparisons.find(({ id }: { id: string }) => id === 'hashed-payload').standing).toBe('unknown');
    expect(remarks).toEqual([expect.stringContaining('the input contains none of it')]);
  });
});

describe('--json', () => {
  it('has the verdict, the claim, the comparisons and the stages', async () => {
    const { output } = await verifyText(SIGNED_GET, { options: { json: true } });
    const answer = JSON.parse(output);
    expect(Object.keys(answer)).toEqual([
      ...[
        'version',
        'verdict',
        'firstDifference',
        'from',
        'until',
        'problem',
        'says',
        'claim',
        'secretSource',
        'comparisons',
        'notices',
        'remarks',
      ],
      'lesson',
      'stages',
      'origins',
    ]);
    expect(answer).toMatchObject({
      version: 1,
      verdict: 'match',
      firstDifference: null,
      problem: null,
      notices: [],
      remarks: [],
    });
    expect(answer.claim).toEqual({
      form: 'header',
      algorithm: 'AWS4-HMAC-SHA256',
      accessKeyId: EXAMPLE_ID,
      date: '20130524',
      region: 'us-east-1',
      service: 's3',
      timestamp: '20130524T000000Z',
      signature: SIGNATURE,
      validFrom: '2013-05-23T23:45:00.000Z',
      validUntil: '2013-05-24T00:15:00.000Z',
    });
    expect(answer.stages.map(({ id }: { id: string }) => id)).toEqual([
      ...['request', 'credential-scope', 'signing-key', 'canonical-request', 'string-to-sign', 'comparison'],
    ]);
  });

  it('says of a value that is the same nothing that would be said of one that differs', async () => {
    const { output } = await verifyText(SIGNED_GET, { options: { json: true } });
    const { comparisons } = JSON.parse(output);
    expect(comparisons.map(({ standing }: { standing: string }) => standing)).toEqual(['same', 'same', 'same', 'same']);
    expect(comparisons.map(({ says }: { says: unknown }) => says)).toEqual([null, null, null, null]);
  });

  it('names where it differs', async () => {
    const text = SIGNED_GET.replace(SIGNATURE, SIGNATURE.replace('f0e8', 'f0e9'));
    const { firstDifference, comparisons } = JSON.parse((await verifyText(text, { options: { json: true } })).output);
    expect(firstDifference).toEqual({ id: 'signature', name: 'Signature', stage: 'authorization' });
    expect(comparisons.at(-1)).toMatchObject({
      standing: 'differs',
      differsFrom: 3,
      claimed: { text: expect.any(String) },
    });
  });

  it('has no secret and no key unless they are asked for', async () => {
    const options = { json: true };
    const signingKey = 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378';
    const text = signedGetOf(OTHER);
    const order = { files: { secret: OTHER.secret } };
    const hidden = await verifyText(text, { ...order, options: { ...options, secretFrom: 'secret' } });
    const shown = await verifyText(text, { ...order, options: { ...options, secretFrom: 'secret', showSecret: true } });
    expect([hidden.output.includes(OTHER.secret), shown.output.includes(OTHER.secret)]).toEqual([false, true]);
    // AWS's own example is no secret.
    expect((await verifyText(SIGNED_GET, { options })).output).toContain(signingKey);
  });

  it('has a claim of SigV4A with a region set', async () => {
    const text = SIGNED_GET.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')
      .replace('/us-east-1/', '/')
      .replace('Range', 'x-amz-region-set: us-*\r\nRange');
    const { verdict, claim, firstDifference } = JSON.parse(
      (await verifyText(text, { options: { json: true } })).output,
    );
    expect([verdict, firstDifference.id, claim.regionSet, 'region' in claim]).toEqual([
      'mismatch',
      'signature',
      'us-*',
      false,
    ]);
  });
});

describe('a HAR file', () => {
  it('is a line for each request, and no when one that is signed does not match', async () => {
    const { code, output } = await verifyText(harOf(SIGNED_ENTRY, UNSIGNED_ENTRY, WRONG_ENTRY, BROKEN_ENTRY));
    expect(code).toBe(1);
    expect(output.trimEnd().split('\n')).toEqual([
      '1  match  GET examplebucket.s3.amazonaws.com/test.txt',
      '2  unsigned  GET h.example.com/page',
      '3  mismatch at Signature  GET examplebucket.s3.amazonaws.com/other.txt',
      expect.stringMatching(/^4 {2}malformed at byte \d+ of the input$/),
    ]);
  });

  it.each([
    [0, [SIGNED_ENTRY, UNSIGNED_ENTRY]],
    [1, [UNSIGNED_ENTRY]],
    [1, [SIGNED_ENTRY, WRONG_ENTRY]],
    [1, [SIGNED_ENTRY, BROKEN_ENTRY]],
    [1, []],
  ])('gives exit code %i for %j', async (code, requests) => {
    expect((await verifyText(harOf(...requests))).code).toBe(code);
    expect((await verifyText(harOf(...requests), { options: { json: true } })).code).toBe(code);
  });

  it('is a list with --json', async () => {
    const { output } = await verifyText(harOf(SIGNED_ENTRY, BROKEN_ENTRY), { options: { json: true } });
    const { version, entries } = JSON.parse(output);
    expect(version).toBe(1);
    expect(entries[0]).toMatchObject({ entry: 1, path: 'log.entries[0]', verdict: 'match', claim: { service: 's3' } });
    expect(entries[1]).toMatchObject({
      entry: 2,
      path: 'log.entries[1]',
      verdict: 'malformed',
      problem: { code: expect.any(String) },
    });
  });

  it('has problems of the same shape no matter what is asked for', async () => {
    const har = harOf(BROKEN_ENTRY);
    const listed = JSON.parse((await verifyText(har, { options: { json: true } })).output).entries[0];
    const alone = JSON.parse((await verifyText(har, { options: { json: true, entry: '1' } })).output);
    expect(listed.problem).toEqual(alone.problem);
  });

  it.each([
    ['1', 0, 'match'],
    ['2', 1, 'unsigned'],
    ['3', 1, 'malformed at'],
  ])('is one of them in full with --entry %s', async (entry, code, verdict) => {
    const har = harOf(SIGNED_ENTRY, UNSIGNED_ENTRY, BROKEN_ENTRY);
    const found = await verifyText(har, { options: { entry } });
    expect([found.code, found.errors]).toEqual([code, '']);
    expect(found.verdict).toContain(verdict);
  });

  it.each(['0', '3', '-1', 'x', '1.5', ''])('has no entry %j', async (entry) => {
    const { code, errors } = await verifyText(harOf(SIGNED_ENTRY, UNSIGNED_ENTRY), { options: { entry } });
    expect([code, errors]).toEqual([
      2,
      'sigv4: The file has 2 requests. Choose one with --entry, a number from 1 to 2.\n',
    ]);
  });

  it('of one request has no other, and says so', async () => {
    const { code, errors } = await verifyText(harOf(SIGNED_ENTRY), { options: { entry: '2' } });
    expect([code, errors]).toEqual([2, 'sigv4: The file has 1 request. Use --entry 1.\n']);
  });

  it('without requests says so, and gives an empty list to programs', async () => {
    const says = /^sigv4: The HAR file contains no requests\. [^\n]+\n$/;
    const found = await verifyText(harOf());
    expect([found.code, found.output, found.errors]).toEqual([1, '', expect.stringMatching(says)]);
    const named = await verifyText(harOf(), { options: { entry: '1' } });
    expect([named.code, named.output, named.errors]).toEqual([2, '', expect.stringMatching(says)]);
    const json = await verifyText(harOf(), { options: { json: true } });
    expect([json.code, JSON.parse(json.output), json.errors]).toEqual([1, { version: 1, entries: [] }, '']);
  });

  it('needs --entry for --walk', async () => {
    const har = harOf(SIGNED_ENTRY, UNSIGNED_ENTRY);
    expect((await verifyText(har, { options: { walk: true } })).code).toBe(2);
    expect((await verifyText(har, { options: { walk: true, entry: '1' } })).output).toContain('String to sign');
  });

  // A browser records them beside the requests that it sends.
  it.each(['data:image/png;base64,AAAA', 'blob:https://h/1', 'chrome-extension://a/b.js', 'wss://h/socket'])(
    'has %s as an unsigned request',
    async (url) => {
      const { code, output } = await verifyText(harOf(SIGNED_ENTRY, { ...UNSIGNED_ENTRY, url }));
      expect([code, output.split('\n')[1]]).toEqual([0, '2  unsigned']);
    },
  );

  it('does not take a signed address of a socket for one that no one signed', async () => {
    const url = PRESIGNED_URL.replace('https', 'wss');
    expect((await verifyText(harOf(SIGNED_ENTRY, { ...UNSIGNED_ENTRY, url }))).code).toBe(1);
  });

  const recorded = (startedDateTime: unknown) =>
    JSON.stringify({ log: { entries: [{ startedDateTime, request: SIGNED_ENTRY }] } });
  const later: VerifyOrder = { world: { now: () => new Date('2026-01-01T00:00:00Z') } };
  it.each([
    ['2013-05-24T00:00:10.123Z', 'match'],
    ['2013-05-24T02:00:10.123+02:00', 'match'],
    ['2013-05-24T00:15:01.000Z', 'expired'],
    ['2013-05-23T23:44:59.000Z', 'not yet valid'],
    ['2013-05-24T00:00:10.123', 'expired'],
    ['2013-13-24T00:00:10Z', 'expired'],
    ['24 May 2013', 'expired'],
    [0, 'expired'],
    [undefined, 'expired'],
  ])('that was recorded at %j is verified by that clock: %s', async (startedDateTime, verdict) => {
    const har = recorded(startedDateTime);
    expect((await verifyText(har, later)).verdict).toContain(verdict);
    expect((await verifyText(har, { ...later, options: { entry: '1' } })).verdict).toBe(verdict);
    const { output } = await verifyText(har, { ...later, options: { json: true } });
    expect(JSON.parse(output).entries[0].verdict).toBe(verdict.replaceAll(' ', '-'));
  });

  it('says that its clock is that of the recording, and takes another one with --at', async () => {
    const har = recorded('2013-05-24T00:00:00.000Z');
    const says = async (options: OptionValues) => (await verifyText(har, { ...later, options })).output;
    const twice = har.replace(/\[(\{"startedDateTime.*\})\]/s, '[$1, $1]');
    const { output } = await verifyText(twice, later);
    expect(output).toMatch(/^1 {2}match {2}.*\n2 {2}match {2}.*\n {3}Each request is verified at its startedDateTime/);
    for (const options of [{}, { entry: '1' }, { json: true }])
      expect((await says(options)).replace(/\s+/g, ' ')).toContain('startedDateTime, 24 May 2013, 00:00 UTC.');
    for (const options of [{}, { entry: '1' }, { json: true }]) {
      const given = await says({ ...options, at: '20140101T000000Z' });
      expect(given).toContain('expired');
      expect(given).not.toContain('startedDateTime');
    }
  });

  it('masks a token in the URL of a line', async () => {
    const token = 'FQoGZXIvYXdzEXAMPLETOKEN';
    const entry = { ...UNSIGNED_ENTRY, url: `${PRESIGNED_URL}&X-Amz-Security-Token=${token}` };
    expect((await verifyText(harOf(entry))).output).not.toContain(token.slice(4, 16));
  });
});

describe('a canonical request and its string to sign', () => {
  const verdictOf = async (text: string, order: VerifyOrder = {}) => {
    const { code, verdict, errors } = await verifyText(text, order);
    expect(errors).toBe('');
    return [code, verdict];
  };
  const other = { options: { secretFrom: 'secret' }, files: { secret: `${EXAMPLE_ID}:another` } };

  it.each<readonly [string, string, VerifyOrder, number, string]>([
    ['with a signature, by a published key', `${CANONICAL}\n\n${TO_SIGN}\n\n${SIGNATURE}`, {}, 0, 'match'],
    ['with a signature of nobody that is known', `${CANONICAL}\n\n${TO_SIGN}\n\n${'a'.repeat(64)}`, {}, 1, 'unknown'],
    [
      'with a signature that a given key did not make',
      `${CANONICAL}\n\n${TO_SIGN}\n\n${'a'.repeat(64)}`,
      other,
      1,
      'mismatch at Signature',
    ],
    ['without a signature', `${CANONICAL}\n\n${TO_SIGN}`, {}, 1, 'unknown'],
    ['without a signature, by a given key', `${CANONICAL}\n\n${TO_SIGN}`, other, 1, 'unknown'],
    ['alone', CANONICAL, {}, 1, 'unknown'],
    ['the string to sign alone with its signature', `${TO_SIGN}\n\n${SIGNATURE}`, {}, 0, 'match'],
    [
      'that do not belong together',
      `${CANONICAL.replace('0-9', '0-8')}\n\n${TO_SIGN}`,
      {},
      1,
      'mismatch at Hashed canonical request',
    ],
    [
      'whose list names another header',
      `${CANONICAL.replace('host;range', 'host;rangf')}\n\n${TO_SIGN}`,
      {},
      1,
      'mismatch at Signed headers',
    ],
    [
      'of another day',
      `${CANONICAL}\n\n${TO_SIGN.replace('20130524/', '20130523/')}`,
      {},
      1,
      'mismatch at Date of the credential scope',
    ],
  ])('%s', async (_what, text, order, code, verdict) => {
    expect(await verdictOf(text, order)).toEqual([code, verdict]);
  });

  it.each([
    [`${TO_SIGN}\n\n${SIGNATURE}`, {}, "AWS's documentation"],
    [`${TO_SIGN}\n\n${SIGNATURE}`, { options: { secretFrom: 's' }, files: { s: EXAMPLE_SECRET } }, 's'],
    [`${TO_SIGN}\n\n${'a'.repeat(64)}`, {}, null],
    [TO_SIGN, { options: { secretFrom: 's' }, files: { s: EXAMPLE_SECRET } }, null],
  ])('names who said the secret that made its signature, number %#', async (text, order: VerifyOrder, source) => {
    const json = await verifyText(text, { ...order, options: { ...order.options, json: true } });
    expect(JSON.parse(json.output).secretSource).toBe(source);
    const { output } = await verifyText(text, order);
    expect(/secret +from (.*)/.exec(output)?.[1] ?? null).toBe(source);
  });

  it('is never too late: no clock is checked, and the report says so', async () => {
    const order = { options: { at: '20300101T000000Z' } };
    const { verdict, output } = await verifyText(`${TO_SIGN}\n\n${SIGNATURE}`, order);
    expect(verdict).toBe('match');
    expect(output.replace(/\s+/g, ' ')).toContain('The time is not checked');
  });

  it('says of a canonical request alone that there is nothing to compare', async () => {
    const { output } = await verifyText(CANONICAL);
    expect(output.split('\n')[1]).toContain('There is nothing to compare without the string to sign.');
  });

  it('tells the signature of a key that is known where none was given', async () => {
    const order = { options: { secretFrom: 'secret' }, files: { secret: EXAMPLE_SECRET } };
    expect((await verifyText(`${CANONICAL}\n\n${TO_SIGN}`, order)).output).toContain(SIGNATURE);
  });
});

describe('where the secret comes from', () => {
  const text = signedGetOf(OTHER);
  const found = async (order: VerifyOrder) => {
    const { output, code } = await verifyText(text, { ...order, options: { json: true, ...order.options } });
    const { verdict, secretSource } = JSON.parse(output);
    return { code, verdict, secretSource };
  };
  const environment = { AWS_ACCESS_KEY_ID: OTHER.keyId, AWS_SECRET_ACCESS_KEY: OTHER.secret };
  const profile: World['loadProfile'] = async (name) => ({
    name: name ?? 'default',
    region: null,
    endpointUrl: null,
    credentials: async () => ({ accessKeyId: OTHER.keyId, secretAccessKey: OTHER.secret, sessionToken: null }),
  });

  it.each<readonly [string, VerifyOrder, string | null]>([
    ['--secret-from with the secret alone', { options: { secretFrom: 'f' }, files: { f: `${OTHER.secret}\n` } }, 'f'],
    ['--secret-from without a newline', { options: { secretFrom: 'f' }, files: { f: OTHER.secret } }, 'f'],
    [
      '--secret-from with a line for each key, comments and CRLF',
      {
        options: { secretFrom: 'f' },
        files: { f: `# keys\r\n\r\nAKIDANOTHER:x:y\r\n${OTHER.keyId}:${OTHER.secret}\r\n` },
      },
      'f',
    ],
    [
      '--secret-from on standard input',
      { options: { secretFrom: '-' }, files: { '-': OTHER.secret } },
      'standard input',
    ],
    ['the environment', { world: { environment } }, 'the environment'],
    [
      'the environment without an ID',
      { world: { environment: { AWS_SECRET_ACCESS_KEY: OTHER.secret } } },
      'the environment',
    ],
    ['the profile in use', { world: { loadProfile: profile } }, 'the profile default'],
    ['a profile of --profile', { options: { profile: 'mine' }, world: { loadProfile: profile } }, 'the profile mine'],
  ])('%s', async (_what, order, secretSource) => {
    expect(await found(order)).toEqual({ code: 0, verdict: 'match', secretSource });
  });

  it.each<readonly [string, VerifyOrder]>([
    ['nowhere', {}],
    ['the environment, for another key', { world: { environment: EXAMPLE_KEYS } }],
    ['--secret-from, for other keys', { options: { secretFrom: 'f' }, files: { f: 'A:b\nC:d' } }],
    ['a terminal where nothing is typed', { world: { askSecret: async () => null } }],
  ])('%s: unknown', async (_what, order) => {
    expect(await found(order)).toEqual({ code: 1, verdict: 'unknown', secretSource: null });
  });

  it('the secret of --secret-from comes before that of the environment, which has another', async () => {
    const order = { options: { secretFrom: 'f' }, files: { f: `${OTHER.keyId}:${OTHER.secret}` } };
    const wrong = { ...environment, AWS_SECRET_ACCESS_KEY: 'wrong' };
    expect(await found({ ...order, world: { environment: wrong } })).toMatchObject({
      verdict: 'match',
      secretSource: 'f',
    });
    expect(await found({ world: { environment: wrong } })).toMatchObject({ verdict: 'mismatch' });
  });

  it.each([
    ['', 'is not a file of secret access keys'],
    ['# only a comment\n', 'is not a file of secret access keys'],
    ['a secret\nanother', 'is not a file of secret access keys'],
    ['A:b\nalone', 'is not a file of secret access keys'],
  ])('a file of secrets that holds %j is refused', async (content, says) => {
    const { code, errors, output } = await verifyText(text, { options: { secretFrom: 'f' }, files: { f: content } });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
    expect(errors).not.toContain('alone"');
  });

  it('a file of secrets or a named profile that is not there is refused; the profile in use is not', async () => {
    expect((await verifyText(text, { options: { secretFrom: 'none' } })).code).toBe(2);
    expect((await verifyText(text, { options: { profile: 'none' } })).code).toBe(2);
    expect((await verifyText(text, { world: { environment: { AWS_PROFILE: 'none' } } })).code).toBe(2);
  });

  it('says why the profile in use gives none, where it is there and fails; one that is not there is none', async () => {
    const remarksBy = async (world: Partial<World>) => {
      const { code, output } = await verifyText(text, { world, options: { json: true } });
      return [code, JSON.parse(output).remarks];
    };
    const broken = problem('credentials', 'The session is over.', 'Log in.');
    const silent = { name: 'default', region: null, endpointUrl: null, credentials: async () => broken };
    expect(await remarksBy({ loadProfile: async () => silent })).toEqual([1, ['The session is over. Log in.']]);
    expect(await remarksBy({ loadProfile: async () => broken })).toEqual([1, ['The session is over. Log in.']]);
    expect(await remarksBy({})).toEqual([1, []]);
    const named = await verifyText(text, { options: { profile: 'p' }, world: { loadProfile: async () => silent } });
    expect(named).toMatchObject({ code: 2, output: '', errors: 'sigv4: The session is over. Log in.\n' });
  });

  it('comes from --profile before the environment, as for every other command', async () => {
    const world = { loadProfile: profile, environment: { ...environment, AWS_SECRET_ACCESS_KEY: 'wrong' } };
    expect(await found({ options: { profile: 'mine' }, world })).toMatchObject({
      verdict: 'match',
      secretSource: 'the profile mine',
    });
  });

  const own = { options: { secretFrom: 'f' }, files: { f: `${OTHER.keyId}:${OTHER.secret}` } };
  const pair = (signature: string) => `${CANONICAL}\n\n${TO_SIGN}\n\n${signature}`;
  it.each<readonly [string, string, VerifyOrder, number]>([
    ['whose key nobody else knows', text, {}, 1],
    ['whose key --secret-from has', text, own, 0],
    ['whose key the environment has', text, { world: { environment } }, 0],
    ['whose key AWS has published', SIGNED_GET, {}, 0],
    ['that is not signed', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', {}, 0],
    ['that is a URL without a signature', 'https://h.example.com/', {}, 0],
    ['that is malformed', SIGNED_GET.replace('/us-east-1/s3', ''), {}, 0],
    ['that is one of many in a HAR file', harOf(SIGNED_ENTRY, UNSIGNED_ENTRY), {}, 0],
    ['that is one of many, with a key that nobody knows', harOf(...strangers(3)), {}, 1],
    ['that is a pair by a published key', pair(SIGNATURE), {}, 0],
    ['that is a pair by nobody that is known', pair('a'.repeat(64)), {}, 1],
    ['that is a pair, with a key of --secret-from', pair('a'.repeat(64)), own, 0],
    ['that curl signs by --user', 'curl --aws-sigv4 aws:amz:us-east-1:s3 --user A:b https://h/', {}, 0],
    ['that curl signs without a secret', 'curl --aws-sigv4 aws:amz:us-east-1:s3 --user A: https://h/', {}, 1],
  ])('a request %s asks the profile so many times', async (_what, input, order, times) => {
    let asked = 0;
    const loadProfile: World['loadProfile'] = (name) => {
      asked += 1;
      return profile(name);
    };
    const { errors } = await verifyText(input, { ...order, world: { loadProfile, ...order.world } });
    expect([errors, asked]).toEqual(['', times]);
  });

  it('is asked for on a terminal, once, where it is not known otherwise', async () => {
    const questions: string[] = [];
    const askSecret = async (question: string) => {
      questions.push(question);
      return OTHER.secret;
    };
    expect(await found({ world: { askSecret } })).toEqual({ code: 0, verdict: 'match', secretSource: 'the terminal' });
    expect(questions).toEqual([
      `Secret access key of ${OTHER.keyId} (not shown; press Enter to continue without it): `,
    ]);
    questions.length = 0;
    await found({ world: { askSecret, environment } });
    await verifyText(SIGNED_GET, { world: { askSecret } });
    await verifyText('GET / HTTP/1.1\r\n\r\n', { world: { askSecret } });
    expect(questions).toEqual([]);
  });

  it('shows nothing of a key ID in the question that commands a terminal', async () => {
    const questions: string[] = [];
    const askSecret = async (question: string) => {
      questions.push(question);
      return null;
    };
    await verifyText(text.replace(OTHER.keyId, 'AKID\xc2\x9bX'), { world: { askSecret } });
    expect(questions.join('')).toMatch(/^[\x20-\x7e]+$/);
  });

  it('needs no session token: the request has it', async () => {
    const temporary = { ...OTHER, keyId: 'ASIAOFTHESETESTSEXAM', token: 'FQoGZXIvYXdzEXAMPLE//TOKEN==' };
    const order = { options: { secretFrom: 'f' }, files: { f: OTHER.secret } };
    expect(await verifyText(signedGetOf(temporary), order)).toMatchObject({ code: 0, verdict: 'match' });
    const changed = signedGetOf(temporary).replace('FQoG', 'FQoH');
    expect((await verifyText(changed, order)).verdict).toBe('mismatch at Signature');
  });
});

describe('the rules', () => {
  it('are those of the service, unless --rule says otherwise', async () => {
    const query = [
      ['x', '2'],
      ['x', '1'],
    ] as const;
    const text = signedGetOf({ keyId: EXAMPLE_ID, secret: EXAMPLE_SECRET }, query);
    expect((await verifyText(text)).verdict).toBe('match');
    const rule = ['equal-query-names=order-given'];
    expect((await verifyText(text, { options: { rule } })).verdict).toBe('mismatch at Signature');
  });

  it.each(['none=x', 'equal-query-names=none', 'x'])('%s is none', async (rule) => {
    expect(await verifyText(SIGNED_GET, { options: { rule: [rule] } })).toMatchObject({ code: 2, output: '' });
  });
});

describe('options that cannot be', () => {
  const pair = `${CANONICAL}\n\n${TO_SIGN}\n\n${SIGNATURE}`;
  it.each<readonly [OptionValues, string, string]>([
    [{ jsonl: true }, SIGNED_GET, '--jsonl reads standard input.'],
    [{ jsonl: true, secretFrom: '-' }, SIGNED_GET, '--jsonl reads standard input.'],
    [{ at: '2013-05-24' }, SIGNED_GET, '"2013-05-24" is not a time.'],
    [{ at: '20130230T000000Z' }, SIGNED_GET, 'is not a time.'],
    [{ request: 'PUT' }, SIGNED_GET, '--request is given, but the input has its own method.'],
    [{ request: 'NO METHOD' }, PRESIGNED_URL, 'not an HTTP method'],
    [{ request: 'NO METHOD' }, 'https://', 'not an HTTP method'],
    [{ entry: '1' }, SIGNED_GET, '--entry is given, but the input is not a HAR file.'],
    [{ walk: true }, pair, '--walk is given, but there is no request to walk through.'],
  ])('%j', async (options, text, says) => {
    const { code, output, errors } = await verifyText(text, { options });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
  });
});

describe('--jsonl', () => {
  it.each<readonly [OptionValues, string]>([
    [{ request: 'PUT' }, '--request is given, but each line has its own method.'],
    [{ entry: '1' }, '--entry is given, but lines are not a HAR file.'],
    [{ showSecret: true }, '--show-secret is given, but the answers to lines never show a secret.'],
    [{ secretFrom: '-' }, 'Standard input is given twice'],
  ])('is refused with %j', async (more, says) => {
    const order = { options: { jsonl: true, ...more }, files: { '-': EXAMPLE_SECRET } };
    const { code, output, errors } = await verifyOperand('-', order);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
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

describe('--walk', () => {
  it('is the pages one below the other, where there is no screen', async () => {
    const { code, output } = await verifyText(SIGNED_GET, { options: { walk: true } });
    expect(code).toBe(0);
    for (const title of ['1/6  Request', '4/6  Canonical request', '6/6  Comparison']) expect(output).toContain(title);
  });

  it('is on the screen where there is one, with nothing to send, and gives the exit code of the verdict', async () => {
    const walks: ShownWalk[] = [];
    const codeOf = async (text: string, code = 0) => {
      const showWalk = async (walk: ShownWalk) => {
        walks.push(walk);
        return code;
      };
      return (await verifyText(text, { options: { walk: true }, world: { screen: screenFor({ walk: showWalk }) } }))
        .code;
    };
    expect(await codeOf(SIGNED_GET)).toBe(0);
    expect(await codeOf(SIGNED_GET.replace('0-9', '0-8'))).toBe(1);
    expect(await codeOf(SIGNED_GET, 130)).toBe(130);
    expect(walks.map(({ send }) => send)).toEqual([null, null, null]);
    expect(walks[1]?.facts.verification?.verdict.kind).toBe('mismatch');
  });

  it('is a report where there is no claim to walk through', async () => {
    const { code, verdict } = await verifyText('GET / HTTP/1.1\r\n\r\n', { options: { walk: true } });
    expect([code, verdict]).toEqual([1, 'unsigned']);
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

describe('a report that is longer than the terminal', () => {
  const reportAt = async (outputHeight: number) => {
    const test = worldOf({ isOutputTerminal: true, outputWidth: 80, outputHeight }, { 'url.txt': PRESIGNED_URL });
    await verify.run(test.world, {}, ['url.txt']);
    return test.output().trimEnd().split('\n');
  };

  it('ends with the verdict and its reason, which would otherwise scroll away', async () => {
    const [first, ...more] = await reportAt(24);
    expect(more.length).toBeGreaterThan(24);
    expect(more.slice(-2).join(' ')).toBe(
      `  ${first}: The signature is right, and so is everything else that the request   claims.`,
    );
  });

  it('has the verdict only once if it fits', async () => {
    const [first, ...more] = await reportAt(Number.POSITIVE_INFINITY);
    expect(more).not.toContain(first);
  });
});
