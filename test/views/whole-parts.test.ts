/** What is in the picture of a signature, and how it is told. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SIGNED_REQUEST } from '../../src/sigv4/stages/signed-request.ts';
import { findValue } from '../../src/trace/trace.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { lineInWords, wholeInWords } from '../../src/views/whole/in-words.ts';
import { type PartName, wholeOf } from '../../src/views/whole/whole.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

const textsOf = (facts: WalkFacts | null, name: PartName) =>
  (facts ? wholeOf(facts) : null)?.parts
    .find((part) => part.name === name)
    ?.lines.map(({ runs, note }) => `${runs.map(({ text }) => text).join('')}${note === '' ? '' : ` | ${note}`}`) ?? [];

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

  it('says how the signature is made and what the key is, even where the secret is not known', async () => {
    const { facts } = await walkOf({ options: { algorithm: 'sigv4a' } });
    const sent = findValue(facts.trace, SIGNED_REQUEST.id)?.bytes.octets ?? '';
    const unknown = verifiedWalk(sent, { secret: null }).facts;
    expect(unknown && wholeOf(unknown)?.joins.signature).toBe('ECDSA');
    const v11 = await walkOf({
      address: 'https://ecs.example.com/v1',
      options: { dialect: 'v11', region: 'r-1', service: 's' },
    });
    expect(wholeOf(v11.facts)?.parts.find(({ name }) => name === 'key')?.says).toMatch(/^HKDF of the secret/);
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
