import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, given, plain } from '../../src/bytes/bytes.ts';
import { type HeaderField, headerValue, headerValues, writeRequestHead } from '../../src/http/message.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { inputWords } from '../../src/views/input-words.ts';
import { expectQuoted, expectTiled, octets } from '../support/bytes.ts';
import { sound } from '../support/problems.ts';
import { inputNamed } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';
import { fieldValue, target, token } from '../support/wire/feeding.ts';

const field = (name: string, value: string): HeaderField => ({
  name: plain(octets(name)),
  value: plain(octets(value)),
});

describe('writeRequestHead', () => {
  const part = (text: string, by: string) => given(octets(text), inputNamed(by));

  it('writes request line, header lines and the empty line', () => {
    const head = {
      method: plain(octets('GET')),
      target: plain(octets('/a b?c')),
      headers: [field('Host', 'h:80'), field('X', '')],
    };
    expect(writeRequestHead(head).octets).toBe('GET /a b?c HTTP/1.1\r\nHost: h:80\r\nX: \r\n\r\n');
  });

  it('carries along where each part comes from, and names the rule for what is between', () => {
    const written = writeRequestHead({
      method: part('GET', 'method'),
      target: part('/', 'target'),
      headers: [{ name: part('A', 'name'), value: part('b', 'value') }],
    });
    const origins = (written.spans ?? []).map(({ start, end, origin }) => [
      written.octets.slice(start, end),
      origin.kind === 'given' ? inputWords(origin.input) : origin.kind === 'fixed' ? origin.rule.id : origin.kind,
    ]);
    expect(origins).toEqual([
      ['GET', 'method'],
      [' ', 'request-line'],
      ['/', 'target'],
      [' HTTP/1.1', 'request-line'],
      ['\r\n', 'line-end'],
      ['A', 'name'],
      [': ', 'field-line'],
      ['b', 'value'],
      ['\r\n\r\n', 'line-end'],
    ]);
  });

  it('gives the same bytes again for any head that was parsed', () => {
    const headers = fc.array(fc.tuple(token, fieldValue), { maxLength: 5 });
    fc.assert(
      fc.property(token, target, headers, (method, path, lines) => {
        const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        const head = octets(`${method} ${path} HTTP/1.1\r\n${fields}\r\n`);
        const written = writeRequestHead(sound(readRequestHead(copyOf('head', head))));
        expect(written.octets).toBe(head);
        expectTiled(written);
        expectQuoted(written, { head });
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('headerValues and headerValue', () => {
  const headers = [field('Host', 'h'), field('X-A', '1'), field('x-a', '2'), field('X-A-B', '3')];

  it('finds every field of a name, in order and in any case', () => {
    expect(headerValues(headers, 'x-a').map((value) => value.octets)).toEqual(['1', '2']);
    expect(headerValue(headers, 'x-a')?.octets).toBe('1');
    expect(headerValue(headers, 'host')?.octets).toBe('h');
  });

  it('finds nothing where no field has that name', () => {
    expect(headerValues(headers, 'x')).toEqual([]);
    expect(headerValue(headers, 'x')).toBeUndefined();
  });
});
