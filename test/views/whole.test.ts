/** The picture of a signature: which inputs have a way to the signature. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIVATE_KEY } from '../../src/sigv4/stages/asymmetric-key.ts';
import { SIGNATURE } from '../../src/sigv4/stages/authorization.ts';
import { STRING_TO_SIGN } from '../../src/sigv4/stages/string-to-sign.ts';
import { findValue } from '../../src/trace/trace.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { textOf } from '../../src/views/page.ts';
import { sourcesOfLine, wayFrom } from '../../src/views/whole/way.ts';
import { wholeOf } from '../../src/views/whole/whole.ts';
import { runs } from '../support/sweep.ts';
import { type Asked, asked, FORMS, type Form, walkFor } from '../support/views/asked-requests.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

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

  it('goes from a header that is verified through its line and the list of names', () => {
    const sent = readFileSync('fixtures/requests/get-range.txt', 'latin1');
    const { facts } = verifiedWalk(sent);
    const { parts = [] } = (facts && wholeOf(facts)) ?? {};
    const lineOf = (name: string, at: (text: string) => boolean) =>
      parts.find((part) => part.name === name)?.lines.filter(({ runs: own }) => at(textOf(own))) ?? [];
    const [header] = lineOf('asked', (text) => text.startsWith('Range'));
    if (!facts || !header) throw new Error('There is no picture.');
    const way = wayFrom(facts.trace, ...sourcesOfLine(placesOf(facts.trace), header.range));
    const onWay = lineOf('message', () => true).filter(({ range }) => way.goesThrough(range));
    expect(onWay.map(({ number }) => number)).toEqual([5, 9]);
  });

  it('begins at an empty body, whose hash is signed', async () => {
    const { facts } = await walkOf({});
    const body = placesOf(facts.trace).all.find(({ letter }) => letter === 'B');
    expect(body).toMatchObject({ start: 0, end: 0 });
    const way = wayFrom(facts.trace, body ?? { value: '', start: 0, end: 0 });
    expect(way.goesThrough({ value: SIGNATURE.id, start: 0, end: 1 })).toBe(true);
    expect(way.goesThrough({ value: 'signing-key', start: 0, end: 1 })).toBe(false);
  });
});
