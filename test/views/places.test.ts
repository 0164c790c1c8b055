import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RedactedTrace } from '../../src/trace/redact.ts';
import { findValue } from '../../src/trace/trace.ts';
import { letterOfHeader } from '../../src/views/map/letters.ts';
import { isPlace } from '../../src/views/map/place.ts';
import { type Places, placesOf } from '../../src/views/map/places.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

const REQUEST = { address: 'https://h.example.com/a%20b?b=2', options: { header: ['Range: bytes=0-9'] } };

/** Each run as its bytes and its letter: `GET:A`. */
function lettersIn(trace: RedactedTrace, places: Places, id: string): string[] {
  const octets = findValue(trace, id)?.bytes.octets ?? '';
  return places
    .runsOf(id)
    .map(({ start, end, tag }) => `${octets.slice(start, end)}:${isPlace(tag) ? tag.letter : tag}`);
}

describe('the places that bytes come from', () => {
  it('are the parts of the request and the other inputs, each with its fixed letter and hue', async () => {
    const { facts } = await walkOf(REQUEST);
    const { all } = placesOf(facts.trace);
    expect(all.map(({ letter, name }) => `${letter} ${name}`)).toEqual([
      'M the method',
      'P the path',
      'Q the query',
      'H the Host header',
      'N1 the Range header',
      'B the body',
      'K the access key ID',
      'X the secret access key',
      'D the date',
      'R the Region',
      'S the service',
    ]);
    expect(all.map(({ hue }) => hue)).toEqual([0, 0, 0, 1, 1, 0, 3, 3, 2, 2, 2]);
  });

  it('have the same letter on every stage, from the request to the bytes on the wire', async () => {
    const { facts } = await walkOf(REQUEST);
    const places = placesOf(facts.trace);
    for (const id of ['request', 'canonical-uri', 'canonical-request', 'signed-request']) {
      expect(lettersIn(facts.trace, places, id).join(' ')).toMatch(/a.*b:P/);
    }
    for (const id of ['timestamp', 'credential-scope', 'string-to-sign', 'authorization']) {
      expect(lettersIn(facts.trace, places, id).join(' ')).toContain('20130524');
      expect(lettersIn(facts.trace, places, id).find((run) => run.startsWith('20130524'))).toMatch(/:D$/);
    }
    expect(lettersIn(facts.trace, places, 'hashed-payload')).toEqual([expect.stringMatching(/:B$/)]);
    expect(lettersIn(facts.trace, places, 'signature')).toEqual([expect.stringMatching(/:mixed$/)]);
  });

  it('are what was typed also where it had to be encoded', async () => {
    for (const address of ['https://h.example.com/a b/鍵.jpg?k=é', 's3://bucket/a b/鍵.jpg']) {
      const { facts } = await walkOf({ address });
      const places = placesOf(facts.trace);
      for (const id of ['request', 'canonical-uri', 'canonical-request', 'signed-request']) {
        expect(lettersIn(facts.trace, places, id).join(' ')).toMatch(/a%20b\/%E9%8D%B5\.jpg:P/);
      }
      if (address.includes('?')) expect(lettersIn(facts.trace, places, 'request').join(' ')).toContain('k=%C3%A9:Q');
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

  it('have the same letter in a signing and in a verification of it', () => {
    const { facts } = verifiedWalk(
      'GET /a?b=2 HTTP/1.1\r\nHost: h.example.com\r\nRange: bytes=0-9\r\nx-amz-date: 20130524T000000Z\r\n' +
        'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
        `SignedHeaders=host;range;x-amz-date, Signature=${'0'.repeat(64)}\r\n\r\n`,
    );
    const { all } = placesOf(facts?.trace as RedactedTrace);
    expect(all.map(({ letter, name }) => `${letter} ${name}`)).toEqual([
      'M the method',
      'P the path',
      'Q the query',
      'H the Host header',
      'N1 the Range header',
      'D the date',
      'K the access key ID',
      'D the date of the scope',
      'R the Region',
      'S the service',
      'B the body',
      'X the secret access key',
    ]);
  });

  it('are not in what a rule or a hash adds to a request that arrived: Authorization is no header of its own', () => {
    const { facts } = verifiedWalk(readFileSync('fixtures/requests/get-range.txt', 'latin1'));
    const trace = facts?.trace as RedactedTrace;
    const letters = lettersIn(trace, placesOf(trace), 'request').join(' ');
    expect(letters).toContain('/aws4_request, SignedHeaders=host;:fixed range:N1 ;x-amz-content-sha256');
    expect(letters).toMatch(/Signature=:fixed f0e8[0-9a-f]{60}:mixed/);
    expect(lettersIn(trace, placesOf(trace), 'provided-signature')).toEqual([expect.stringMatching(/:mixed$/)]);
  });

  it('number the headers of the connection and the body after all others', async () => {
    const header = ['Content-Length: 2', 'Content-Type: text/plain', 'X-A: b'];
    const { facts } = await walkOf({ options: { request: 'PUT', data: ['hi'], header } });
    const letters = placesOf(facts.trace).all.filter(({ letter }) => letter.startsWith('N'));
    expect(letters.map(({ letter, name }) => `${letter} ${name}`)).toEqual([
      'N3 the Content-Length header',
      'N1 the Content-Type header',
      'N2 the X-A header',
    ]);
  });

  it('are numbered if they are headers: nine digits, then letters', () => {
    expect([0, 8, 9, 34, 99].map(letterOfHeader)).toEqual(['N1', 'N9', 'Na', 'Nz', 'Nz']);
  });
});
