/** Where a request goes: s3:// with a literal key, and URLs as they are spelled. */

import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/bytes/bytes.ts';
import { sourcesOf } from '../../src/bytes/origin.ts';
import { readPlace, type S3Addressing } from '../../src/intake/place.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';

const SOURCE = named('the address');
const AWS: S3Addressing = { region: 'eu-west-1', endpoint: null, style: 'virtual-host' };
const LOCAL: S3Addressing = { ...AWS, endpoint: { value: 'http://127.0.0.1:9000', source: named('--endpoint-url') } };
const read = (text: string, addressing: S3Addressing = AWS) =>
  sound(readPlace({ value: text, source: SOURCE }, addressing));

/** Keys with what other tools normalise, decode or cut off, and how S3 wants them on the wire. */
const KEYS = [
  ['a plain key', 'test.txt', 'test.txt'],
  ['a folder', 'photos/2013/cat.jpg', 'photos/2013/cat.jpg'],
  ['empty segments', '//a///b//', '//a///b//'],
  ['dot segments', 'a/../b/./c/..', 'a/../b/./c/..'],
  ['only dots', '..', '..'],
  ['a percent sign', '100%', '100%25'],
  ['what looks encoded', 'a%20b%2Fc', 'a%2520b%252Fc'],
  ['a plus', 'a+b', 'a%2Bb'],
  ['a question mark', 'what?versionId=1', 'what%3FversionId%3D1'],
  ['a hash', 'a#b', 'a%23b'],
  ['spaces, also at the ends', ' a b ', '%20a%20b%20'],
  ['an emoji', '😀.txt', '%F0%9F%98%80.txt'],
  ['an accent in two forms', '\u00e9e\u0301', '%C3%A9e%CC%81'],
  ['what S3 encodes and browsers do not', "!$&'()*,;=:@", '%21%24%26%27%28%29%2A%2C%3B%3D%3A%40'],
  ['what S3 leaves alone', '-._~', '-._~'],
  ['a backslash', 'a\\b', 'a%5Cb'],
  ['control characters', 'a\tb\nc\x7f', 'a%09b%0Ac%7F'],
  ['another address', 's3://b/c', 's3%3A//b/c'],
  ['no key', '', ''],
] as const;

describe('the key of an s3:// address', () => {
  it.each(KEYS)('is literal: %s', (_what, key, encoded) => {
    expect(read(`s3://examplebucket/${key}`).target.octets).toBe(`/${encoded}`);
    expect(read(`s3://examplebucket/${key}`, LOCAL).target.octets).toBe(`/examplebucket/${encoded}`);
  });
});

describe('the place of an s3:// address', () => {
  it.each([
    ['the bucket in the host', 's3://examplebucket/k', AWS, 'https://examplebucket.s3.eu-west-1.amazonaws.com:443/k'],
    ['a bucket without a key', 's3://examplebucket', AWS, 'https://examplebucket.s3.eu-west-1.amazonaws.com:443/'],
    ['a scheme in capitals', 'S3://examplebucket/k', AWS, 'https://examplebucket.s3.eu-west-1.amazonaws.com:443/k'],
    ['path style', 's3://bkt/k', { ...AWS, style: 'path' }, 'https://s3.eu-west-1.amazonaws.com:443/bkt/k'],
    ['a dotted bucket', 's3://my.bucket/k', AWS, 'https://s3.eu-west-1.amazonaws.com:443/my.bucket/k'],
    ['a bucket with capitals', 's3://Bucket/k', AWS, 'https://s3.eu-west-1.amazonaws.com:443/Bucket/k'],
    ['China', 's3://bkt/k', { ...AWS, region: 'cn-north-1' }, 'https://bkt.s3.cn-north-1.amazonaws.com.cn:443/k'],
    ['an endpoint', 's3://bkt/k', LOCAL, 'http://127.0.0.1:9000/bkt/k'],
    [
      'an endpoint and virtual-host style',
      's3://bkt/k',
      { ...LOCAL, style: 'virtual-host' },
      'http://127.0.0.1:9000/bkt/k',
    ],
  ] satisfies [string, string, S3Addressing, string][])('with %s', (_what, text, addressing, expected) => {
    const { scheme, host, port, target } = read(text, addressing);
    expect(`${scheme}://${host}:${port}${target.octets}`).toBe(expected);
  });

  it('names in the Host header what it is asked for, with the port of an endpoint', () => {
    expect(read('s3://bkt/k').authority.octets).toBe('bkt.s3.eu-west-1.amazonaws.com');
    expect(read('s3://bkt/k', LOCAL).authority.octets).toBe('127.0.0.1:9000');
  });

  it.each([
    ['no bucket', 's3:///k', AWS, 'bucket'],
    ['nothing at all', 's3://', AWS, 'bucket'],
    ['a bucket with a space', 's3://a b/k', AWS, 'bucket'],
    ['a bucket with a question mark', 's3://a?b/k', AWS, 'bucket'],
    ['a byte that was not UTF-8', 's3://bkt/\ufffd', AWS, 'not-utf8'],
    [
      'an endpoint with a path',
      's3://bkt/k',
      { ...AWS, endpoint: { value: 'http://h/s3', source: named('x') } },
      'endpoint',
    ],
    [
      'an endpoint that is none',
      's3://bkt/k',
      { ...AWS, endpoint: { value: 'localhost:9000', source: named('x') } },
      'url',
    ],
  ] satisfies [string, string, S3Addressing, string][])('with %s is a problem', (_what, text, addressing, code) => {
    expectProblem(readPlace({ value: text, source: SOURCE }, addressing), code);
  });
});

describe('the path of a URL', () => {
  it.each(['/a/../b/./c/..', '//a///b//', '/%2F%2f%7E', '/a+b', "/!$&'()*,;=:@", '/?a=b+c&d=%20&e?/../f'])(
    '%s goes onto the wire as it is spelled',
    (path) => {
      expect(read(`https://h${path}`).target.octets).toBe(path);
    },
  );

  it.each([
    ['a space', '/a b?c d', '/a%20b?c%20d'],
    ['a percent sign without digits', '/100%?p=%', '/100%25?p=%25'],
    ['what is not ASCII', '/é?😀', '/%C3%A9?%F0%9F%98%80'],
    ['brackets and braces', '/[a]{b}?c[]=1', '/%5Ba%5D%7Bb%7D?c%5B%5D=1'],
  ])('has %s encoded, since it could not be sent', (_what, path, expected) => {
    expect(read(`https://h${path}`).target.octets).toBe(expected);
  });

  it('needs neither region nor endpoint', () => {
    expect(read('http://h:8080/a', LOCAL)).toMatchObject({ scheme: 'http', host: 'h', port: 8080 });
  });

  it.each([
    ['a byte that was not UTF-8', 'https://h/\ufffd', 'not-utf8'],
    ['no host', 'https:///a', 'url'],
    ['another scheme', 'ftp://h/a', 'url'],
    ['no scheme', 'examplebucket/test.txt', 'url'],
    ['a newline', 'https://h/a\nb', 'url'],
  ])('with %s is a problem', (_what, text, code) => {
    expectProblem(readPlace({ value: text, source: SOURCE }, AWS), code);
  });
});

function _quoted(origin: Extract<Bytes['spans'], readonly unknown[]>[number]['origin'], argument: string): string {
  return sourcesOf(origin)
    .map((source) =>
      source.kind === 'given' && source.input.id === 'url' ? argument.slice(source.start, source.end) : '',
    )
    .join('');
}

const _decodeLatin1 = (text: string) =>
  text.replace(/%([0-9A-F]{2})/g, (_triplet, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
