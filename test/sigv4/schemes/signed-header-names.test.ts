/** Which headers are signed: all but those that change on the way, those that are asked for, or exactly some. */
import { describe, expect, it } from 'vitest';
import { isSignedByDefault, signedHeaderNames } from '../../../src/sigv4/schemes/signed-headers.ts';
import {
  DEFAULT_SELECTION,
  type HeaderSelection,
  type SigningInput,
} from '../../../src/sigv4/schemes/signing-input.ts';
import { signRequest } from '../../../src/sigv4/sign.ts';
import { unrecorded } from '../../../src/trace/trace.ts';
import { givenOf, plainOf } from '../../support/octets-of.ts';
import { expectProblem, sound } from '../../support/problems.ts';
import { type Asked, accepts, inputOf, sign } from '../../support/sigv4/signing.ts';

const also = (...names: readonly string[]): HeaderSelection => ({ kind: 'default', also: names, without: [] });
const without = (...names: readonly string[]): HeaderSelection => ({ kind: 'default', also: [], without: names });
const exactly = (...names: readonly string[]): HeaderSelection => ({ kind: 'exactly', names: names.map(plainOf) });

const fields = (...names: readonly string[]) => names.map((name) => ({ name: plainOf(name), value: plainOf('1') }));

/** The names in what is signed of a request with these headers. */
function chosen(headers: readonly string[], selection: HeaderSelection): string[] {
  return sound(signedHeaderNames(fields(...headers), selection)).map(({ octets }) => octets);
}

/** RFC 9110, section 7.6.1, and RFC 9112; they concern one connection only. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'];
const CREDENTIALS = ['authorization', 'proxy-authorization', 'proxy-connection'];

describe('the headers that are signed by default', () => {
  it('are all of them, in lower case, each once, in byte order', () => {
    expect(chosen(['X-B', 'Host', 'x_a', 'X-A', 'x-b', 'HOST'], DEFAULT_SELECTION)).toEqual([
      'host',
      'x-a',
      'x-b',
      'x_a',
    ]);
  });

  it.each([...HOP_BY_HOP, ...CREDENTIALS])('are without %s, in any case', (name) => {
    expect(isSignedByDefault(name)).toBe(false);
    expect(chosen(['Host', name, name.toUpperCase()], DEFAULT_SELECTION)).toEqual(['host']);
  });

  it.each(['host', 'content-type', 'content-length', 'date', 'user-agent', 'x-amz-date', 'cookie', 'range'])(
    'are with %s',
    (name) => {
      expect(isSignedByDefault(name)).toBe(true);
      expect(chosen([name], DEFAULT_SELECTION)).toEqual([name]);
    },
  );

  it('are none where there are none', () => {
    expect(chosen([], DEFAULT_SELECTION)).toEqual([]);
  });
});

describe('a selection', () => {
  it.each([
    ['also takes what is not signed by itself', also('te'), ['host', 'te', 'x-a']],
    ['also takes what is signed anyway, once', also('x-a', 'x-a', 'host'), ['host', 'x-a']],
    ['is without what it takes away', without('x-a'), ['host']],
    ['is without what is not there', without('x-z'), ['host', 'x-a']],
    ['is without anything', without('host', 'x-a'), []],
    ['is exactly what it says, sorted', exactly('x-a', 'te'), ['te', 'x-a']],
    ['is exactly one', exactly('host'), ['host']],
    ['is exactly what it says twice', exactly('host', 'host'), ['host']],
    ['is exactly none', exactly(), []],
    [
      'takes what is also asked for, though it is taken away too',
      { kind: 'default', also: ['x-a'], without: ['x-a'] },
      ['host', 'x-a'],
    ],
  ] satisfies [string, HeaderSelection, string[]][])('%s', (_what, selection, expected) => {
    expect(chosen(['X-A', 'Host', 'TE'], selection)).toEqual(expected);
  });

  it.each([
    ['also', also('host', 'x-z')],
    ['exactly', exactly('host', 'x-z')],
    ['exactly, in upper case, which no name of a selection is', exactly('X-Z')],
  ])('is a problem where it names a header that is not there: %s', (_how, selection) => {
    const found = expectProblem(signedHeaderNames(fields('Host'), selection), 'signed-header');
    expect(found.says.toLowerCase()).toContain('"x-z"');
  });

  it('quotes the names as the request spells them', () => {
    const request = givenOf('Host: h\r\nX-A: 1', 'the request');
    const name = { octets: request.octets, spans: request.spans };
    const [first] = sound(signedHeaderNames([{ name, value: plainOf('') }], DEFAULT_SELECTION));
    expect(first?.spans?.map(({ origin }) => origin.kind)).toContain('derived');
  });
});

const HEAD = 'GET /test.txt HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nTE: trailers\r\nX-B: 2\r\n\r\n';
const FORMS: readonly [string, Asked][] = [
  ['header', { head: HEAD }],
  ['query', { head: HEAD, expires: '60', rules: { payload: 'unsigned' } }],
];
const listOf = (asked: Asked) => sign(asked).signedHeaders.octets;

describe.each(FORMS)('a request signed in its %s', (form, asked) => {
  const added = form === 'header' ? ';x-amz-content-sha256;x-amz-date' : '';

  it('has its headers signed, and those that are added', () => {
    expect(listOf(asked)).toBe(`host;x-a${added};x-b`);
  });

  it('has signed what is asked for', () => {
    expect(listOf({ ...asked, signedHeaders: also('te') })).toBe(`host;te;x-a${added};x-b`);
    expect(listOf({ ...asked, signedHeaders: without('x-a', 'x-b') })).toBe(`host${added}`);
    expect(listOf({ ...asked, signedHeaders: exactly('x-b', 'host') })).toBe('host;x-b');
  });

  it('is a problem where a header is to be signed that it does not have', () => {
    const input: SigningInput = inputOf({ ...asked, signedHeaders: exactly('host', 'range') });
    expectProblem(signRequest(input, unrecorded), 'signed-header');
  });

  it('is accepted with another value of a header that is not signed, and with none of one that is', () => {
    const head = sign({ ...asked, signedHeaders: without('x-a') }).bytes.octets;
    expect(accepts(head)).toBe(true);
    expect(accepts(head.replace('X-A: 1', 'X-A: 2'))).toBe(true);
    expect(accepts(head.replace('X-A: 1\r\n', ''))).toBe(true);
    expect(accepts(head.replace('TE: trailers', 'TE: gzip'))).toBe(true);
    expect(accepts(head.replace('X-B: 2', 'X-B: 3'))).toBe(false);
    expect(accepts(head.replace('X-B: 2', 'X-B: 2\r\nX-B: 2'))).toBe(false);
  });
});

describe('the documented example of chunks', () => {
  /** minio-go signs it without its Content-Length: pkg/signer/request-signature-streaming_test.go. */
  it('has the signature of minio-go where its Content-Length is left out', () => {
    const head = [
      'PUT /examplebucket/chunkObject.txt HTTP/1.1',
      'Host: s3.amazonaws.com',
      'x-amz-storage-class: REDUCED_REDUNDANCY',
      'Content-Encoding: aws-chunked',
      'x-amz-decoded-content-length: 66560',
      'Content-Length: 66824',
      '',
      '',
    ].join('\r\n');
    const signed = sign({ head, signedHeaders: without('content-length'), rules: { payload: 'streaming' } });
    expect(signed.signature.octets).toBe('007480502de61457e955731b0f5d191f7e6f54a8a0f6cc7974a5ebd887965686');
  });
});
