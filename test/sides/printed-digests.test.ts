/** Digests that a signer prints are recognized by what they are the digest of, under any label and in any order. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftScope } from '../../src/drafts/draft.ts';
import { loneDigest, wrongLinkIn } from '../../src/sides/printed-digests.ts';
import { evidenceIn, GET_OBJECT, sha256, toSign } from '../evidence/answers.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';

const SCOPE = {
  date: '20130524',
  region: 'us-east-1',
  service: 's3',
  terminator: 'aws4_request',
} as unknown as DraftScope;
const hmac = (key: string | Buffer, message: string) => createHmac('sha256', key).update(message).digest();

/** The four keys of a chain, each the HMAC of the one before it. `link` derives the key after the first one. */
function chainOf(
  secret: string,
  link: (key: Buffer, message: string, index: number) => Buffer = hmac,
): readonly string[] {
  const keys: Buffer[] = [hmac(`AWS4${secret}`, '20130524')];
  for (const [index, message] of ['us-east-1', 's3', 'aws4_request'].entries())
    keys.push(link(keys.at(-1) ?? Buffer.alloc(0), message, index));
  return keys.map((key) => key.toString('hex'));
}

const secrets = fc.string({ minLength: 1, maxLength: 40 });
const labels = fc.string({ maxLength: 12, unit: fc.constantFrom(...'kDSé 键') });
const pasted = (keys: readonly string[], label: string) =>
  evidenceIn(`${mismatch()}\n\n${keys.map((key) => `${label}: ${key}`).join('\n')}`);

describe('a printed key chain', () => {
  it('shows no mistake if each key is the HMAC of the one before it', () => {
    fc.assert(
      fc.property(secrets, labels, (secret, label) => {
        expect(wrongLinkIn(pasted(chainOf(secret), label), SCOPE)).toBeNull();
      }),
      { numRuns: 20 },
    );
  });
  it.each([0, 1, 2])('shows a key that was used as text, link %i, in any order', (wrong) => {
    fc.assert(
      fc.property(secrets, labels, fc.boolean(), (secret, label, isReversed) => {
        const keys = chainOf(secret, (key, message, index) =>
          hmac(index === wrong ? key.toString('hex') : key, message),
        );
        const found = wrongLinkIn(pasted(isReversed ? keys.toReversed() : keys, label), SCOPE);
        expect(found).toEqual({ part: ['region', 'service', 'terminator'][wrong], mistake: 'key-as-text' });
      }),
      { numRuns: 20 },
    );
  });
  it('names the mistake, without the secret', () => {
    const keys = chainOf('secret', (key, message) => hmac(key, message === 's3' ? 's3/aws4_request' : message));
    const log = `${GET_OBJECT}\n\n${toSign(GET_OBJECT)}\n\n${keys.join('\n')}`;
    const [first] =
      diagnosed([mismatch({ canonicalRequest: GET_OBJECT, stringToSign: toSign(GET_OBJECT) }), log])?.findings ?? [];
    expect([first?.cause.id, first?.variant, first?.certainty.kind]).toEqual([
      'signing-key-not-binary',
      'terminator-in-service',
      'explains',
    ]);
  });
});

describe('a digest that is no hash of a text', () => {
  const signature = sha256('a signature');
  const texts = `ligne:\n${GET_OBJECT}\n\nautre:\n${toSign(GET_OBJECT)}`;
  it('is the signature, under any label', () => {
    fc.assert(
      fc.property(labels, (label) => {
        expect(loneDigest(evidenceIn(`${texts}\n\n${label} = ${signature}`))).toBe(signature);
      }),
      { numRuns: 20 },
    );
  });
  it('is nothing if there are two of them', () => {
    expect(loneDigest(evidenceIn(`${texts}\n\n${signature}\n${sha256('another')}`))).toBeNull();
  });
});
