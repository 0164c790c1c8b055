/** `sigv4 verify` on any bytes, and on real inputs with anything done to them: a verdict or a problem, and nothing else. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { capturesIn, urlsOfClients } from '../support/intake/captures.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { inFull, runs, swept } from '../support/sweep.ts';
import { PRESIGNED_URL, SIGNED_GET, verifyText } from '../support/verification/verifying.ts';

const VERDICT =
  /^(?:match|expired|unsigned|not yet valid|unknown|Signature Version 2|mismatch at [A-Z][\w ]*|malformed at (?:byte \d+ of the [\w-]+|[a-z][\w ]*))$/;
const IN_JSON = /^(?:match|mismatch|expired|not-yet-valid|malformed|signature-version-2|unsigned|unknown)$/;
/** C0 but the newline, DEL, and everything that is not ASCII but the signs of a report. */
/** What cannot be seen: controls, formats, what is not assigned, other ends of lines than LF. */
const UNSEEN = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/u;

const har = JSON.stringify({
  log: {
    entries: [
      { request: { method: 'GET', url: PRESIGNED_URL, headers: [{ name: ':authority', value: 'a' }] } },
      { request: { method: 'POST', url: 'https://h/', headers: [], postData: { text: 'a=b' } } },
    ],
  },
});
const curl = `curl -X PUT -H 'x-amz-date: 20130524T000000Z' -H "Authorization: a\\tb" $'https://h/\\x41' --data-binary 'x' -u a:b`;

/** One of each form, and of each way to sign. */
const REAL: readonly string[] = [
  SIGNED_GET,
  PRESIGNED_URL,
  har,
  curl,
  curl.replace('-X PUT', '--aws-sigv4 aws:amz:us-east-1:s3'),
  `curl ^\n  "${PRESIGNED_URL.replaceAll('&', '^&')}" ^\n  -H "a: b"`,
  readFileSync('fixtures/requests/botocore-log.txt', 'latin1'),
  ...[
    'get-range-browser',
    'get-range-curl-verbose',
    'get-range-pasted',
    'put-in-http-chunks',
    'put-with-body',
    'curl-signed',
  ].map((name) => readFileSync(`fixtures/requests/${name}.txt`, 'latin1')),
  formOf({ token: 'TOKEN/EXAMPLE==' }).request,
  ...[...capturesIn('.'), ...capturesIn('own'), ...capturesIn('not-sigv4')]
    .map(({ octets }) => octets)
    .filter(({ length }) => length < 3000),
  ...urlsOfClients().map(({ url }) => url),
];

const OPTIONS: readonly OptionValues[] = [{}, { json: true }, { walk: true }, { json: true, entry: '1' }];

async function expectSound(latin1: string, options: OptionValues, seen?: Set<string>): Promise<void> {
  const found = await verifyText(latin1, { options, world: { environment: EXAMPLE_KEYS } });
  const { code, output, errors, verdict } = found;
  expect([0, 1, 2]).toContain(code);
  expect(`${output}${errors}`).not.toContain('Internal error:');
  expect(`${output}${errors}`.match(UNSEEN)).toBeNull();
  if (code === 2) {
    expect(output).toBe('');
    expect(errors).toMatch(/^sigv4: .*\.\n$/);
    seen?.add('refused');
    return;
  }
  expect(errors).toBe('');
  if (options.json) {
    const answer = JSON.parse(output);
    for (const one of answer.entries ?? [answer]) expect(one.verdict).toMatch(IN_JSON);
    return;
  }
  const isWalk = options.walk && /^1\/\d {2}\w/.test(verdict);
  const isList = /^1 {2}/.test(verdict) || output === '';
  if (!isWalk && !isList) {
    expect(verdict).toMatch(VERDICT);
    seen?.add(verdict.replace(/ at .*/, ''));
    expect(code).toBe(verdict === 'match' ? 0 : 1);
  }
}

