/** The canonical URI: encoded once for S3, twice for everyone else, normalised or left alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rules, S3_RULES } from '../../src/sigv4/rules.ts';
import { canonicalUri } from '../../src/sigv4/stages/canonical-request/canonical-uri.ts';
import { plainOf, utf8 } from '../support/octets-of.ts';
import { uriEncode } from '../support/sigv4/independent-signer.ts';
import { spelledBytes } from '../support/sigv4/random-requests.ts';

const OTHER_RULES: Rules = { ...S3_RULES, pathEncoding: 'twice', pathSegments: 'normalised' };
const uri = (path: string, rules: Rules) => canonicalUri(plainOf(utf8(path)), rules).octets;

describe('the canonical URI of S3', () => {
  it.each([
    ['a plain key', '/test.txt', '/test.txt'],
    ['the bucket itself', '/', '/'],
    ['no path at all', '', '/'],
    ['an empty segment', '/a//b', '/a//b'],
    ['several slashes at both ends', '//a//', '//a//'],
    ['dot segments, which are part of the key', '/a/./b/../c', '/a/./b/../c'],
    ['dots above the root', '/../..', '/../..'],
    ['a plus, which S3 reads as a space', '/a+b', '/a%20b'],
    ['an encoded plus', '/a%2Bb', '/a%2Bb'],
    ['a space as clients send it', '/a%20b', '/a%20b'],
    ['a space sent as it is', '/a b', '/a%20b'],
    ['an encoded slash, which is a slash of the key', '/a%2Fb', '/a/b'],
    ['a key with %2F in its name', '/a%252Fb', '/a%252Fb'],
    ['an emoji sent as UTF-8', '/😀.txt', '/%F0%9F%98%80.txt'],
    ['an emoji sent encoded', '/%F0%9F%98%80.txt', '/%F0%9F%98%80.txt'],
    ['lower-case digits', '/%c3%a9', '/%C3%A9'],
    ["what encodeURIComponent leaves: (1)!*'", "/a(1)!*'.txt", '/a%281%29%21%2A%27.txt'],
    ['the dollar of the documented PUT', '/test$file.text', '/test%24file.text'],
    ['other reserved characters', '/:@&=,;#[]', '/%3A%40%26%3D%2C%3B%23%5B%5D'],
    ['unreserved characters', '/A-Za-z0-9-._~', '/A-Za-z0-9-._~'],
    ['an encoded tilde', '/%7Ea', '/~a'],
    ['a percent sign without digits', '/100%', '/100%25'],
    ['a percent sign with other letters', '/%zz%4', '/%25zz%254'],
    ['everything at once', "/a//b/./c d%2Be~f(g)'h!*=@é.txt", '/a//b/./c%20d%2Be~f%28g%29%27h%21%2A%3D%40%C3%A9.txt'],
  ])('writes %s', (_what, path, expected) => {
    expect(uri(path, S3_RULES)).toBe(expected);
  });

  it('encodes bytes that are no UTF-8', () => {
    expect(canonicalUri(plainOf('/\x00\x7f\x80\xff'), S3_RULES).octets).toBe('/%00%7F%80%FF');
  });

  it('can read a plus as a plus sign, as other servers do', () => {
    expect(uri('/a+b%2Bc%20d', { ...S3_RULES, plusInPath: 'literal' })).toBe('/a%2Bb%2Bc%20d');
  });

  it('is the same however the client spells the bytes of the key', () => {
    fc.assert(
      fc.property(spelledBytes(/[%?+\r\n]/), ({ meant, spelled }) => {
        expect(canonicalUri(plainOf(`/${spelled}`), S3_RULES).octets).toBe(`/${uriEncode(meant, '/')}`);
        const withPluses = spelled.replaceAll('%20', '+').replaceAll(' ', '+');
        expect(canonicalUri(plainOf(`/${withPluses}`), S3_RULES).octets).toBe(`/${uriEncode(meant, '/')}`);
      }),
    );
  });
});

describe('the canonical URI of other services', () => {
  it.each([
    ['an encoded space', '/a%20b', '/a%2520b'],
    ['encoded UTF-8', '/%E1%88%B4', '/%25E1%2588%25B4'],
    ['bare UTF-8, as the test suite sends it', '/ሴ', '/%E1%88%B4'],
    ['a bare space', '/example space/', '/example%20space/'],
    ['lower-case digits, kept', '/%c3', '/%25c3'],
    ['slashes', '/a/b', '/a/b'],
    ['a plus', '/a+b', '/a%2Bb'],
  ])('encodes once more: %s', (_what, path, expected) => {
    expect(uri(path, OTHER_RULES)).toBe(expected);
    expect(uri(path, { ...OTHER_RULES, pathSegments: 'kept' })).toBe(expected);
  });

  it.each([
    ['no path at all', '', '/'],
    ['the root', '/', '/'],
    ['two slashes', '//', '/'],
    ['a dot', '/./', '/'],
    ['a pointless dot', '/./example', '/example'],
    ['an empty segment', '//example//', '/example/'],
    ['one segment taken back', '/example/..', '/'],
    ['two segments taken back', '/example1/example2/../..', '/'],
    ['dots above the root', '/../../a', '/a'],
    ["RFC 3986's own example", '/a/b/c/./../../g', '/a/g'],
    ['a slash at the end', '/a/b/../c/', '/a/c/'],
    ['names that only begin with dots', '/.a/..b/...', '/.a/..b/...'],
  ])('normalises %s', (_what, path, expected) => {
    expect(uri(path, OTHER_RULES)).toBe(expected);
  });

  it.each(['/a//b/', '/a/./b', '/a/../b', '//'])('leaves %s alone where segments are kept', (path) => {
    expect(uri(path, { ...OTHER_RULES, pathSegments: 'kept' })).toBe(path);
  });

  it('can encode once and normalise at the same time', () => {
    expect(uri('/a%20b/../c%20d', { ...OTHER_RULES, pathEncoding: 'once' })).toBe('/c%20d');
  });

  it('has no dot segment and no empty segment left, no matter what the path is', () => {
    const segment = fc.constantFrom('', '.', '..', 'a', 'b c', '...');
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const written = uri(`/${segments.join('/')}`, OTHER_RULES)
          .slice(1)
          .replace(/\/$/, '')
          .split('/');
        expect(written.length === 1 || !written.includes('')).toBe(true);
        expect(written.filter((one) => one === '.' || one === '..')).toEqual([]);
      }),
    );
  });

  it('keeps bytes without provenance without it', () => {
    expect(canonicalUri(plainOf('/a b/../c'), OTHER_RULES).spans).toBeNull();
  });
});
