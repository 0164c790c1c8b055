import { describe, expect, it } from 'vitest';
import { isPlace, letterOf, type Places, placesOf } from '../../src/pages/places.ts';
import type { RedactedTrace } from '../../src/trace/redact.ts';
import { findValue } from '../../src/trace/trace.ts';
import { walkOf } from '../support/walk-of.ts';

const REQUEST = { address: 'https://h.example.com/a%20b?b=2', options: { header: ['Range: bytes=0-9'] } };

/** Each run as its bytes and its letter: `GET:A`. */
function lettersIn(trace: RedactedTrace, places: Places, id: string): string[] {
  const octets = findValue(trace, id)?.bytes.octets ?? '';
  return places
    .runsOf(id)
    .map(({ start, end, tag }) => `${octets.slice(start, end)}:${isPlace(tag) ? tag.letter : tag}`);
}

describe('the places that bytes come from', () => {
  it('are the parts of the request and the other inputs, in their order, each with a letter and a hue', async () => {
    const { facts } = await walkOf(REQUEST);
    const { all } = placesOf(facts.trace);
    expect(all.map(({ letter, name }) => `${letter} ${name}`)).toEqual([
      'A the method',
      'B the path of the URL',
      'C the query of the URL',
      'D the Host header',
      'E the Range header',
      'F the payload',
      'G the access key ID',
      'H the secret access key',
      'I the timestamp',
      'J the region',
      'K the service',
    ]);
    expect(all.map(({ hue }) => hue)).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3]);
  });

  it('have the same letter on every stage, from the request to the bytes on the wire', async () => {
    const { facts } = await walkOf(REQUEST);
    const places = placesOf(facts.trace);
    for (const id of ['request', 'canonical-uri', 'canonical-request', 'signed-request']) {
      expect(lettersIn(facts.trace, places, id).join(' ')).toMatch(/a.*b:B/);
    }
    for (const id of ['timestamp', 'credential-scope', 'string-to-sign', 'authorization']) {
      expect(lettersIn(facts.trace, places, id).join(' ')).toContain('20130524');
      expect(lettersIn(facts.trace, places, id).find((run) => run.startsWith('20130524'))).toMatch(/:I$/);
    }
    expect(lettersIn(facts.trace, places, 'hashed-payload')).toEqual([expect.stringMatching(/:F$/)]);
    expect(lettersIn(facts.trace, places, 'signature')).toEqual([expect.stringMatching(/:mixed$/)]);
  });

  it('are what was typed also where it had to be encoded', async () => {
    for (const address of ['https://h.example.com/a b/鍵.jpg?k=é', 's3://bucket/a b/鍵.jpg']) {
      const { facts } = await walkOf({ address });
      const places = placesOf(facts.trace);
      for (const id of ['request', 'canonical-uri', 'canonical-request', 'signed-request']) {
        expect(lettersIn(facts.trace, places, id).join(' ')).toMatch(/a%20b\/%E9%8D%B5\.jpg:B/);
      }
      if (address.includes('?')) expect(lettersIn(facts.trace, places, 'request').join(' ')).toContain('k=%C3%A9:C');
    }
  });

  it.each([
    ['a header', {}],
    ['a query', { presign: true }],
    ['chunks', { request: 'PUT', dataBinary: ['@file'], payload: 'streaming', chunkSize: '8192' }],
    ['a policy', { postPolicy: 'policy', form: ['key=k', 'file=@file'] }],
  ])('tile every value of %s', async (_what, options) => {
    const files = {
      file: 'x'.repeat(9000),
      policy: '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, {"key": "k"}]}',
    };
    const { facts } = await walkOf({ options, files });
    const places = placesOf(facts.trace);
    for (const { id, bytes } of facts.trace.values) {
      let at = 0;
      for (const run of places.runsOf(id)) {
        expect([id, run.start]).toEqual([id, at]);
        at = run.end;
      }
      expect([id, at]).toEqual([id, bytes.octets.length]);
    }
  });

  it('are letters, then pairs of them', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
