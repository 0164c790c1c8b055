/** `sigv4 signer` on any line: an answer for each, no secret in a problem, and what is signed is accepted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENERAL_RULES, S3_RULES } from '../../src/sigv4/rules.ts';
import { type Answer, answersToBytes, answerTo, orderWith } from '../support/commands/signer-lines.ts';
import { utf8 } from '../support/octets-of.ts';
import { accepts, EXAMPLE, type SomeRules } from '../support/sigv4/signing.ts';
import { inFull, runs } from '../support/sweep.ts';

/** AWS's documented GET. */
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const linesIn = (value: unknown) => textOf(value).split('\n');

describe('any line', () => {
  const json = fc.jsonValue({ depthSize: 'small' }).map((value) => JSON.stringify(value));
  const member = fc.tuple(
    fc.constantFrom(
      ...Object.keys(orderWith()),
      'payload',
      'rules',
      'expires',
      'signedHeaders',
      'sessionToken',
      'algorithm',
    ),
    fc.jsonValue(),
  );
  const changed = member.map(([name, value]) => JSON.stringify(orderWith({ [name]: value })));
  const bytes = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 30,
  });
  const damaged = fc
    .tuple(changed, fc.nat(), bytes)
    .map(([line, at, more]) => line.slice(0, at % line.length) + more + line.slice(at % line.length));
  const line = fc
    .oneof(json.map(utf8), changed.map(utf8), damaged.map(utf8), bytes)
    .map((text) => text.replaceAll('\n', ' '));

  it('has one answer, on one line, in its order; nothing throws', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        const between = JSON.stringify(orderWith({ id: 'between' }));
        const { code, lines: answers } = await answersToBytes(
          lines.flatMap((text) => [`${text}\n`, `${between}\n`]).join(''),
        );
        const given = lines.flatMap((text) => (/^[ \t\r]*$/.test(text) ? ['between'] : ['any', 'between']));
        expect(answers.length).toBe(given.length);
        const read = answers.map((text): Answer => JSON.parse(text));
        for (const [index, answer] of read.entries()) {
          if (given[index] === 'between') expect(answer).toMatchObject({ id: 'between', signature: SIGNATURE });
          else seen.add(answer.problem ? 'problem' : 'signed');
        }
        expect(code).toBe(read.some((answer) => answer.problem) ? 1 : 0);
      }),
      { numRuns: inFull(400, 60) },
    );
    expect([...seen].sort()).toEqual(inFull(['problem', 'signed'], expect.arrayContaining(['problem'])));
  });

  it('of any depth has an answer', { tags: ['expensive'] }, async () => {
    const deep = '['.repeat(1_000_000);
    for (const text of [
      deep,
      deep + ']'.repeat(1_000_000),
      `{"id":${deep}${']'.repeat(1_000_000)}}`,
      '{"a":'.repeat(300_000),
    ]) {
      expect((await answersToBytes(text)).lines.length).toBe(1);
    }
  });

  it('never has the secret or the token in its problem', async () => {
    const secret = 'NotAReal/Secret+KeyEXAMPLE';
    const sessionToken = 'NotAReal/Session+TokenEXAMPLE==';
    await fc.assert(
      fc.asyncProperty(member, fc.nat(), bytes, async ([name, value], at, more) => {
        const order = JSON.stringify({ ...orderWith({ secret, sessionToken }), [name]: value });
        const cut = at % order.length;
        for (const text of [order, order.slice(0, cut), order.slice(0, cut) + more + order.slice(cut)]) {
          const { lines } = await answersToBytes(text.replaceAll('\n', ' '));
          const problems = JSON.stringify(lines.map((answer) => JSON.parse(answer).problem ?? null));
          expect(problems).not.toMatch(/NotAReal|Secret\+Key|Session\+Token/);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('what is signed', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aB/ .%2f+~ä€*='), maxLength: 8 });
  const request = fc.record({
    method: fc.constantFrom('GET', 'PUT', 'DELETE'),
    target: fc
      .tuple(text, fc.option(fc.tuple(text, text)))
      .map(([path, query]) => `/${path}${query ? `?${query[0]}=${query[1]}&x` : ''}`),
    headers: fc
      .array(fc.tuple(fc.stringMatching(/^X-[A-Za-z]{1,3}$/), text), { maxLength: 3 })
      .map((headers) => [['Host', 'examplebucket.s3.amazonaws.com'], ...headers]),
    bodyBase64: fc.uint8Array({ maxLength: 20 }).map((body) => Buffer.from(body).toString('base64')),
  });
  const how = fc.record({
    algorithm: fc.constantFrom('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
    service: fc.constantFrom('s3', 'execute-api'),
    payload: fc.constantFrom('hashed', 'unsigned'),
    sessionToken: fc.option(fc.constant('TOKEN/+=')),
  });
  const rulesFor = ({ service, payload }: { service: string; payload: string }): SomeRules => ({
    ...(service === 's3' ? S3_RULES : GENERAL_RULES),
    payload: payload === 'hashed' ? 'hashed' : 'unsigned',
  });
  const headOf = (method: string, target: string, headers: readonly string[][]) =>
    utf8([`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'));

  it('in a header is accepted, with the headers that its canonical request has', async () => {
    await fc.assert(
      fc.asyncProperty(request, how, async (asked, options) => {
        const answer = await answerTo(orderWith({ ...options, form: 'header' }, asked));
        const added = linesIn(answer.canonicalRequest)
          .filter((line) => /^x-amz-[a-z0-9-]+:/.test(line))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
        const headers = [...asked.headers, ...added, ['Authorization', textOf(answer.authorization)]];
        const head = headOf(asked.method, asked.target, headers);
        const body = Buffer.from(asked.bodyBase64, 'base64').toString('latin1');
        expect(accepts(head, { body, rules: rulesFor(options) })).toBe(true);
        expect(accepts(head, { body, rules: rulesFor(options), secret: `${EXAMPLE.secret}x` })).toBe(false);
      }),
      { numRuns: runs(150) },
    );
  });

  it('in a query is accepted, as the URL that is given', async () => {
    await fc.assert(
      fc.asyncProperty(request, how, async (asked, options) => {
        const { url, canonicalRequest } = await answerTo(orderWith({ ...options, form: 'query' }, asked));
        const target = textOf(url).slice('https://examplebucket.s3.amazonaws.com'.length);
        const hash = linesIn(canonicalRequest)
          .filter((line) => line.startsWith('x-amz-content-sha256:'))
          .map((line) => line.split(':'));
        const head = headOf(asked.method, target, [...asked.headers, ...hash]);
        const body = Buffer.from(asked.bodyBase64, 'base64').toString('latin1');
        expect(accepts(head, { body, rules: rulesFor(options) })).toBe(true);
        expect(accepts(head, { body, rules: rulesFor(options), secret: `${EXAMPLE.secret}x` })).toBe(false);
      }),
      { numRuns: runs(150) },
    );
  });
});
