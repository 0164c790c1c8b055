/** Canonical requests and strings to sign, as logs and pastes have them. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { expectQuoted, expectTiled } from '../support/bytes.ts';
import { readCanonicalPair } from '../support/intake/canonical-pair.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const read = (latin1: string) => readCanonicalPair(octetsOf(latin1), named('paste'));

/** AWS's example (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), GET Object. */
const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CANONICAL = [
  'GET',
  '/test.txt',
  '',
  'host:examplebucket.s3.amazonaws.com',
  'range:bytes=0-9',
  `x-amz-content-sha256:${EMPTY_HASH}`,
  'x-amz-date:20130524T000000Z',
  '',
  'host;range;x-amz-content-sha256;x-amz-date',
  EMPTY_HASH,
].join('\n');
const TO_SIGN = [
  'AWS4-HMAC-SHA256',
  '20130524T000000Z',
  '20130524/us-east-1/s3/aws4_request',
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
].join('\n');
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const LOG = octetsFromArray(readFileSync('fixtures/requests/botocore-log.txt'));

const found = (latin1: string) => {
  const { canonicalRequest, stringToSign, signature, remarks } = sound(read(latin1));
  return [canonicalRequest?.octets ?? null, stringToSign?.octets ?? null, signature?.octets ?? null, remarks];
};

describe('a canonical request and its string to sign', () => {
  it.each([
    ["in botocore's log", LOG, [CANONICAL, TO_SIGN, SIGNATURE]],
    ['one directly behind the other', `${CANONICAL}\n${TO_SIGN}`, [CANONICAL, TO_SIGN, null]],
    ['with empty lines between', `\n${CANONICAL}\n\n\n${TO_SIGN}\n\n`, [CANONICAL, TO_SIGN, null]],
    ['the other way round', `${TO_SIGN}\n\n${CANONICAL}\n`, [CANONICAL, TO_SIGN, null]],
    ['alone', CANONICAL, [CANONICAL, null, null]],
    ['alone, the string to sign', `${TO_SIGN}\n`, [null, TO_SIGN, null]],
    ['with the signature behind an empty line', `${TO_SIGN}\n\n\n${SIGNATURE}`, [null, TO_SIGN, SIGNATURE]],
    ['with hexadecimal digits behind something else', `${TO_SIGN}\nlog\n${SIGNATURE}`, [null, TO_SIGN, null]],
    ['with the signature behind', `${CANONICAL}\n${TO_SIGN}\n${SIGNATURE}\n`, [CANONICAL, TO_SIGN, SIGNATURE]],
    [
      'with labels of their own',
      `canonical request: GET\n${CANONICAL.slice(4)}\nString to Sign :\n\n${TO_SIGN}\nsignature: ${SIGNATURE}`,
      [CANONICAL, TO_SIGN, SIGNATURE],
    ],
  ])('are read %s', (_what, text, expected) => {
    expect(found(text)).toEqual([...expected, []]);
  });

  it('are read after a byte order mark, which is named', () => {
    const remarks = ['The byte order mark before the first line was left out.'];
    expect(found(`\xef\xbb\xbf${CANONICAL}`)).toEqual([CANONICAL, null, null, remarks]);
  });

  it('have a signature that no byte of UTF-8 is cut from', () => {
    expect(found(`${TO_SIGN}\n\n${SIGNATURE}\xa0`)[2]).toBeNull();
    expect(found(`${TO_SIGN}\n\n${SIGNATURE} \t`)[2]).toBeNull();
    expect(found(`signature: ${SIGNATURE} \t\n${TO_SIGN}`)[2]).toBe(SIGNATURE);
    expect(found(`signature:\n${SIGNATURE}\xa0\n${TO_SIGN}`)[2]).toBeNull();
  });

  it('are read with CR LF as they are hashed, with LF', () => {
    const [canonical, toSign, , remarks] = found(`${CANONICAL}\n${TO_SIGN}\n`.replaceAll('\n', '\r\n'));
    expect([canonical, toSign]).toEqual([CANONICAL, TO_SIGN]);
    expect(remarks).toEqual([expect.stringMatching(/CR LF/)]);
    expect(sha256Hex(octetsOf(CANONICAL))).toBe(TO_SIGN.split('\n')[3]);
  });

  it('are those of the first request in a log', () => {
    const [canonical, , signature, remarks] = found(LOG + LOG.replaceAll('GET', 'PUT').replaceAll('f0e8', 'aaaa'));
    expect([canonical, signature]).toEqual([CANONICAL, SIGNATURE]);
    expect(remarks).toHaveLength(1);
  });
});

describe('what is malformed of them', () => {
  const lines = CANONICAL.split('\n');
  const without = (index: number) => lines.filter((_, each) => each !== index).join('\n');

  it.each([
    ['no query', without(2), 14],
    ['no signed headers', without(8), without(8).length],
    ['no hashed payload', without(9), without(9).length],
    ['headers that do not end', without(7), CANONICAL.indexOf('host;') - 1],
    ['a header without a name', CANONICAL.replace('range:', ':'), CANONICAL.indexOf('range:')],
    ['a label and no method', 'CanonicalRequest:\n\n/a', 19],
    ['a path without a slash', 'CanonicalRequest:\nGET\na\n', 22],
    ['no timestamp', TO_SIGN.replace('T000000Z', ''), 17],
    ['no scope', TO_SIGN.replaceAll('/', '-'), 34],
    ['half a hash', TO_SIGN.slice(0, -1), 69],
    ['half a string to sign', TO_SIGN.slice(0, 33), 33],
    ['a string to sign of a chunk', TO_SIGN.replace('SHA256', 'SHA256-PAYLOAD'), 0],
    ['neither', 'hello\n', 0],
    ['a signature alone', `Signature:\n${SIGNATURE}`, 0],
  ])('%s is a problem with its place', (_what, text, start) => {
    expect(expectProblem(read(text), 'canonical-text').where).toMatchObject({ value: 'input', start });
  });
});

describe('any bytes', () => {
  it('are texts, or a problem with its place', () => {
    const change = fc.tuple(
      fc.nat(LOG.length),
      fc.nat(60),
      fc.constantFrom('', '\n', '\r\n', ':', ' ', 'signature:', '\0'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<string>(LOG, CANONICAL, `${TO_SIGN}\n${CANONICAL}`),
        fc.array(change, { maxLength: 4 }),
        (text, changes) => {
          let changed = text;
          for (const [at, count, by] of changes) changed = changed.slice(0, at) + by + changed.slice(at + count);
          const pair = read(changed);
          expectSoundProblem(pair, changed);
          if (isProblem(pair)) return;
          for (const bytes of [pair.canonicalRequest, pair.stringToSign, pair.signature]) {
            if (bytes) expectTiled(bytes);
            if (bytes) expectQuoted(bytes, { paste: changed });
          }
        },
      ),
      { numRuns: runs(2000) },
    );
  });

  it.each([
    '\n',
    'a:b\n',
    'signature:',
    'signature: ',
    'GET\n/',
    'CanonicalRequest:\n',
    ' ',
    'Signature:\n',
    `${TO_SIGN}\n`,
  ])('a mebibyte of %j is read at once', { tags: ['expensive'] }, (part) => {
    const many = part.repeat(Math.ceil(2 ** 20 / part.length));
    for (const text of [many, `GET\n/\n\n${many}`, `signature:${many}a b`, `CanonicalRequest:${many}`])
      expectSoundProblem(read(text), text);
  });
});
