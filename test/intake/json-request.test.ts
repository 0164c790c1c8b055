/** A request as JSON: what it says is what the wire would say, and each problem names its place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { readJsonRequest } from '../../src/intake/json/json-request.ts';
import { utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';
import { REQUEST_VECTORS } from '../support/vectors/published-vectors.ts';

const REQUEST = { method: 'GET', target: '/', headers: [['Host', 'h']] };
const read = (changes: object) => readJsonRequest({ ...REQUEST, ...changes }, 'request');
const valuesOf = (headers: unknown) => sound(read({ headers })).head.headers.map(({ value }) => value.octets);

describe('a request', () => {
  it('is its method, its target, its headers in their order, and its body', () => {
    const headers = [
      ['b', '1'],
      ['A', '2'],
      ['b', '3'],
    ];
    const { head, body } = sound(read({ method: 'M-SEARCH', target: '/a b?c=%2F', headers, bodyBase64: 'AP8=' }));
    expect([head.method.octets, head.target.octets, body]).toEqual(['M-SEARCH', '/a b?c=%2F', '\x00\xff']);
    expect(head.headers.map(({ name, value }) => [name.octets, value.octets])).toEqual(headers);
    expect(head.headers.every(({ name, value }) => name.spans === null && value.spans === null)).toBe(true);
  });

  it('has text as its bytes in UTF-8', () => {
    const { head } = sound(read({ target: '/ä', headers: [['X-A', '€']] }));
    expect([head.target.octets, head.headers[0]?.value.octets]).toEqual(['/\xc3\xa4', '\xe2\x82\xac']);
  });

  it.each([
    [undefined, null],
    [null, null],
    ['', ''],
  ])('with the body %j has the body %j: what is not given may be anything', (bodyBase64, body) => {
    expect(sound(read({ bodyBase64 })).body).toBe(body);
  });

  it('has header values without the white space around them, folds in them kept', () => {
    const pairs = [' a ', '\ta\r\n b\t', 'a\n\tb', '\n a', ' \n '].map((value) => ['X', value]);
    expect(valuesOf(pairs)).toEqual(['a', 'a\r\n b', 'a\n\tb', 'a', '']);
  });
});

describe('what cannot be a request', () => {
  const PAIR = ['Host', 'h'];
  it.each<[string, object, string]>([
    ['a method that is missing', { method: null }, 'request.method'],
    ['a method with a space', { method: 'GET /' }, 'request.method'],
    ['a method that is empty', { method: '' }, 'request.method'],
    ['a method with a line break', { method: 'GET\n' }, 'request.method'],
    ['a target without a slash', { target: 'https://h/' }, 'request.target'],
    ['a target that is empty', { target: '' }, 'request.target'],
    ['a target with a line break', { target: '/ HTTP/1.1\r\nX: y' }, 'request.target'],
    ['a target with half a character', { target: '/\ud83d' }, 'request.target'],
    ['headers that are missing', { headers: undefined }, 'request.headers'],
    ['headers that are an object', { headers: { Host: 'h' } }, 'request.headers'],
    ['a header of one part', { headers: [PAIR, PAIR, ['X']] }, 'request.headers[2]'],
    ['a header of three parts', { headers: [[...PAIR, 'x']] }, 'request.headers[0]'],
    ['a header that is a line', { headers: [PAIR, 'X: y'] }, 'request.headers[1]'],
    ['a header with a number', { headers: [PAIR, ['Content-Length', 1]] }, 'request.headers[1]'],
    ['a header name with a colon', { headers: [['Host:', 'h']] }, 'request.headers[0]'],
    ['a header name that is empty', { headers: [['', 'h']] }, 'request.headers[0]'],
    ['a header name of HTTP/2', { headers: [[':authority', 'h']] }, 'request.headers[0]'],
    ['a header name not in ASCII', { headers: [['Hö', 'h']] }, 'request.headers[0]'],
    ['a header value with another header in it', { headers: [['X', 'a\r\nEvil: b']] }, 'request.headers[0]'],
    ['a header value with an empty line in it', { headers: [['X', 'a\n\n b']] }, 'request.headers[0]'],
    ['a header value that ends with a line end', { headers: [['X', 'a\n']] }, 'request.headers[0]'],
    ['a header value with a carriage return', { headers: [['X', 'a\rb']] }, 'request.headers[0]'],
    ['a header value with a NUL', { headers: [['X', 'a\0b']] }, 'request.headers[0]'],
    ['a header value with half a character', { headers: [['X', '\udc00']] }, 'request.headers[0]'],
    ['a body that is no base64', { bodyBase64: 'a' }, 'request.bodyBase64'],
    ['a body in base64 of URLs', { bodyBase64: '__8=' }, 'request.bodyBase64'],
    ['a body that is a number', { bodyBase64: 1 }, 'request.bodyBase64'],
    ['a head that never ends', { headers: Array(9000).fill(['X-A', 'value']) }, 'request'],
  ])('is a problem: %s', (_what, changes, path) => {
    const found = expectProblem(read(changes), 'member');
    expect(found).toMatchObject({ path });
    expect(found.says.startsWith(`${path} `)).toBe(true);
  });

  it.each([[undefined], [null], ['GET / HTTP/1.1'], [[]]])('is a problem: %j', (value) => {
    expect(expectProblem(readJsonRequest(value, 'request'), 'member')).toMatchObject({ path: 'request' });
  });

  it.each(['body', 'url', 'bodybase64'])('is a problem, since nothing is passed over: a member %s', (name) => {
    expect(expectProblem(read({ [name]: 'x' }), 'unknown-member')).toMatchObject({ path: `request.${name}` });
  });
});

describe('the head that is read', () => {
  const same = (value: unknown) => {
    const request = readJsonRequest(value, 'request');
    if (isProblem(request)) return 'problem';
    expect(sound(readRequestHead(writeRequestHead(request.head)))).toEqual(request.head);
    return 'same';
  };

  it('is the one that the wire has, for every published request', () => {
    expect(REQUEST_VECTORS.length).toBeGreaterThan(100);
    for (const { request } of REQUEST_VECTORS) {
      const { method, target, headers } = request;
      const json = { method, target, headers };
      expect(same(json)).toBe('same');
      expect(sound(readJsonRequest(json, 'request')).head.target.octets).toBe(utf8(target));
    }
  });

  it('is the one that the wire has, for any text, or a problem', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aA:/? \t\r\n\0ä€'), maxLength: 8 });
    const request = fc.record({
      method: fc.oneof(fc.constant('GET'), text),
      target: text.map((rest) => `/${rest}`),
      headers: fc.array(fc.tuple(fc.oneof(fc.constant('X-A'), text), text), { maxLength: 3 }),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(request, (value) => void seen.add(same(value))),
      { numRuns: runs(2000) },
    );
    expect([...seen].sort()).toEqual(['problem', 'same']);
  });

  it('never throws, no matter what JSON it is read from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const members = { method: value, target: value, headers: value, bodyBase64: value };
        for (const request of [
          value,
          members,
          { ...REQUEST, headers: [value] },
          { ...REQUEST, headers: [[value, value]] },
        ]) {
          readJsonRequest(request, 'request');
        }
      }),
    );
  });
});
