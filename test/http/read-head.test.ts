import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, copyOf, plain } from '../../src/bytes/bytes.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { trim, unfold } from '../../src/bytes/text-operations.ts';
import type { HeaderField, RequestHead, ResponseHead } from '../../src/http/message.ts';
import { headLength, readRequestHead, readResponseHead } from '../../src/http/read-head.ts';
import { anyOctets, expectQuoted, expectTiled, octets } from '../support/bytes.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';
import { almostHttp } from '../support/wire/feeding.ts';

const request = (text: string) => readRequestHead(plain(octets(text)));
const response = (text: string) => readResponseHead(plain(octets(text)));
const pairs = (headers: readonly HeaderField[]) => headers.map(({ name, value }) => `${name.octets}=${value.octets}`);

describe('headLength', () => {
  const HEADS = ['GET / HTTP/1.1\r\nHost: h\r\n\r\n', 'GET / HTTP/1.1\nHost: h\n\n', 'a\r\n\n', 'a: b\r\n c\r\n\r\n'];

  it.each(HEADS)('counts %j to the end of its empty line, no matter what follows', (head) => {
    expect(headLength(head)).toBe(head.length);
    expect(headLength(`${head}body\r\n\r\n`)).toBe(head.length);
  });

  it.each(HEADS)('is null for every beginning of %j', (head) => {
    const beginnings = [...head].map((_, length) => headLength(head.slice(0, length)));
    expect(beginnings).toEqual([...head].map(() => null));
  });
});

