/** The picture of a signature: what is in it, and which inputs have a way to the signature. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIVATE_KEY } from '../../src/sigv4/stages/asymmetric-key.ts';
import { SIGNATURE } from '../../src/sigv4/stages/authorization.ts';
import { STRING_TO_SIGN } from '../../src/sigv4/stages/string-to-sign.ts';
import { findValue } from '../../src/trace/trace.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { lineInWords, wholeInWords } from '../../src/views/whole/in-words.ts';
import { wayFrom } from '../../src/views/whole/way.ts';
import { type PartName, wholeOf } from '../../src/views/whole/whole.ts';
import { runs } from '../support/sweep.ts';
import { type Asked, asked, FORMS, type Form, walkFor } from '../support/views/asked-requests.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

const textsOf = (facts: WalkFacts | null, name: PartName) =>
  (facts ? wholeOf(facts) : null)?.parts
    .find((part) => part.name === name)
    ?.lines.map(({ runs, note }) => `${runs.map(({ text }) => text).join('')}${note === '' ? '' : ` | ${note}`}`) ?? [];

/** Another value of an input, with one byte changed. */
const CHANGED: Readonly<Record<string, (from: Asked) => Partial<Asked>>> = {
  M: ({ method }) => ({ method: method === 'PATCH' ? 'PUT' : 'PATCH' }),
  P: ({ path }) => ({ path: `${path}x` }),
  Q: ({ query }) => ({ query: `${query}x` }),
  H: ({ host }) => ({ host: `${host}x` }),
  N1: ({ signed }) => ({ signed: `${signed}x` }),
  N2: ({ unsigned }) => ({ unsigned: `${unsigned}x` }),
  B: ({ body }) => ({ body: body.replace(/.$/, (last) => (last === 'z' ? 'y' : 'z')) }),
  D: ({ second }) => ({ second: second + 1 }),
  R: ({ region }) => ({ region: `${region}x` }),
  K: ({ keyId }) => ({ keyId: keyId.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z')) }),
  X: ({ secret }) => ({ secret: secret.replace(/.$/, (last) => (last === 'z' ? 'y' : 'z')) }),
  T: ({ token }) => ({ token: token.replace(/.$/, (last) => (last === 'z' ? 'y' : 'z')) }),
};

/** What decides a signature; an ECDSA signature has a random number in it, too. */
function signedBy({ trace }: WalkFacts): string {
  const key = findValue(trace, PRIVATE_KEY.id);
  if (!key) return findValue(trace, SIGNATURE.id)?.bytes.octets ?? '';
  return `${findValue(trace, STRING_TO_SIGN.id)?.bytes.octets}${key.bytes.octets}`;
}

describe('a way', () => {
  it.each(Object.keys(FORMS) as Form[])(
    'leads from an input to the signature exactly if a change of the input changes the signature: %s',
    async (form) => {
      await fc.assert(
        fc.asyncProperty(asked, fc.constantFrom(...Object.keys(CHANGED)), async (request, letter) => {
          const { facts } = await walkOf(walkFor(request, form));
          const place = placesOf(facts.trace).all.find((one) => one.letter === letter);
          fc.pre(place !== undefined);
          const change = CHANGED[letter]?.(request) ?? {};
          const changed = await walkOf(walkFor({ ...request, ...change }, form));
          const value = findValue(facts.trace, SIGNATURE.id);
          const isDrawn = wayFrom(facts.trace, place ?? { value: '', start: 0, end: 0 }).goesThrough({
            value: SIGNATURE.id,
            start: 0,
            end: value?.bytes.octets.length ?? 0,
          });
          expect(isDrawn).toBe(signedBy(facts) !== signedBy(changed.facts));
        }),
        { numRuns: runs(200) },
      );
    },
  );

  it('begins at an empty body, whose hash is signed', async () => {
    const { facts } = await walkOf({});
    const body = placesOf(facts.trace).all.find(({ letter }) => letter === 'B');
    expect(body).toMatchObject({ start: 0, end: 0 });
    const way = wayFrom(facts.trace, body ?? { value: '', start: 0, end: 0 });
    expect(way.goesThrough({ value: SIGNATURE.id, start: 0, end: 1 })).toBe(true);
    expect(way.goesThrough({ value: 'signing-key', start: 0, end: 1 })).toBe(false);
  });
});

describe('the whole of a signature', () => {
  it('has what is asked, who asks, the texts, the keys, and the signature', async () => {
    const { facts } = await walkOf({ address: 'https://h.example.com/a?b=1&c=2', options: { header: ['X-A: 1'] } });
    expect(wholeOf(facts)?.parts.map(({ name }) => name)).toEqual([
      'asked',
      'asking',
      'message',
      'to-sign',
      'key',
      'signature',
    ]);
    expect(textsOf(facts, 'asked')).toEqual(['GET /a?', 'b=1&c=2 HTTP/1.1', 'Host: h.example.com', 'X-A: 1']);
    expect(textsOf(facts, 'message').slice(2, 4)).toEqual(['b=1&', 'c=2\\n']);
    expect(textsOf(facts, 'key').filter((_, at) => at % 2 === 1)).toEqual([
      '20130524 | one day',
      'us-east-1 | one Region',
      's3 | one service',
      'aws4_request | version 4',
    ]);
  });

  it('has the signature that came with a request, and no key where the secret is not known', () => {
    const request = readFileSync('fixtures/requests/get-range.txt', 'latin1');
    const known = verifiedWalk(request);
    expect(textsOf(known.facts, 'signature').map((line) => line.slice(64))).toEqual([' | computed', ' | came with it']);
    const unknown = verifiedWalk(request, { secret: null });
    expect(textsOf(unknown.facts, 'key')).toEqual([]);
    expect(textsOf(unknown.facts, 'signature').map((line) => line.slice(64))).toEqual([' | came with it']);
  });

  it('is told in a sentence for each part, and each line with its number', async () => {
    const { facts } = await walkOf({ address: 'https://h.example.com/a', options: { payload: 'unsigned' } });
    const whole = wholeOf(facts);
    if (!whole) throw new Error('There is no picture.');
    const told = wholeInWords(whole);
    expect(told).toHaveLength(7);
    expect(told[1]).toBe('What you ask: GET /a HTTP/1.1, in 2 lines.');
    expect(told[2]).toMatch(/^It becomes the canonical request, 9 lines: one exact form/);
    expect(told.at(-1)).toMatch(/^HMAC-SHA256 of the string to sign with this key is the signature [0-9a-f]{64}\.$/);
    const lines = whole.parts.flatMap((part) => part.lines.map(lineInWords));
    expect(lines).toContain('line 2, /a\\n');
    expect(lines).toContain('20130524, one day');
  });
});
