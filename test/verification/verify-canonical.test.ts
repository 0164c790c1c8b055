/** A canonical request and its string to sign without the request: what does not belong together, and whose it is. */

import { describe, expect, it } from 'vitest';
import { type Candidate, verifyCanonical } from '../../src/verification/verify-canonical.ts';
import { readCanonicalPair } from '../support/intake/canonical-pair.ts';
import { octetsOf, plainOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { KEY_ID, NOW, SCOPE, SECRET } from '../support/sandbox/sandbox-client.ts';
import { sha256Of, signIndependently } from '../support/sigv4/independent-signer.ts';
import { named } from '../support/sources.ts';
import { printedValues, vectorIn } from '../support/vectors/published-vectors.ts';

const BY = { secret: SECRET, timestamp: NOW, scope: SCOPE };
const HEADERS = [
  ['host', 'examplebucket.s3.amazonaws.com'],
  ['x-amz-date', NOW],
] as const;
const REQUEST = { method: 'GET', path: '/a', query: [], headers: HEADERS, payloadHash: sha256Of('') };
const RIGHT = signIndependently(REQUEST, BY);

interface Texts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

const keyOf = (keyId: string, secret: string): Candidate => ({
  accessKeyId: plainOf(keyId),
  secretAccessKey: plainOf(secret),
  source: named('the test'),
});
const KEY = keyOf(KEY_ID, SECRET);
const OTHER = keyOf(KEY_ID, 'another');

/** The verdict, and what is shown of the comparison that it rests on. */
function verified(texts: Partial<Texts>, own: readonly Candidate[] = [], published: readonly Candidate[] = []) {
  const { canonicalRequest, stringToSign, signature } = texts;
  const lines = [canonicalRequest, stringToSign, signature].filter((text) => text !== undefined);
  const pair = sound(readCanonicalPair(octetsOf(lines.join('\n\n')), named('the log')));
  return verifyCanonical(pair, { own, published });
}
function shortOf(texts: Partial<Texts>, own?: readonly Candidate[], published?: readonly Candidate[]): string {
  const { verdict } = verified(texts, own, published);
  return verdict.kind === 'mismatch' ? `mismatch at ${verdict.at.id}` : verdict.kind;
}
const signedBy = (canonicalRequest: string, by = BY): Texts => {
  const stringToSign = ['AWS4-HMAC-SHA256', by.timestamp, by.scope.join('/'), sha256Of(canonicalRequest)].join('\n');
  return { ...RIGHT, canonicalRequest, stringToSign };
};

describe('what belongs together', () => {
  it.each<readonly [string, Partial<Texts>, string]>([
    ['all three', RIGHT, 'match'],
    ['without a signature', { canonicalRequest: RIGHT.canonicalRequest, stringToSign: RIGHT.stringToSign }, 'unknown'],
  ])('%s', (_what, texts, short) => {
    expect(shortOf(texts, [KEY])).toBe(short);
  });
});

describe('what does not belong together', () => {
  const { canonicalRequest, stringToSign } = RIGHT;
  const swapped = canonicalRequest.replace(/(host:.*\n)(x-amz-date:.*\n)/, '$2$1');
  const lowered = canonicalRequest.replace('host;x-amz-date', 'x-amz-date;host');

  it.each<readonly [string, Partial<Texts>, string]>([
    [
      'a byte of the canonical request',
      { ...RIGHT, canonicalRequest: canonicalRequest.replace('/a', '/b') },
      'hashed-canonical-request',
    ],
    [
      'a digit of the hash',
      { ...RIGHT, stringToSign: stringToSign.replace(/.$/, (digit) => (digit === '1' ? '2' : '1')) },
      'hashed-canonical-request',
    ],
    [
      'a hash in capitals',
      { ...RIGHT, stringToSign: stringToSign.replace(/.*$/, (hash) => hash.toUpperCase()) },
      'hashed-canonical-request',
    ],
    ['a list in another order', signedBy(lowered), 'signed-headers'],
    ['headers in another order', signedBy(swapped), 'signed-headers'],
    [
      'a list with one name more',
      signedBy(canonicalRequest.replace(';x-amz-date', ';range;x-amz-date')),
      'signed-headers',
    ],
    ['a list with one name less', signedBy(canonicalRequest.replace(';x-amz-date', '')), 'signed-headers'],
    [
      'the day of the scope',
      signedBy(canonicalRequest, { ...BY, scope: ['20130523', ...SCOPE.slice(1)] }),
      'scope-date',
    ],
    [
      'the end of the scope',
      signedBy(canonicalRequest, { ...BY, scope: [...SCOPE.slice(0, 3), 'aws4_requests'] }),
      'terminator',
    ],
    [
      'a digit of the signature',
      { ...RIGHT, signature: RIGHT.signature.replace(/.$/, (digit) => (digit === '1' ? '2' : '1')) },
      'signature',
    ],
  ])('%s: a mismatch there', (_what, texts, id) => {
    expect(shortOf(texts, [KEY])).toBe(`mismatch at ${id}`);
  });

  it('is said in the order in which the values are made', () => {
    const scope = ['20130523', 'us-east-1', 's3', 'aws4_requests'];
    const texts = { ...signedBy('', { ...BY, scope }), canonicalRequest: lowered };
    const { comparisons } = verified(texts, [OTHER]);
    expect(comparisons.map(({ id, standing }) => `${id} ${standing}`)).toEqual([
      'signed-headers differs',
      'scope-date differs',
      'terminator differs',
      'hashed-canonical-request differs',
      'signature differs',
    ]);
  });

  it.each([
    ['AWS4-HMAC-SHA512', SCOPE.join('/'), 'algorithm'],
    ['AWS4-HMAC-SHA256', SCOPE.slice(1).join('/'), 'credential scope'],
    ['AWS4-HMAC-SHA256', '20130524//s3/aws4_request', 'credential scope'],
    ['AWS4-ECDSA-P256-SHA256', '20130524/aws4_request', 'credential scope'],
  ])('%s with the scope %s is no string to sign that is known', (algorithm, scope, what) => {
    const { verdict, comparisons } = verified({ stringToSign: [algorithm, NOW, scope, sha256Of('')].join('\n') }, [
      KEY,
    ]);
    expect(verdict).toMatchObject({ kind: 'malformed', problem: { says: expect.stringContaining(`The ${what} of`) } });
    expect(comparisons).toEqual([]);
  });
});

describe('whose it is', () => {
  const { stringToSign, signature } = RIGHT;
  const bySecret = signIndependently(REQUEST, { ...BY, secret: 'another' }).signature;
  const signed = { stringToSign, signature };
  const bare = { stringToSign };
  const NOT_KNOWN = 'It cannot be computed without the secret access key.';
  const OF_ANOTHER =
    'The string to sign was signed with a different secret or incorrectly, or is not the one that was signed.';

  const VERDICTS = { same: 'match', differs: 'mismatch', unknown: 'unknown' };

  it.each<readonly [string, Partial<Texts>, readonly Candidate[], readonly Candidate[], string, string | null]>([
    ["a key of one's own", signed, [KEY], [], 'same', signature],
    ["the second of two of one's own", signed, [OTHER, KEY], [], 'same', signature],
    ['a published key', signed, [], [OTHER, KEY], 'same', signature],
    ["a published key beside another of one's own", signed, [OTHER], [KEY], 'same', signature],
    ['nobody that is known', signed, [], [], `unknown: ${NOT_KNOWN}`, null],
    ['none of the published keys', signed, [], [OTHER], `unknown: ${NOT_KNOWN}`, null],
    ["another key than one's own", signed, [OTHER], [], `differs: ${OF_ANOTHER}`, bySecret],
    [
      'none of several, of which the first is shown',
      signed,
      [OTHER, keyOf(KEY_ID, 'a third')],
      [],
      `differs: ${OF_ANOTHER}`,
      bySecret,
    ],
    [
      "nobody, with a key of one's own",
      bare,
      [KEY],
      [],
      `unknown: No signature was given to compare. With the known secret, it is ${signature}.`,
      signature,
    ],
    [
      'nobody, with a published key',
      bare,
      [],
      [KEY],
      'unknown: Neither a signature nor the secret access key was given.',
      null,
    ],
    ['nobody, with none', bare, [], [], 'unknown: Neither a signature nor the secret access key was given.', null],
  ])('%s', (_what, texts, own, published, standing, computed) => {
    const { comparisons, verdict } = verified(texts, own, published);
    const found = comparisons.find(({ id }) => id === 'signature');
    expect([`${found?.standing}: ${found?.says}`.replace(/^same: $/, 'same'), found?.computed]).toEqual([
      standing,
      computed,
    ]);
    expect(verdict.kind).toBe(VERDICTS[found?.standing ?? 'unknown']);
  });

  it('is not asked of a canonical request alone', () => {
    const { verdict, comparisons } = verified({ canonicalRequest: RIGHT.canonicalRequest }, [KEY], [KEY]);
    expect(verdict).toEqual({ kind: 'unknown', says: 'There is nothing to compare without the string to sign.' });
    expect(comparisons.map(({ id, standing }) => [id, standing])).toEqual([
      ['signed-headers', 'same'],
      ['signature', 'unknown'],
    ]);
  });
});

describe('with SigV4A, whose signatures are never alike', () => {
  const vector = vectorIn('aws-signing-test-suite-sigv4a', 'get-header-key-duplicate');
  const printed = (id: string) => printedValues(vector).get(id) ?? '';
  const texts = {
    canonicalRequest: printed('canonical-request'),
    stringToSign: printed('string-to-sign'),
    signature: printed('signature'),
  };
  const { accessKeyId, secretAccessKey } = vector.credentials;
  const key = keyOf(accessKeyId, secretAccessKey);

  it.each<readonly [string, readonly Candidate[], readonly Candidate[], string]>([
    ["a key of one's own", [key], [], 'match'],
    ['a published key', [], [key], 'match'],
    ['another secret', [keyOf(accessKeyId, 'another')], [], 'mismatch at signature'],
    [
      'the same secret of another key ID, of which its key is made too',
      [keyOf('AKID', secretAccessKey)],
      [],
      'mismatch at signature',
    ],
    ['the same secret without a key ID', [keyOf('', secretAccessKey)], [], 'mismatch at signature'],
    ['nobody that is known', [], [], 'unknown'],
  ])('%s', (_what, own, published, short) => {
    expect(shortOf(texts, own, published)).toBe(short);
    const signature = verified(texts, own, published).comparisons.find(({ id }) => id === 'signature');
    expect(signature?.computed).toBe(short === 'match' ? texts.signature : null);
  });

  it('has no signature that could be told', () => {
    const { comparisons } = verified({ stringToSign: texts.stringToSign }, [key]);
    expect(comparisons.at(-1)).toMatchObject({ id: 'signature', computed: null, standing: 'unknown' });
  });
});