describe('readRequestHead', () => {
  it.each<[string, string, string, string, string[]]>([
    ['a plain head', 'GET /a?b HTTP/1.1\r\nHost: h\r\n\r\n', 'GET', '/a?b', ['Host=h']],
    ['no headers', 'GET / HTTP/1.1\r\n\r\n', 'GET', '/', []],
    ['mere newlines', 'PUT / HTTP/1.1\nA: 1\n\n', 'PUT', '/', ['A=1']],
    ['a target with a space', 'GET /a b HTTP/1.1\r\n\r\n', 'GET', '/a b', []],
    ['HTTP/1.0', 'GET /a HTTP/1.0\r\nA: 1\r\n\r\n', 'GET', '/a', ['A=1']],
    ['bytes beyond ASCII in the target', 'GET /\u00e9 HTTP/1.1\r\n\r\n', 'GET', '/\u00e9', []],
    ['a target in absolute form', 'GET http://h/a HTTP/1.1\r\n\r\n', 'GET', 'http://h/a', []],
    ['a colon in a value', 'GET / HTTP/1.1\r\nHost: h:80\r\n\r\n', 'GET', '/', ['Host=h:80']],
    ['white space around a value', 'GET / HTTP/1.1\r\nA: \t b c\t \r\n\r\n', 'GET', '/', ['A=b c']],
    ['no space after the colon', 'GET / HTTP/1.1\r\nA:b\r\n\r\n', 'GET', '/', ['A=b']],
    ['an empty value', 'GET / HTTP/1.1\r\nA:\r\nB: \r\n\r\n', 'GET', '/', ['A=', 'B=']],
    ['a header twice', 'GET / HTTP/1.1\r\nA: 1\r\na: 2\r\n\r\n', 'GET', '/', ['A=1', 'a=2']],
    ['a folded line', 'GET / HTTP/1.1\r\nA: b\r\n  c\r\nD: e\r\n\r\n', 'GET', '/', ['A=b\r\n  c', 'D=e']],
    ['a no-break space', 'GET / HTTP/1.1\r\nA: \u00a0b\u00a0\r\n\r\n', 'GET', '/', ['A=\u00a0b\u00a0']],
  ])('reads %s, with and without bytes after it', (_, head, method, target, headers) => {
    for (const text of [head, `${head}A: later\r\n\r\n`]) {
      const read = sound(request(text));
      expect([read.method.octets, read.target.octets]).toEqual([method, target]);
      expect(pairs(read.headers)).toEqual(headers);
    }
  });

  it('stops at the empty line also where the body begins with white space', () => {
    const read = sound(request('PUT / HTTP/1.1\r\nA: b\r\n\r\n body'));
    expect(pairs(read.headers)).toEqual(['A=b']);
  });

  it('gives slices that quote the bytes they were read from', () => {
    const source = octets('GET /a HTTP/1.1\r\nHost:  example.com \r\nA: b\r\n c\r\n\r\n');
    const { method, target, headers } = sound(readRequestHead(copyOf('request', source)));
    for (const part of [method, target, ...headers.flatMap(({ name, value }) => [name, value])]) {
      expectTiled(part);
      expectQuoted(part, { request: source });
    }
    expect(headers[0]?.value.spans).toMatchObject([{ origin: { value: 'request', start: 24, end: 35 } }]);
  });

  it.each([
    ['nothing', ''],
    ['an empty line', '\r\n\r\n'],
    ['a method alone', 'GET\r\n\r\n'],
    ['no target', 'GET HTTP/1.1\r\n\r\n'],
    ['no version', 'GET /\r\n\r\n'],
    ['another protocol', 'GET / RTSP/1.0\r\n\r\n'],
    ['a version in lower case', 'GET / http/1.1\r\n\r\n'],
    ['white space first', ' GET / HTTP/1.1\r\n\r\n'],
    ['another version', 'GET / HTTP/1.2\r\n\r\n'],
    ['HTTP/2', 'GET / HTTP/2.0\r\n\r\n'],
    ['HTTP/0.9', 'GET / HTTP/0.9\r\n\r\n'],
    ['a method that is no token', 'G(T / HTTP/1.1\r\n\r\n'],
    ['a method with a control character', 'GET\u0000 / HTTP/1.1\r\n\r\n'],
    ['a method with a byte beyond ASCII', 'G\u00c9T / HTTP/1.1\r\n\r\n'],
    ['a carriage return in the target', 'GET /a\rb HTTP/1.1\r\n\r\n'],
    ['a NUL in the target', 'GET /a\u0000b HTTP/1.1\r\n\r\n'],
    ['a tab in the target', 'GET /a\tb HTTP/1.1\r\n\r\n'],
    ['a DEL in the target', 'GET /a\u007f HTTP/1.1\r\n\r\n'],
    ['a request line that is folded before the version', 'GET /\r\n HTTP/1.1\r\n\r\n'],
    ['a request line that is folded in the target', 'GET /\r\n x HTTP/1.1\r\n\r\n'],
  ])('finds that %s is no request line', (_, head) => {
    expectProblem(request(head), 'request-line');
  });

  it.each([
    ['a line without a colon', 'Host h'],
    ['a space before the colon', 'Host : h'],
    ['a tab before the colon', 'Host\t: h'],
    ['no name', ': h'],
  ])('finds %s, and where it is', (_, line) => {
    const text = `GET / HTTP/1.1\r\nA: b\r\n${line}\r\nC: d\r\n\r\n`;
    const found = expectProblem(request(text), 'field-line');
    expect(found).toMatchObject({ fault: 'ours', where: { value: 'request', start: 22, end: 22 + line.length } });
  });
});

