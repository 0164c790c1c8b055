/** Heads that no server takes: refused in every form, before much is made of them. */

import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { readVerificationLine } from '../../src/intake/lines/verification-line.ts';
import { readPlace } from '../../src/intake/place.ts';
import { recognize } from '../../src/intake/recognize.ts';
import { octetsOf } from '../support/octets-of.ts';
import { expectProblem } from '../support/problems.ts';
import { named } from '../support/sources.ts';

const har = (url: string, value: string) =>
  JSON.stringify({ log: { entries: [{ request: { method: 'GET', url, headers: [{ name: 'x', value }] } }] } });

/** Each with `filler` somewhere in the head. */
const FORMS: Readonly<Record<string, (filler: string) => string>> = {
  'a target': (filler) => `GET /${filler} HTTP/1.1\r\nHost: h\r\n\r\n`,
  'a header': (filler) => `GET / HTTP/1.1\r\nx: ${filler}\r\n\r\n`,
  'a header without an end': (filler) => `GET / HTTP/1.1\r\nx: ${filler}`,
  'lines of curl -v': (filler) => `> GET / HTTP/1.1\r\n> x: ${filler}\r\n> \r\n`,
  'a head of HTTP/2': (filler) => `:method: GET\n:path: /\nx: ${filler}\n\n`,
  'the target of a proxy': (filler) => `GET http://h/${filler} HTTP/1.1\r\n\r\n`,
  'a URL': (filler) => `https://h/?${filler}`,
  'the URL of curl': (filler) => `curl 'https://h/?${filler}'`,
  'a header of curl': (filler) => `curl https://h/ -H 'x: ${filler}'`,
  'a header of curl in escapes': (filler) => `curl https://h/ -H $'x: ${filler}'`,
  'a URL in a HAR file': (filler) => har(`https://h/?${filler}`, ''),
  'a header in a HAR file': (filler) => har('https://h/', filler),
};

const readIn = (text: string) => {
  const found = recognize(octetsOf(text), named('input'));
  if (isProblem(found)) return found;
  if (found.kind === 'broken') return found.problem;
  return found.kind === 'har' ? found.entries[0]?.request : found;
};

describe.each(Object.entries(FORMS))('a head that is too long by %s', (_what, formOf) => {
  it('is a problem with its place', () => {
    const text = formOf('f'.repeat(HEAD_LIMIT));
    const { where, says } = expectProblem(readIn(text), 'long-head');
    expect(where?.value).toBe('input');
    expect(text[where?.start ?? -1]).toMatch(/[fx]/);
    expect(says).toContain(`(byte ${where?.start}).`);
  });

  it('is none while it is shorter', () => {
    expect(isProblem(readIn(formOf('f'.repeat(HEAD_LIMIT - 200))))).toBe(false);
  });
});

describe('a head of one byte too many', () => {
  it('is told from one that is just short enough, at that byte', () => {
    const frame = 'GET / HTTP/1.1\r\nx: \r\n\r\n'.length;
    const text = (more: number) => `GET / HTTP/1.1\r\nx: ${'f'.repeat(HEAD_LIMIT - frame + more)}\r\n\r\nbody`;
    expect(isProblem(readIn(text(0)))).toBe(false);
    expect(expectProblem(readIn(text(1)), 'long-head').where).toMatchObject({ start: HEAD_LIMIT, end: HEAD_LIMIT + 1 });
  });

  it('is refused in a line of JSON, which names the member', () => {
    const line = { id: 1, url: `https://h/?${'f'.repeat(HEAD_LIMIT)}` };
    const { request } = readVerificationLine(Buffer.from(JSON.stringify(line)));
    expect(expectProblem(request, 'long-head')).toMatchObject({ path: 'url' });
  });
});

describe('what a body is made of', () => {
  const body = (text: string) => {
    const found = readIn(text);
    return found && !isProblem(found) && 'request' in found ? found.request.body : null;
  };

  it('may be longer, and its escapes are read all the same', () => {
    const count = HEAD_LIMIT / 2;
    expect(body(`curl https://h/ -d $'${'\\x41'.repeat(count)}'`)).toBe('A'.repeat(count));
    expect(body(`curl https://h/ --data-urlencode '${'+ '.repeat(count)}+'`)).toBe(`${'%2B+'.repeat(count)}%2B`);
  });
});

describe.each(['https://h/', 's3://bucket/'])('an address that begins with %s', (beginning) => {
  const address = (length: number) =>
    readPlace(
      { value: beginning + '{'.repeat(length - beginning.length), source: named('here') },
      { region: 'us-east-1', endpoint: null, style: 'path' },
    );

  it('is refused before it takes memory, if no server takes its head', () => {
    const { where } = expectProblem(address(HEAD_LIMIT + 1), 'long-head');
    expect(where).toEqual({ value: 'url', start: 0, end: HEAD_LIMIT + 1 });
    expectProblem(address(2 ** 24), 'long-head');
  });

  it('is read up to this length', () => {
    expect(isProblem(address(HEAD_LIMIT))).toBe(false);
  });
});
