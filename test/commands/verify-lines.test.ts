/** `sigv4 verify --jsonl`: an answer for each line, in their order, and the same as for the request alone. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { problem } from '../../src/bytes/problem.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { EXAMPLE_KEYS, linesOf } from '../support/commands/test-world.ts';
import { capturesIn } from '../support/intake/captures.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { inFull, runs, swept } from '../support/sweep.ts';
import { breaksFor, partsOf } from '../support/verification/altered-requests.ts';
import { capturedLine, lineOf, signedLine, verdictsOnLines } from '../support/verification/verify-lines.ts';
import { EXAMPLE_ID, EXAMPLE_SECRET, PRESIGNED_URL, signedGetOf } from '../support/verification/verifying.ts';

const CAPTURES = [...capturesIn('.'), ...capturesIn('own')];
const [FIRST] = CAPTURES;
const KEYS = { AWS_ACCESS_KEY_ID: FIRST?.accessKeyId, AWS_SECRET_ACCESS_KEY: FIRST?.secretAccessKey };

describe('a line', () => {
  it('has the answer that docs/formats.md shows', async () => {
    const [, shown = ''] = /```json\n(\{"id":3,.*?)```/s.exec(readFileSync('docs/formats.md', 'utf8')) ?? [];
    const raw = readFileSync('fixtures/requests/put-with-other-body.txt', 'latin1').replace(/\r?\n/g, '\r\n');
    const { lines } = await verdictsOnLines(lineOf(raw, { id: 3 }));
    expect(lines.map((line) => JSON.stringify(line))).toEqual([JSON.stringify(JSON.parse(shown))]);
  });

  it.each<readonly [string, string, object]>([
    ['a presigned URL', JSON.stringify({ url: PRESIGNED_URL }), { id: null, verdict: 'match' }],
    ['a presigned URL with its method', JSON.stringify({ url: PRESIGNED_URL, method: 'GET' }), { verdict: 'match' }],
    ['a presigned URL with another', JSON.stringify({ url: PRESIGNED_URL, method: 'PUT' }), { verdict: 'mismatch' }],
    [
      'a time of its own',
      signedLine({ at: '20130525T000000Z' }),
      { verdict: 'expired', from: null, until: '2013-05-24T00:15:00.001Z' },
    ],
    [
      'a time before',
      signedLine({ at: '20130523T000000Z' }),
      { verdict: 'not-yet-valid', from: '2013-05-23T23:45:00.000Z', until: null },
    ],
    [
      'headers that are not signed',
      signedLine().replace('["Host"', '["X-Amz-Meta-A","1"],["X-Amz-Meta-B","2"],["Host"'),
      { verdict: 'match', notices: ['header-not-signed'] },
    ],
    ['null for what it leaves out', signedLine({ at: null, url: null, method: null }), { verdict: 'match' }],
    ['a number for its ID', signedLine({ id: 7 }), { id: 7, verdict: 'match' }],
    [
      'a signature that is wrong',
      signedLine().replace('bytes=0-9', 'bytes=0-8'),
      { verdict: 'mismatch', firstDifference: { id: 'signature', name: 'Signature', stage: 'authorization' } },
    ],
    [
      'no signature',
      lineOf('GET / HTTP/1.1\r\nHost: a\r\n\r\n'),
      { verdict: 'unsigned', problem: { code: 'unsigned' }, accessKeyId: null },
    ],
    [
      'a signature of Version 2',
      lineOf('GET / HTTP/1.1\r\nHost: a\r\nAuthorization: AWS a:b\r\n\r\n'),
      { verdict: 'signature-version-2', accessKeyId: null },
    ],
    [
      'a key that nobody knows',
      signedLine().replace(EXAMPLE_ID, 'AKIDOFNOBODYEXAMPLE'),
      { verdict: 'unknown', accessKeyId: 'AKIDOFNOBODYEXAMPLE' },
    ],
    [
      'a claim that is malformed',
      signedLine().replace('/us-east-1/s3', ''),
      { verdict: 'malformed', problem: { code: 'credential' } },
    ],
  ])('with %s', async (_what, line, answer) => {
    const { code, lines } = await verdictsOnLines(line);
    expect(lines).toMatchObject([answer]);
    expect(code).toBe('verdict' in answer && answer.verdict === 'match' ? 0 : 1);
  });

  it.each<readonly [string, string, string | undefined]>([
    ['{', 'line-not-json', undefined],
    ['[]', 'line-not-object', undefined],
    ['{}', 'member', 'request'],
    ['{"request": 1}', 'member', 'request'],
    [signedLine({ more: 1 }), 'unknown-member', 'more'],
    [signedLine({ at: '2013' }), 'member', 'at'],
    [signedLine({ at: 1 }), 'member', 'at'],
    [signedLine({ id: [] }), 'member', 'id'],
    [signedLine({ url: PRESIGNED_URL }), 'member', 'url'],
    ['{"url": "no url"}', 'url', 'url'],
    [JSON.stringify({ url: PRESIGNED_URL, method: 'A B' }), 'member', 'method'],
    ['{"request": {"method": "GET", "target": "a", "headers": []}}', 'member', 'request.target'],
    ['{"request": {"method": "GET", "target": "/", "headers": [["a"]]}}', 'member', 'request.headers[0]'],
    ['{"request": {"method": "GET", "target": "/", "headers": [], "bodyBase64": "*"}}', 'member', 'request.bodyBase64'],
  ])('that is %s has a problem, and the line after it an answer', async (line, code, path) => {
    const found = await verdictsOnLines(`${line}\n${signedLine({ id: 'behind' })}\n`);
    expect(found.lines[0]?.problem).toMatchObject({
      code,
      says: expect.stringMatching(/\.$/),
      mend: expect.stringMatching(/\.$/),
    });
    expect(found.lines[0]?.problem?.path).toBe(path);
    expect(found.lines[1]).toMatchObject({ id: 'behind', verdict: 'match' });
    expect([found.code, found.errors]).toEqual([1, '']);
  });

  it('is ASCII in its answer, no matter what its ID has in it', async () => {
    const { output, lines } = await verdictsOnLines(signedLine({ id: 'é\u2028\u{1f600}\x1b[2J' }));
    expect(output).toMatch(/^[\x20-\x7e]*\n$/);
    expect(lines[0]?.id).toBe('é\u2028\u{1f600}\x1b[2J');
  });
});

describe('a line without a body', () => {
  const BODY = 'a body that is hashed';
  const put = (hash: string, headers: readonly (readonly [string, string])[]) => {
    const keys = { keyId: EXAMPLE_ID, secret: EXAMPLE_SECRET };
    const { id, request } = JSON.parse(lineOf(signedGetOf(keys, [], hash)));
    return JSON.stringify({ id, request: { ...request, headers: [...request.headers, ...headers], bodyBase64: null } });
  };
  const length = ['Content-Length', String(BODY.length)] as const;

  it.each<readonly [string, string, readonly (readonly [string, string])[], string]>([
    ['has none where nothing announces one', '', [], 'match'],
    ['has none where its length is 0', '', [['Content-Length', '0']], 'match'],
    ['has none, which is not the one that was hashed', BODY, [], 'mismatch at hashed-payload'],
    [
      'has none, which is not the one that was hashed, of length 0',
      BODY,
      [['content-length', ' 0 ']],
      'mismatch at hashed-payload',
    ],
    ['has one that is not known where its length is told: the hash is as it was signed', BODY, [length], 'match'],
    ['has one that is not known where its length is told, twice', BODY, [['Content-Length', '0'], length], 'match'],
    ['has one that is not known where it came in chunks', BODY, [['Transfer-Encoding', 'chunked']], 'match'],
    [
      'has one that is not known where its checksum is sent too',
      BODY,
      [length, ['x-amz-checksum-crc32', 'AAAAAA==']],
      'match',
    ],
  ])('%s', async (_what, body, headers, verdict) => {
    const { lines } = await verdictsOnLines(put(sha256Of(body), headers));
    const [line] = lines;
    const at = line?.firstDifference?.id;
    expect(at ? `${line?.verdict} at ${at}` : line?.verdict).toBe(verdict);
  });

  it('is what the problem of a line that is too long advises', async () => {
    const inputLines = async function* () {
      yield [Buffer.from(put(sha256Of(BODY), [length])), 'too-long' as const];
    };
    const { lines } = await verdictsOnLines('', { world: { inputLines } });
    expect(lines[1]?.problem?.mend).toContain('its hash as x-amz-content-sha256');
    expect(lines[0]?.verdict).toBe('match');
  });
});

describe('many lines', () => {
  it('of real clients match, each by its own clock, in their order', async () => {
    const { code, lines } = await verdictsOnLines(CAPTURES.map(capturedLine).join('\n'), {
      world: { environment: KEYS },
    });
    expect(lines.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual(CAPTURES.map(({ name }) => `${name}: match`));
    expect(code).toBe(0);
  });

  it('of real clients, each altered, are mismatches at the same places as alone', async () => {
    const cases = swept(CAPTURES, 4).flatMap((capture) => {
      const sent = partsOf(capture.octets);
      return breaksFor(sent).flatMap(({ altered, at }) => {
        const octets = altered(sent);
        if (octets === null) return [];
        return [{ line: capturedLine({ ...capture, octets }), id: typeof at === 'string' ? at : at(sent) }];
      });
    });
    const { lines } = await verdictsOnLines(cases.map(({ line }) => line).join('\n'), { world: { environment: KEYS } });
    expect(lines.map(({ firstDifference }) => firstDifference?.id)).toEqual(cases.map(({ id }) => id));
    expect(cases.length).toBeGreaterThan(inFull(800, 40));
  });

  it('are verified with the secret of their key, also if a file has one that names no key', async () => {
    const world = { environment: KEYS, readFile: async () => 'b'.repeat(40) as never };
    const line = FIRST === undefined ? '' : capturedLine(FIRST);
    const { lines } = await verdictsOnLines(line, { options: { secretFrom: 'f' }, world });
    expect(lines.map(({ verdict }) => verdict)).toEqual(['match']);
  });

  it('have the clock of --at and the rules of --rule where they say none', async () => {
    const text = `${signedLine()}\n${signedLine({ at: '20130524T000000Z' })}`;
    const { lines } = await verdictsOnLines(text, { options: { at: '20140101T000000Z' } });
    expect(lines.map(({ verdict }) => verdict)).toEqual(['expired', 'match']);
    const query = [
      ['x', '2'],
      ['x', '1'],
    ] as const;
    const line = lineOf(signedGetOf({ keyId: EXAMPLE_ID, secret: EXAMPLE_SECRET }, query));
    const by = async (rule: string[]) => (await verdictsOnLines(line, { options: { rule } })).lines[0]?.verdict;
    expect([await by([]), await by(['equal-query-names=order-given'])]).toEqual(['match', 'mismatch']);
  });

  it('end with a problem where the input does', async () => {
    const inputLines = async function* (longest: number) {
      yield* linesOf([Buffer.from(`${signedLine()}\n`)], longest);
      yield problem('input', 'It broke.', 'Mend it.');
    };
    const { code, lines, errors } = await verdictsOnLines('', { world: { inputLines } });
    expect([code, lines.length, errors]).toEqual([2, 1, 'sigv4: It broke. Mend it.\n']);
  });

  it('know the secrets that everything else knows', async () => {
    expect((await verdictsOnLines(signedLine(), { world: { environment: EXAMPLE_KEYS } })).code).toBe(0);
    const wrong = { ...EXAMPLE_KEYS, AWS_SECRET_ACCESS_KEY: 'x' };
    expect((await verdictsOnLines(signedLine(), { world: { environment: wrong } })).lines[0]?.verdict).toBe('mismatch');
  });
});

describe('the profile', () => {
  const OTHER = { keyId: 'AKIDOFTHESETESTSEXAMP', secret: 'of/these+tests/alone' };
  const strange = (id: number) => lineOf(signedGetOf(OTHER), { id });
  const credentials = async () => ({ accessKeyId: OTHER.keyId, secretAccessKey: OTHER.secret, sessionToken: null });
  const PROFILE = { name: 'default', region: null, endpointUrl: null, way: 'keys' as const, credentials };

  /** Each line is a batch of its own. */
  async function answers(lines: readonly string[], world: Partial<CommandWorld>, options: OptionValues = {}) {
    let asked = 0;
    const loadProfile = world.loadProfile ?? (async () => PROFILE);
    const found = await verdictsOnLines('', {
      options,
      world: {
        inputLines: (longest) =>
          linesOf(
            lines.map((line) => Buffer.from(`${line}\n`)),
            longest,
          ),
        ...world,
        loadProfile: (name) => {
          asked += 1;
          return loadProfile(name);
        },
      },
    });
    return { ...found, verdicts: found.lines.map(({ id, verdict }) => `${id} ${verdict}`), asked };
  }

  it('is asked once, when the first line names a key that is not known otherwise', async () => {
    const lines = [signedLine({ id: 1 }), strange(2), strange(3), signedLine({ id: 4 })];
    const { verdicts, asked, code, errors } = await answers(lines, {});
    expect(verdicts).toEqual(['1 match', '2 match', '3 match', '4 match']);
    expect([asked, code, errors]).toEqual([1, 0, '']);
  });

  it.each<readonly [string, string, Partial<CommandWorld>]>([
    ['AWS has published the key', signedLine(), {}],
    [
      'the environment has the key',
      strange(1),
      { environment: { AWS_ACCESS_KEY_ID: OTHER.keyId, AWS_SECRET_ACCESS_KEY: OTHER.secret } },
    ],
    ['nothing is signed', lineOf('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), {}],
    ['nothing can be read', '{', {}],
  ])('is not asked where %s', async (_what, line, world) => {
    expect((await answers([line], world)).asked).toBe(0);
  });

  it('that fails is named once on standard error; one that somebody named ends everything', async () => {
    const loadProfile = async () => problem('credentials', 'The session is over.', 'Log in.');
    const lines = [signedLine({ id: 1 }), strange(2), strange(3)];
    const inUse = await answers(lines, { loadProfile });
    expect(inUse.verdicts).toEqual(['1 match', '2 unknown', '3 unknown']);
    expect([inUse.code, inUse.errors]).toEqual([1, 'sigv4: The session is over. Log in.\n']);
    const named = await answers(lines, { loadProfile }, { profile: 'p' });
    expect(named.verdicts).toEqual(['1 match']);
    expect([named.code, named.errors]).toEqual([2, 'sigv4: The session is over. Log in.\n']);
  });
});