describe('what no name and no value holds', () => {
  const valueFrom = (line: string) => {
    const read = request(`GET / HTTP/1.1\r\n${line}\r\n\r\n`);
    return isProblem(read) ? 'refused' : read.headers[0]?.value;
  };

  it('is a fold in a name', () => {
    expectProblem(request('GET / HTTP/1.1\r\nHost\r\n h: x\r\n\r\n'), 'field-line');
  });

  it.each([
    ['a carriage return alone (RFC 9112, section 2.2)', 'A: b\rc'],
    ['a carriage return before the line end', 'A: b\r'],
    ['a NUL (RFC 9110, section 5.5)', 'A: b\u0000c'],
  ])('is %s: it is refused or made a space', (_, line) => {
    const value = valueFrom(line);
    expect(typeof value === 'string' ? value : value?.octets).not.toMatch(/[\r\u0000]/);
  });

  it.each([
    ['at the end', 'A: b\r\n '],
    ['at the beginning', 'A:\r\n b'],
  ])('is no newline of a fold %s: a server refuses it or makes a space of it, a client does the latter', (_, line) => {
    const unfolded = (head: RequestHead | ResponseHead) =>
      head.headers.map((field) => trim(unfold(field.value)).octets);
    const asked = request(`GET / HTTP/1.1\r\n${line}\r\n\r\n`);
    expect(isProblem(asked) ? ['b'] : unfolded(asked)).toEqual(['b']);
    expect(unfolded(sound(response(`HTTP/1.1 200 OK\r\n${line}\r\n\r\n`)))).toEqual(['b']);
  });
});

describe('readResponseHead', () => {
  it.each<[string, string, number, string, string[]]>([
    ['a plain head', 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n', 200, 'OK', ['A=b']],
    ['HTTP/1.0', 'HTTP/1.0 404 Not Found\r\n\r\n', 404, 'Not Found', []],
    ['an empty reason', 'HTTP/1.1 204 \r\n\r\n', 204, '', []],
    ['no reason and no space for it', 'HTTP/1.1 599\r\n\r\n', 599, '', []],
    ['mere newlines', 'HTTP/1.1 100 Continue\n\n', 100, 'Continue', []],
  ])('reads %s, with and without bytes after it', (_, head, status, reason, headers) => {
    for (const text of [head, `${head}A: later\r\n\r\n`]) {
      const read = sound(response(text));
      expect([read.status, read.reason.octets]).toEqual([status, reason]);
      expect(pairs(read.headers)).toEqual(headers);
    }
  });

  it.each(['', 'hello\r\n\r\n', 'HTTP/2 200\r\n\r\n', 'HTTP/1.1 20\r\n\r\n', 'HTTP/1.1 099 X\r\n\r\n'])(
    'finds that %j has no status line, and that this is the fault of the other side',
    (text) => {
      expect(expectProblem(response(text), 'status-line')).toMatchObject({ fault: 'theirs' });
    },
  );

  it.each([
    'HTTP/1.1 2000 OK\r\n\r\n',
    'HTTP/1.1 600 X\r\n\r\n',
    'HTTP/1.1  200 OK\r\n\r\n',
    'http/1.1 200 OK\r\n\r\n',
  ])('finds that %j has no status line', (text) => {
    expectProblem(response(text), 'status-line');
  });

  it('points into the response where a header line is wrong', () => {
    const found = expectProblem(response('HTTP/1.1 200 OK\r\nbad line\r\n\r\n'), 'field-line');
    expect(found).toMatchObject({ fault: 'theirs', where: { value: 'response', start: 17, end: 25 } });
  });

  it('takes no line that begins with white space into the reason (RFC 9112, section 2.2)', () => {
    const read = response('HTTP/1.1 200 OK\r\n X: y\r\nA: b\r\n\r\n');
    expect(['refused', 'OK']).toContain(isProblem(read) ? 'refused' : read.reason.octets);
  });
});

describe('any bytes at all', () => {
  const read = (bytes: Bytes) => [readRequestHead(bytes), readResponseHead(bytes), headLength(bytes.octets)];

  it('are read the same with spans and without, and never throw', () => {
    fc.assert(
      fc.property(fc.oneof(anyOctets, almostHttp), (all) => {
        const text = (value: unknown) => JSON.stringify(value, (key, part) => (key === 'spans' ? undefined : part));
        expect(text(read(copyOf('request', all)))).toBe(text(read(plain(all))));
      }),
      { numRuns: runs(2000) },
    );
  });
});