const options = fc.constantFrom(...OPTIONS);
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString('latin1'));
/** Pieces that mean something to one reader or another. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        'GET / HTTP/1.1\r\n',
        'Host: a\r\n',
        '\r\n',
        '\n',
        'Authorization: ',
        'AWS4-HMAC-SHA256 ',
        'Credential=a/20130524/b/s3/aws4_request',
      ],
      ...[
        ', SignedHeaders=host',
        ', Signature=0',
        'Content-Length: 3\r\n',
        'Transfer-Encoding: chunked\r\n',
        '3\r\nabc\r\n0\r\n\r\n',
        'abc',
      ],
      ...[
        'https://h/?',
        'X-Amz-Algorithm=AWS4-HMAC-SHA256&',
        'X-Amz-Signature=0',
        'curl ',
        "-H '",
        '"',
        '$(',
        '\\',
        '{"log":{"entries":[',
        ']}}',
        '> ',
        '* ',
        ':method: GET',
      ],
      ...[
        'CanonicalRequest:\n',
        'StringToSign:\n',
        'AWS4-HMAC-SHA256\n',
        '20130524T000000Z\n',
        'x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\n',
      ],
      ...[
        'x-amz-date: 20130524T000000Z\r\n',
        'a;chunk-signature=',
        '\0',
        '\x1b[2J',
        '\x9b',
        '\xc2\x9b',
        '\xe2\x80\xae',
        '\xff',
        '%',
        '%zz',
      ],
    ),
    { maxLength: 14 },
  )
  .map((list) => list.join(''));
const damaged = fc
  .tuple(fc.constantFrom(...REAL), fc.nat(), fc.nat({ max: 40 }), fc.oneof(bytes(12), pieces))
  .map(([text, at, cut, more]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + more + text.slice(place + cut);
  });

/** The verdicts that real inputs often have when they are damaged: a sample meets few of them. */
const MET = ['malformed', 'mismatch', 'refused', 'unsigned'];

describe('any input', () => {
  it('of any bytes or pieces has a verdict or a problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes(80), pieces), options, (text, chosen) => expectSound(text, chosen)),
      { numRuns: runs(1500) },
    );
  });

  it('that is real and damaged has a verdict or a problem', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(damaged, options, (text, chosen) => expectSound(text, chosen, seen)),
      { numRuns: runs(2500) },
    );
    expect([...seen].sort()).toEqual(expect.arrayContaining(inFull(MET, [])));
  });

  it.each(swept(REAL, 2).map((text, index) => [index, text] as const))(
    'number %i, cut anywhere and with more after it',
    async (_index, text) => {
      const step = Math.max(1, Math.floor(text.length / 20));
      for (let end = 0; end <= text.length; end += step) await expectSound(text.slice(0, end), {});
      for (const more of ['\n', '\0', 'x', text, '\r\n\r\n', '\xff'.repeat(20)])
        await expectSound(text + more, { json: true });
    },
  );

  it.each<readonly [string, string]>([
    ['a million brackets', '{'.repeat(1_000_000)],
    ['a million entries', `{"log":{"entries":[${'{},'.repeat(300_000)}{}]}}`],
    ['many words', `curl ${'a '.repeat(200_000)}`],
    ['many quotes', `curl ${`''"'"`.repeat(100_000)}`],
    ['a million lines', 'GET / HTTP/1.1\n'.repeat(70_000)],
    ['a million parameters', `https://h/?X-Amz-Algorithm=a&${'a=b&'.repeat(250_000)}`],
    [
      'a million signed headers',
      SIGNED_GET.replace('host;range', Array.from({ length: 9000 }, (_, index) => `h${index}`).join(';')),
    ],
    ['a million labels', 'CanonicalRequest:\n'.repeat(60_000)],
    [
      'a million digits',
      `${'AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n'}${'a'.repeat(64)}\n${'\n'.repeat(300_000)}${'a'.repeat(64)}\n${`${'b'.repeat(64)}\n`.repeat(10_000)}`,
    ],
    ['a million spaces', `${' '.repeat(1_000_000)}x`],
    [
      'a million slashes',
      `GET ${'/'.repeat(60_000)} HTTP/1.1\r\nHost: a\r\nAuthorization: AWS4-HMAC-SHA256 Credential=${'/'.repeat(200)}`,
    ],
    [
      'many form parts',
      `POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1100000\r\n\r\n${'--b\r\n'.repeat(220_000)}`,
    ],
    [
      'many chunks',
      SIGNED_GET.replace(
        /(x-amz-content-sha256: ).*/,
        '$1STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\nContent-Length: 652500',
      ).replace(/$/, `${`1;chunk-signature=${'0'.repeat(64)}\r\na\r\n`.repeat(7500)}`),
    ],
  ])('that is large, %s, takes no time to speak of', { tags: ['expensive'] }, async (_what, text) => {
    for (const chosen of [{}, { json: true }]) await expectSound(text, chosen);
  });
});
