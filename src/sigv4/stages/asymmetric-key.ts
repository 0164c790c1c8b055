/**
 * SigV4A derives a key pair instead of a single key. A counter is incremented until an HMAC yields a number that can be
 * a private key on the curve P-256 (NIST SP 800-108, counter mode; https://github.com/awslabs/aws-c-auth,
 * source/key_derivation.c):
 *
 *     PrivateKey = 1 + HMAC-SHA256("AWS4A" + SecretAccessKey,
 *                                  1 || "AWS4-ECDSA-P256-SHA256" || 0x00 || AccessKeyId || Counter || 256)
 */
import { type Bytes, derive, fixed, join } from '../../bytes/bytes.ts';
import { type Octets, octetAt } from '../../bytes/octets.ts';
import type { Rule, Transform } from '../../bytes/origin.ts';
import { hmacSha256 } from '../../crypto/digests.ts';
import { P256_ORDER, publicKeyOf } from '../../crypto/p256.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import { SIGV4A } from '../documentation.ts';
import { ECDSA_P256_SHA256_NAME } from '../names.ts';
import { KEY_STEP } from './signing-key.ts';
import type { Stage } from './stage.ts';

export const ASYMMETRIC_KEY_STAGE: Stage = {
  ...KEY_STEP,
  says: 'The secret becomes a key pair on the curve P-256. The private key signs; anyone with the public key can verify.',
  see: SIGV4A,
  when: ({ isAsymmetric, isKeyKnown }) => isAsymmetric && isKeyKnown,
};

const key = { stage: ASYMMETRIC_KEY_STAGE.id, form: 'octets', secrecy: 'secret' } as const;

/**
 * The value is public, because the redactor masks the secret inside it. The "AWS4A" before the secret is not secret.
 */
export const SIGV4A_PREFIXED_SECRET: ValueDefinition = {
  ...key,
  id: 'prefixed-secret',
  name: '"AWS4A" + secret access key',
  form: 'text',
  secrecy: 'public',
};
export const KEY_INPUT: ValueDefinition = { ...key, id: 'key-input', name: 'Fixed input', secrecy: 'public' };
export const CANDIDATE: ValueDefinition = { ...key, id: 'candidate', name: 'Candidate' };
export const PRIVATE_KEY: ValueDefinition = { ...key, id: 'private-key', name: 'Private key' };
export const PUBLIC_KEY: ValueDefinition = { ...key, id: 'public-key', name: 'Public key', secrecy: 'public' };

const rule = (says: string): Rule => ({ id: 'key-derivation', says, see: SIGV4A });
const PREFIX = fixed('AWS4A', rule('the secret access key is prefixed with AWS4A before it is used'));
const ROUND = fixed('\x00\x00\x00\x01', rule('the first and only round of the counter mode, as four bytes'));
const LABEL = fixed(
  `${ECDSA_P256_SHA256_NAME}\x00`,
  rule('the label is the name of the algorithm, ended by a zero byte'),
);
const LENGTH = '\x00\x00\x01\x00';

/** The counter and the length share one span, because a single byte would look like a separator. */
const counted = (counter: number) =>
  fixed(
    String.fromCharCode(counter) + LENGTH,
    rule('the counter, raised until the result can be a key; then 256, the number of bits wanted, as four bytes'),
  );

/**
 * The maximum number of candidates that are tried. Each candidate has a probability of one in 2^32 of being refused.
 */
const MOST_CANDIDATES = 254;

const PLUS_ONE: Transform = { id: 'plus-one', done: 'one added, as a number of 32 bytes', secrecy: 'keeps' };
const ON_CURVE: Transform = { id: 'public-key', done: 'the point on the curve that belongs to it', secrecy: 'hides' };

interface KeyPairInput {
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
}

/**
 * Derives the private key (32 bytes) and the public key (64 bytes, X then Y). The keys do not depend on the date or the
 * Region.
 */
export function derivePrivateKey({ accessKeyId, secretAccessKey }: KeyPairInput, record: Recorder) {
  const secret = record(SIGV4A_PREFIXED_SECRET, join([PREFIX, secretAccessKey]));
  for (let counter = 1; counter <= MOST_CANDIDATES; counter++) {
    const suffix = counter === 1 ? '' : `-${counter}`;
    const input = join([ROUND, LABEL, accessKeyId, counted(counter)]);
    const keyInput = record({ ...KEY_INPUT, id: `${KEY_INPUT.id}${suffix}` }, input);
    const candidate = record({ ...CANDIDATE, id: `${CANDIDATE.id}${suffix}` }, hmacSha256(secret, keyInput));
    const next = plusOne(candidate.octets);
    // Octets compare like numbers.
    if (next >= P256_ORDER) continue;
    const privateKey = record(PRIVATE_KEY, derive(next, PLUS_ONE, [candidate]));
    const publicKey = record(PUBLIC_KEY, derive(publicKeyOf(privateKey.octets), ON_CURVE, [privateKey]));
    return { privateKey, publicKey };
  }
  throw new Error('No candidate was a private key, which happens less than once in 2^8000 secrets.');
}

/** Returns the number after this one; the largest one itself, which is too large for a key. */
function plusOne(octets: Octets): Octets {
  return octets.replace(/[^\xff]\xff*$/, (end) =>
    String.fromCharCode(octetAt(end as Octets, 0) + 1).padEnd(end.length, '\x00'),
  ) as Octets;
}
