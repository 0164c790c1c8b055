import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/bytes/bytes.ts';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';
import { headerValues } from '../../src/http/message.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { composeRequest } from '../../src/intake/compose-request.ts';
import { readUrl } from '../../src/intake/url.ts';
import { expectTiled } from '../support/bytes.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { token } from '../support/wire/feeding.ts';

interface Parts {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly bodyLength?: number;
}

const SOURCE = named('the test');

function compose({ url = 'https://h/', method = 'GET', headers = [], bodyLength }: Parts): Bytes | Problem {
  const place = readUrl(url, { id: 'url', source: SOURCE });
  if (isProblem(place)) return place;
  return composeRequest({
    method: { value: method, source: SOURCE },
    place,
    headers: headers.map((value) => ({ value, source: SOURCE })),
    bodyLength: bodyLength ?? null,
  });
}
const composed = (parts: Parts) => ({ request: sound(compose(parts)) });

describe('the bytes of a request', () => {
  it('are Host, the given headers in their order, and Connection', () => {
    const { request } = composed({
      method: 'PUT',
      url: 'https://example.com/a?b',
      headers: [
        ['X-Second', '2'],
        ['x-first', ' spaced  value '],
        ['X-Second', 'again'],
        ['Empty', ''],
      ],
    });
    expect(request.octets).toBe(
      'PUT /a?b HTTP/1.1\r\nHost: example.com\r\nX-Second: 2\r\nx-first:  spaced  value \r\n' +
        'X-Second: again\r\nEmpty: \r\nConnection: close\r\n\r\n',
    );
  });

  it.each([
    ['https://h/a/../b//c%2F/./', '/a/../b//c%2F/./', 'h'],
    ['http://h:9000/a', '/a', 'h:9000'],
    ['http://h:80/', '/', 'h:80'],
    ['http://[::1]:9000/', '/', '[::1]:9000'],
    ['https://h?a=b', '/?a=b', 'h'],
    ['https://h', '/', 'h'],
    ['https://h/a?b#c', '/a?b', 'h'],
    ['https://h#c', '/', 'h'],
  ])('for %j ask for the right target at the right host', (url, target, host) => {
    expect(composed({ url }).request.octets).toBe(
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
  });

  it('say how long a body is, and of none that there may be one', () => {
    const ruleOf = (bodyLength: number) => {
      const { octets, spans } = composed({ method: 'PUT', bodyLength }).request;
      const at = octets.indexOf('Content-Length');
      const origin = spans?.find(({ start, end }) => start <= at && at < end)?.origin;
      return origin?.kind === 'fixed' ? origin.rule.says : null;
    };
    expect(ruleOf(1)).toBe('a request with a body states its length');
    expect(ruleOf(0)).toBe('a request whose method allows a body states its length, even if it is 0');
  });

  it('are UTF-8 where a value is not ASCII', () => {
    expect(composed({ headers: [['x-amz-meta-a', '\u00e9']] }).request.octets).toContain(
      '\r\nx-amz-meta-a: \u00c3\u00a9\r\n',
    );
  });

  it('are read again as the headers that were given, for any names and values', () => {
    const value = fc.stringMatching(/^[!-~]{0,8}$/);
    fc.assert(
      fc.property(token, fc.array(fc.tuple(token, value), { maxLength: 5 }), (method, pairs) => {
        const headers = pairs.filter(([name]) => name.toLowerCase() !== 'host');
        const read = sound(readRequestHead(composed({ method, headers }).request));
        expect([read.method.octets, ...read.headers.map((field) => [field.name.octets, field.value.octets])]).toEqual([
          method,
          ['Host', 'h'],
          ...headers,
          ['Connection', 'close'],
        ]);
      }),
    );
  });

  it('name the host once, also when a Host header is given (RFC 9112, section 3.2)', () => {
    const made = compose({ headers: [['host', 'other.example']] });
    const read = isProblem(made) ? made : sound(readRequestHead(made));
    expect(isProblem(read) ? 1 : headerValues(read.headers, 'host').length).toBe(1);
  });
});

describe('the origins of a request', () => {
  const { request } = composed({ url: 'https://h:1?q', headers: [['X-A', '\u00e9']] });
  const sources: Readonly<Record<string, string>> = {
    method: 'GET',
    url: 'https://h:1?q',
    'header/0': 'X-A: \u00c3\u00a9',
  };

  it('tile it and quote what was given', () => {
    expectTiled(request);
    for (const { start, end, origin } of request.spans ?? []) {
      if (origin.kind !== 'given') continue;
      expect(origin.input.source).toBe(SOURCE);
      expect(sources[origin.input.id]?.slice(origin.start, origin.end)).toBe(request.octets.slice(start, end));
    }
  });

  it('name for each byte who gave it or which rule put it there', () => {
    const named = (request.spans ?? []).map(({ start, end, origin }) => [
      request.octets.slice(start, end),
      origin.kind === 'given'
        ? `${origin.input.id} ${origin.start}`
        : origin.kind === 'fixed'
          ? origin.rule.id
          : origin.kind,
    ]);
    expect(named).toEqual([
      ['GET', 'method 0'],
      [' ', 'request-line'],
      ['/', 'empty-path'],
      ['?q', 'url 11'],
      [' HTTP/1.1', 'request-line'],
      ['\r\n', 'line-end'],
      ['Host', 'host-header'],
      [': ', 'field-line'],
      ['h:1', 'url 8'],
      ['\r\n', 'line-end'],
      ['X-A', 'header/0 0'],
      [': ', 'field-line'],
      ['\u00c3\u00a9', 'header/0 5'],
      ['\r\n', 'line-end'],
      ['Connection', 'connection-close'],
      [': ', 'field-line'],
      ['close', 'connection-close'],
      ['\r\n\r\n', 'line-end'],
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a newline in a value', 'X-A', 'b\nEvil: 1'],
    ['CR LF in a value', 'X-A', 'b\r\nEvil: 1'],
    ['a carriage return in a value', 'X-A', 'b\rc'],
    ['a fold in a value', 'X-A', 'b\r\n c'],
    ['a NUL in a value (RFC 9110, section 5.5)', 'X-A', 'b\u0000c'],
    ['a newline in a name', 'X\r\nEvil', 'b'],
    ['a newline after a name', 'X-A\n', 'b'],
    ['an empty name', '', 'b'],
    ['a space in a name', 'X A', 'b'],
    ['a colon in a name', 'X:', 'b'],
    ['a name that is not ASCII', 'X-\u00e9', 'b'],
  ])('is a header with %s', (_, name, value) => {
    expect(
      expectProblem(
        compose({
          headers: [
            ['X-Good', 'b'],
            [name, value],
          ],
        }),
        'header',
      ).fault,
    ).toBe('ours');
  });

  it.each([
    ['that is empty', ''],
    ['with a space', 'GET /other'],
    ['with a newline', 'GET / HTTP/1.1\r\nEvil: 1\r\nX:'],
    ['that is not ASCII', 'G\u00c9T'],
  ])('is a method %s (RFC 9110, section 9.1)', (_, method) => {
    expect(isProblem(compose({ method }))).toBe(true);
  });

  it.each([
    ['without a host', '/a'],
    ['with a newline in its path', 'https://h/a HTTP/1.1\r\nEvil: 1\r\nX: '],
    ['with a newline in its query', 'https://h/?a\nb'],
  ])('is a URL %s', (_, url) => {
    expectProblem(compose({ url }), 'url');
  });
});