describe('any lines', () => {
  const bytes = fc.string({
    unit: fc.integer({ min: 0, max: 0x17f }).map((code) => String.fromCharCode(code)),
    maxLength: 30,
  });
  const whole = fc.constantFrom(
    signedLine(),
    JSON.stringify({ id: 1, url: PRESIGNED_URL }),
    ...CAPTURES.slice(0, 8).map(capturedLine),
  );
  const member = fc
    .tuple(fc.constantFrom('id', 'request', 'url', 'method', 'at', 'other'), fc.jsonValue())
    .map(([name, value]) => signedLine({ [name]: value }));
  const part = fc
    .tuple(fc.constantFrom('method', 'target', 'headers', 'bodyBase64'), fc.jsonValue())
    .map(([name, value]) => JSON.stringify({ request: { ...JSON.parse(signedLine()).request, [name]: value } }));
  const damaged = fc
    .tuple(fc.oneof(whole, member, part), fc.nat(), fc.nat({ max: 3 }), bytes)
    .map(([line, at, cut, more]) => line.slice(0, at % line.length) + more + line.slice((at % line.length) + cut));
  const line = fc
    .oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      member,
      part,
      damaged,
      bytes,
    )
    .map((text) => text.replaceAll('\n', ' '));

  it('have one answer each, in their order; nothing throws, and nothing is said that is not documented', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        const between = signedLine({ id: 'between' });
        const { code, lines: answers } = await verdictsOnLines(
          lines.flatMap((text) => [`${text}\n`, `${between}\n`]).join(''),
        );
        const wanted = lines.flatMap((text) => (/^[ \t\r]*$/.test(text) ? ['between'] : ['any', 'between']));
        expect(answers.length).toBe(wanted.length);
        for (const [index, answer] of answers.entries()) {
          if (wanted[index] === 'between') expect(answer).toMatchObject({ id: 'between', verdict: 'match' });
          else
            expect([
              'match',
              'mismatch',
              'expired',
              'not-yet-valid',
              'malformed',
              'signature-version-2',
              'unsigned',
              'unknown',
              undefined,
            ]).toContain(answer.verdict);
          if (answer.verdict === undefined) expect(answer.problem?.says).toMatch(/\.$/);
          seen.add(answer.verdict ?? 'problem');
        }
        expect(code).toBe(answers.every(({ verdict }) => verdict === 'match') ? 0 : 1);
      }),
      // The first run has a signature that was changed, because few of the drawn lines are whole and wrong.
      { numRuns: runs(500), examples: [[[signedLine({}).replace(/Signature=[0-9a-f]{8}/, 'Signature=00000000')]]] },
    );
    for (const verdict of inFull(['match', 'mismatch', 'problem'], [])) expect(seen).toContain(verdict);
  });
});
