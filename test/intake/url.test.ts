import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUrl } from '../../src/intake/url.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { inputNamed } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const read = (text: string) => sound(readUrl(text, inputNamed('argument 1')));

describe('the target of a URL', () => {
  it.each([
    '/',
    '/a/../b/./c/..',
    '//a///b//',
    '/a%2Fb%2f%7E~%zz%',
    '/a+b;c=d,e@f:g',
    '/?',
    '/a?b=c&&d=%20&e?/../f',
    '/a b',
    '/\\',
    '/{}|^`"<>',
  ])('%j stays as it is written', (text) => {
    expect(read(`https://h${text}`).target.octets).toBe(text);
  });

  it('is UTF-8 where it is not ASCII, and nothing is encoded', () => {
    expect(read('https://h/\u00e9?\u20ac').target.octets).toBe('/\u00c3\u00a9?\u00e2\u0082\u00ac');
  });

  it.each([
    ['https://h/a#b', '/a'],
    ['https://h/a?b#c?d/e#f', '/a?b'],
    ['https://h/#', '/'],
    ['https://h/a%23b', '/a%23b'],
  ])('of %j is without the fragment', (text, expected) => {
    expect(read(text).target.octets).toBe(expected);
  });

  it('may be a query without a path', () => {
    expect(read('https://h?a=b').target.octets).toMatch(/^\/?\?a=b$/);
    expect(read('https://h').authority.octets).toBe('h');
  });

  it.each(['https://h', 'http://h:80', 'https://h#a'])('of %j is at least a slash', (text) => {
    expect(read(text).target.octets).toBe('/');
  });
});

describe('a URL with a user name or a password', () => {
  it.each(['https://user:password@h/a', 'https://password@h', 'ftp://user:password@h/a@b', 'https://password@'])(
    '%j is none',
    (text) => void expectProblem(readUrl(text, inputNamed('argument 1')), 'url'),
  );
});

describe('the host and port of a URL', () => {
  it.each([
    ['http://example.com/', 'http', 'example.com', 80, 'example.com'],
    ['https://example.com/', 'https', 'example.com', 443, 'example.com'],
    ['http://example.com:443/', 'http', 'example.com', 443, 'example.com:443'],
    ['https://example.com:443/', 'https', 'example.com', 443, 'example.com:443'],
    ['http://127.0.0.1:9000?x', 'http', '127.0.0.1', 9000, '127.0.0.1:9000'],
    ['http://[::1]:9000/', 'http', '::1', 9000, '[::1]:9000'],
    ['https://[2001:DB8::1]/', 'https', '2001:DB8::1', 443, '[2001:DB8::1]'],
    ['https://Bucket.S3.amazonaws.com/', 'https', 'Bucket.S3.amazonaws.com', 443, 'Bucket.S3.amazonaws.com'],
    ['http://h:1/', 'http', 'h', 1, 'h:1'],
    ['http://h:65535/', 'http', 'h', 65_535, 'h:65535'],
  ])('of %j are read, the authority as it is written', (text, scheme, host, port, authority) => {
    const { authority: written, ...parts } = read(text);
    expect(parts).toMatchObject({ scheme, host, port });
    expect(written.octets).toBe(authority);
  });
});

describe('what is no URL', () => {
  it.each([
    ['nothing', ''],
    ['no scheme', 'example.com/a'],
    ['another scheme', 'ftp://h/'],
    ['one slash', 'http:/h/'],
    ['no host', 'http:///a'],
    ['a port without a host', 'http://:80/'],
    ['a port that is no number', 'http://h:http/'],
    ['a port of six digits', 'http://h:123456/'],
    ['a port above 65535', 'http://h:65536/'],
    ['user information', 'http://user:password@h/'],
    ['a space in the host', 'http://a b/'],
    ['a newline in the host', 'http://a\r\nb/'],
    ['an address that does not end', 'http://[::1/'],
    ['an empty address', 'http://[]/'],
    ['a name in brackets', 'http://[example.com]/'],
    ['something before it', ' http://h/'],
    ['a newline in the path', 'http://h/a\r\nEvil: 1'],
    ['a newline at the end', 'http://h/a\n'],
  ])('for %s is a problem of ours', (_, text) => {
    expect(expectProblem(readUrl(text, inputNamed('argument 1')), 'url').fault).toBe('ours');
  });

  it('in any text at all never throws', () => {
    const almost = fc.array(fc.constantFrom('http', 's', '://', '[', ']', ':', '/', '?', '#', '@', '9', 'h', '\n'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          almost.map((parts) => parts.join('')),
        ),
        (text) => {
          expect(() => readUrl(text, inputNamed('argument 1'))).not.toThrow();
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
