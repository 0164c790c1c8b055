/** The canonical headers: names in lower case, values trimmed, one line each; and which headers are signed at all. */
import { describe, expect, it } from 'vitest';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { canonicalHeaders } from '../../src/sigv4/stages/canonical-request/canonical-headers.ts';
import { plainOf, utf8 } from '../support/octets-of.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';
import { sign } from '../support/sigv4/signing.ts';

const fields = (headers: readonly Pair[]) =>
  headers.map(([name, value]) => ({ name: plainOf(name), value: plainOf(value) }));
const canonical = (headers: readonly Pair[], names: readonly string[]) =>
  canonicalHeaders({ target: plainOf('/'), headers: fields(headers) }, names.map(plainOf), S3_RULES).octets;

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The canonical request, line by line, of an S3 request that has these header lines besides Host. */
function canonicalLines(...headerLines: string[]): string[] {
  const head = ['GET /test.txt HTTP/1.1', 'Host: examplebucket.s3.amazonaws.com', ...headerLines, '', ''].join('\r\n');
  return sign({ head }).canonicalRequest.octets.split('\n');
}

describe('the value of a canonical header', () => {
  it.each([
    ['is kept as it is', 'bytes=0-9', 'bytes=0-9'],
    ['loses the spaces around it', '   value  ', 'value'],
    ['has one space for each run of them', 'a   b  c d', 'a b c d'],
    ['loses spaces inside quotation marks too', '"a   b   c"', '"a b c"'],
    ['keeps tabs inside', 'a\t\tb', 'a\t\tb'],
    ['keeps tabs around it, which HTTP removes and SigV4 does not', '\ta\t', '\ta\t'],
    ['keeps U+00A0 around and inside it', utf8('\u00a0a\u00a0\u00a0b\u00a0'), utf8('\u00a0a\u00a0\u00a0b\u00a0')],
    ['keeps the byte A0', '\xa0a\xa0', '\xa0a\xa0'],
    ['keeps its case', 'AbC', 'AbC'],
    ['keeps commas and colons', 'a, b:c,d', 'a, b:c,d'],
    ['keeps bytes that are no UTF-8', '\xff\x80', '\xff\x80'],
    ['has one space for a folded line', 'value1\r\n  value2\r\n     value3', 'value1 value2 value3'],
    ['has one space for a line folded by a tab', 'value1 \n\tvalue2', 'value1 value2'],
    ['is empty where nothing was sent', '', ''],
    ['is empty where only spaces were sent', '   ', ''],
  ])('%s', (_rule, value, expected) => {
    expect(canonical([['X-Test', value]], ['x-test'])).toBe(`x-test:${expected}\n`);
  });
});

describe('the canonical headers', () => {
  it('are one line for each signed name, in the order of the list, no matter what was sent besides', () => {
    const headers: Pair[] = [
      ['B', '2'],
      ['Other', 'x'],
      ['A', '1'],
    ];
    expect(canonical(headers, ['a', 'b'])).toBe('a:1\nb:2\n');
    expect(canonical(headers, ['b', 'a'])).toBe('b:2\na:1\n');
  });

  it('join repeated headers by commas in the order sent, not sorted', () => {
    const headers: Pair[] = [
      ['My-Header1', 'value4'],
      ['my-header1', '  value1  '],
      ['Host', 'h'],
      ['MY-HEADER1', 'a   b'],
    ];
    expect(canonical(headers, ['my-header1'])).toBe('my-header1:value4,value1,a b\n');
  });

  it('keep the comma of a repeated header that is empty', () => {
    const headers: Pair[] = [
      ['a', ''],
      ['A', ' '],
    ];
    expect(canonical(headers, ['a'])).toBe('a:,\n');
  });

  it('have an empty value for a signed header that was not sent', () => {
    expect(canonical([['a', '1']], ['a', 'x-amz-date'])).toBe('a:1\nx-amz-date:\n');
  });

  it('are nothing where nothing is signed', () => {
    expect(canonical([['a', '1']], [])).toBe('');
  });
});

describe('the signed headers', () => {
  it('are lower-case names in byte order', () => {
    const lines = canonicalLines('X-B: 4', 'x_a: 6', 'X-a-b: 3', 'xa: 7', 'X-A: 2', 'Range: bytes=0-9');
    expect(lines.slice(3)).toEqual([
      'host:examplebucket.s3.amazonaws.com',
      'range:bytes=0-9',
      'x-a:2',
      'x-a-b:3',
      `x-amz-content-sha256:${EMPTY_HASH}`,
      'x-amz-date:20130524T000000Z',
      'x-b:4',
      'x_a:6',
      'xa:7',
      '',
      'host;range;x-a;x-a-b;x-amz-content-sha256;x-amz-date;x-b;x_a;xa',
      EMPTY_HASH,
    ]);
  });

  it.each([
    'Connection: close',
    'Keep-Alive: timeout=5',
    'TE: trailers',
    'Transfer-Encoding: identity',
    'Upgrade: h2c',
  ])('are without "%s", which does not survive the way', (line) => {
    expect(canonicalLines(line).at(-2)).toBe('host;x-amz-content-sha256;x-amz-date');
  });

  it('cannot be made where the request is authorized already', () => {
    expect(() => canonicalLines('Authorization: old')).toThrow('already has an Authorization header');
  });

  it('name a repeated header once', () => {
    expect(canonicalLines('X-A: 1', 'x-a: 2').slice(-5, -1)).toContain('host;x-a;x-amz-content-sha256;x-amz-date');
  });

  it('use the date and the payload hash that the request has already', () => {
    const lines = canonicalLines('X-Amz-Date: 20130525T000000Z', 'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD');
    expect(lines.slice(4)).toEqual([
      'x-amz-content-sha256:UNSIGNED-PAYLOAD',
      'x-amz-date:20130525T000000Z',
      '',
      'host;x-amz-content-sha256;x-amz-date',
      'UNSIGNED-PAYLOAD',
    ]);
  });

  it('have no name with bytes beyond ASCII, which no header name can have (RFC 9110, section 5.1)', () => {
    expect(() => canonicalLines('X-\xc0: signed')).toThrow('not a name, a colon, and a value');
  });
});
