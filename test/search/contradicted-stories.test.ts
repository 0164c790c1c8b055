/** A hash or a signature proves bytes: what the request contradicts is not told of them. */
import { describe, expect, it } from 'vitest';
import { failureOf, mutationNamed } from '../support/causes/two-mistakes.ts';
import { diagnosed, logOf, type MadeTexts, mismatch, sureOf } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

/** The answer of a server that saw this part of the canonical request as another. */
function seenAs({ canonicalRequest, stringToSign }: MadeTexts, from: string, to: string): string {
  const seen = canonicalRequest.replace(from, to);
  if (seen === canonicalRequest) throw new Error('Nothing was changed.');
  return mismatch({ canonicalRequest: seen, stringToSign: stringToSign.replace(/[^\n]+$/, sha256Of(seen)) });
}

const namesOf = (pieces: readonly string[], secret: string | null = null): readonly string[] =>
  diagnosed(pieces, secret)?.findings.map(({ cause, variant }) => `${cause.id}/${variant}`) ?? [];

describe('A header that the request has', () => {
  const made = ordered({ headers: [['Connection', 'close']] });
  const answer = seenAs(made, 'connection:close', 'connection:');
  const lacking = made.request.replace('Connection: close\r\n', '');

  it.each([null, SECRET])('was sent, with the secret %s', (secret) => {
    const names = namesOf([answer, made.request, logOf(made)], secret);
    expect(names[0]).toBe('hop-by-hop-or-trace-header-signed/another');
    expect(names.filter((name) => name.startsWith('signed-header-never-sent'))).toEqual([]);
  });

  it('was not sent where the request does not have it: nothing took it out on the way', () => {
    expect(lacking).not.toBe(made.request);
    const names = namesOf([answer, lacking, logOf(made)]);
    expect(names).toContain('signed-header-never-sent/value-signed');
    expect(names.filter((name) => name.startsWith('signed-header-dropped-in-transit/another'))).toEqual([]);
  });

  it('may have been either where nothing shows the request', () => {
    const names = namesOf([answer, logOf(made)]);
    expect(names).toContain('signed-header-never-sent/value-signed');
    expect(names).toContain('signed-header-dropped-in-transit/another');
  });
});

describe('A header of a presigned URL', () => {
  const made = presigned({ headers: [['Range', 'bytes=0-9']] });
  const answer = seenAs(made, 'range:bytes=0-9', 'range:');

  it('that was sent with it was lost on the way', () => {
    const names = namesOf([answer, made.request]);
    expect(names[0]).toBe('signed-header-dropped-in-transit/range');
    expect(names.filter((name) => name.startsWith('presigned-signed-header-not-sent'))).toEqual([]);
  });
});

describe('A header with commas in its value', () => {
  const once = ordered({ headers: [['x-amz-meta-tags', 'one,two']] });
  const twice = ordered({
    headers: [
      ['x-amz-meta-tags', 'one'],
      ['x-amz-meta-tags', 'two'],
    ],
  });

  it('is not several headers where the request has it once', () => {
    for (const seen of ['one', 'two', 'one, two']) {
      const names = namesOf([seenAs(once, 'tags:one,two', `tags:${seen}`), once.request]);
      expect(names.filter((name) => name.startsWith('duplicate-header'))).toEqual([]);
    }
  });

  it('is several where the request has it twice', () => {
    const names = namesOf([seenAs(twice, 'tags:one,two', 'tags:one'), twice.request]);
    expect(names[0]).toBe('duplicate-header/arrived-once');
  });
});

describe('A query without a percent sign', () => {
  it('was not encoded twice where it was only sorted', () => {
    const made = ordered({
      query: [
        ['a', '1'],
        ['b', '2'],
      ],
    });
    const unsorted = { ...made, canonicalRequest: made.canonicalRequest.replace('a=1&b=2', 'b=2&a=1') };
    const log = {
      ...unsorted,
      stringToSign: made.stringToSign.replace(/[^\n]+$/, sha256Of(unsorted.canonicalRequest)),
    };
    const names = namesOf([mismatch(made), logOf(log)]);
    expect(names[0]?.split('/')[0]).toBe('query-not-sorted');
    expect(names.filter((name) => /double-encoded|mangled/.test(name))).toEqual([]);
  });
});

describe('A signer', () => {
  it('made no mistake where the signature is right for the request, no matter what its log looks like', {
    tags: ['expensive'],
  }, () => {
    const made = ordered({ headers: [['x-amz-meta-a', 'one two']] });
    const printed = { ...made, canonicalRequest: made.canonicalRequest.replace('one two', 'onetwo') };
    const surest = diagnosed([mismatch(), made.request, logOf(printed, ['canonicalRequest'])], SECRET);
    expect(surest?.findings.filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
  });
});

it('A listed header that did not arrive is not also said to be left out of the canonical headers', () => {
  const { answer } = failureOf(ordered({}).request, [mutationNamed('signed-header-never-sent', 'in-list-only')], []);
  expect(sureOf(diagnosed([answer], SECRET))).toEqual(['signed-header-never-sent/in-list-only proved']);
});

it('A hash that is not that of the quoted text proves no mistake in the text', () => {
  const mistakes = [
    mutationNamed('lowercase-percent-hex', 'in-path'),
    mutationNamed('payload-literal-misspelt', 'empty-line'),
  ];
  const { answer, request, log } = failureOf(ordered({ path: '/a+b*.txt' }).request, mistakes, [
    'canonicalRequest',
    'stringToSign',
  ]);
  const found = diagnosed([answer, request, log])?.findings ?? [];
  expect(found.filter(({ certainty }) => certainty.kind === 'proved')).toEqual([]);
});

describe('A plus in a path that the server read as a space', () => {
  const server = ordered({ path: '/a b.txt' });
  const signed = server.canonicalRequest.replace('/a%20b.txt', '/a+b.txt');
  const log = logOf({
    ...server,
    canonicalRequest: signed,
    stringToSign: server.stringToSign.replace(/[^\n]+$/, sha256Of(signed)),
  });
  const answer = mismatch(server);

  it.each([
    ['was signed as it was sent', '/a+b.txt', 'literal-plus-read-as-space/in-path'],
    ['was signed for a space', '/a%20b.txt', 'space-plus-vs-percent20/signed-in-path'],
  ])('%s, if the request has %s', (_, path, name) => {
    const request = server.request.replace('/a%20b.txt', path);
    expect(namesOf([answer, request, log])[0]).toBe(name);
  });
});
