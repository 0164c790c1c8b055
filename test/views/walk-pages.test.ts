/** The pages of a walk, for every form, algorithm and payload. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { plainPage } from '../../src/outputs/plain/plain-text.ts';
import { disagreementsOf } from '../../src/sigv4/disagreements.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { walkOf } from '../support/views/walk-of.ts';

const FILES = { policy: '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, {"key": "a"}]}' };
const body = { dataBinary: ['some data'], request: 'PUT' };

const textOf = (facts: WalkFacts) => walkPages(facts).map((page, at) => plainPage(page, at + 1, 9));

describe('the page of the chunks', () => {
  const page = async (length: number) => {
    const options = { ...body, dataBinary: ['x'.repeat(length)], payload: 'streaming', chunkSize: '8192' };
    return textOf((await walkOf({ options })).facts)[6] ?? '';
  };

  it.each([
    [16, null],
    [17, '… 1 more chunk, each'],
    [20, '… 4 more chunks, each'],
  ])('has the first sixteen of %i and the last, and says how many it leaves out', async (count, gap) => {
    const text = await page(8192 * count);
    expect([...text.matchAll(/^ *Chunk (\d+)/gm)].map(([, number]) => Number(number))).toEqual([
      ...Array.from({ length: 16 }, (_, index) => index + 1),
      count + 1,
    ]);
    expect(text).toContain(`Chunk ${count + 1}, which is empty and ends the body`);
    if (gap === null) expect(text).not.toContain(' more chunk');
    else expect(text).toContain(gap);
  });
});

const TOKEN = { AWS_SESSION_TOKEN: 'FQoGZXIvYXdzEXAMPLE//TOKEN==' };

describe('where sources disagree', () => {
  it.each([
    ['nowhere in a plain request', '/a?b=c', {}, []],
    ['nowhere in a policy', '/a+b?c+d', { postPolicy: 'policy' }, []],
    ['on a plus in the query', '/?a=b+c', {}, ['plusInQuery']],
    ['on a plus in the query of a presigned URL', '/?a=b+c', { presign: true }, ['plusInQuery']],
    ['on a plus with SigV4A', '/?a=b+c', { algorithm: 'sigv4a' }, ['plusInQuery']],
    ['on a plus with chunks', '/?a=b+c', { ...body, payload: 'streaming' }, ['plusInQuery']],
    ['on a plus, with either choice', '/?a=b+c', { plus: 'space' }, ['plusInQuery']],
    ['on a plus in the path', '/a+b', {}, ['plusInPath']],
    ['not on an encoded one', '/a%2Bb', {}, []],
    ['not on a plus in the path of others', '/a+b', { service: 'es' }, []],
    ['on equal names out of order', '/?a=2&a=1', {}, ['equalQueryNames']],
    ['not on equal names in order', '/?a=1&a=2', {}, []],
    ['on spaces in quotation marks', '/', { header: ['X-A: "b  c"'] }, ['quotedSpaces']],
    ['not on spaces outside', '/', { header: ['X-A: b  c "d"'] }, []],
    ['on a tab', '/', { header: ['X-A: b\tc'] }, ['headerWhiteSpace']],
    ['not on a tab in what is not signed', '/', { header: ['X-A: b\tc'], noSignHeader: ['x-a'] }, []],
    ['on a repeated header out of order', '/', { header: ['X-A: b', 'X-A: a'] }, ['repeatedHeaders']],
    ['not on one in order', '/', { header: ['X-A: a', 'X-A: b'] }, []],
    ['not on .. at the root of S3', '/../a', {}, []],
    ['on .. at the root of others', '/../a', { service: 'es' }, ['dotDotAtRoot']],
    ['not on .. elsewhere', '/a/../b', { service: 'es' }, []],
  ] satisfies [string, string, OptionValues, string[]][])('it says so %s', async (_where, path, options, rules) => {
    const { facts } = await walkOf({ address: `https://h.example.com${path}`, options, files: FILES });
    expect(disagreementsOf(facts.trace).map(({ rule }) => rule)).toEqual(rules);
    expect(textOf(facts).join('').includes('Where sources disagree')).toBe(rules.length > 0);
  });

  it.each([
    [{}, TOKEN, ['sessionToken']],
    [{ presign: true }, TOKEN, ['sessionToken']],
    [{ appendToken: true }, TOKEN, ['sessionToken']],
    [{ presign: true, appendToken: true }, TOKEN, ['sessionToken']],
    [{}, {}, []],
  ] satisfies [OptionValues, Record<string, string>, string[]][])(
    'it says so on a session token: %j %j',
    async (options, environment, rules) => {
      const { facts } = await walkOf({ options, environment });
      expect(disagreementsOf(facts.trace).map(({ rule }) => rule)).toEqual(rules);
    },
  );
});

describe('the rules of the service', () => {
  it.each([
    ['s3', 'the path is encoded once and not normalized'],
    ['s3express', 'the path is encoded once and not normalized'],
    ['iotdata', 'the session token is added after signing'],
    ['glacier', 'x-amz-content-sha256 is required'],
    ['execute-api', 'the path is normalized and encoded twice'],
  ])('of %s are on the first page, with their source', async (service, says) => {
    const { facts } = await walkOf({ options: { service } });
    const [first = ''] = textOf(facts);
    expect(first.replace(/\s+/g, ' ')).toContain(says);
    expect(first).toContain('https://docs.aws.amazon.com/');
  });
});
