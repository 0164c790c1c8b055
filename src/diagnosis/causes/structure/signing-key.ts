/** Causes that involve the key chain or the last HMAC. */
import { decodeBase64 } from '../../../bytes/base64.ts';
import { type Bytes, join } from '../../../bytes/bytes.ts';
import type { Octets } from '../../../bytes/octets.ts';
import { hexadecimal } from '../../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../../crypto/digests.ts';
import { AUTHORIZATION_HEADER, SIGNATURE_ELEMENTS } from '../../../sigv4/documentation.ts';
import { prefixedSecret } from '../../../sigv4/stages/signing-key.ts';
import { type Cause, explains, github, type Suspicion } from '../../cause.ts';
import {
  type Draft,
  type DraftScope,
  partBytes,
  putBytes,
  SCOPE_PARTS,
  scopeBytes,
  scopePartBytes,
  withSteps,
} from '../../draft/draft.ts';
import { RIGHT_STEPS } from '../../draft/steps.ts';
import { inBase64, inBase64Url, inCapitals, inUtf16, macOfSha1 } from '../../draft/wrong-operations.ts';
import { type Mutation, signing } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';

type Chain = (draft: Draft, secretAccessKey: Bytes) => Bytes;
type Form = (bytes: Bytes) => Bytes;

/** Computes the HMAC chain over these messages. `write` converts each derived key before the next step uses it. */
const chain = (key: Bytes, messages: readonly Bytes[], write: Form = (bytes) => bytes): Bytes =>
  messages.reduce((last, message, index) => hmacSha256(index === 0 ? last : write(last), message), key);

const partsOf = (draft: Draft, parts: readonly (keyof DraftScope)[] = SCOPE_PARTS): Bytes[] =>
  parts.map((part) => scopePartBytes(draft, part));

/** Derives the key from only these parts of the scope, in this order. */
const chainOver =
  (...parts: readonly (keyof DraftScope)[]): Chain =>
  (draft, secret) =>
    chain(prefixedSecret(secret), partsOf(draft, parts));

const replaceKey = (variant: string, says: string, signingKey: Chain): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { signingKey })]);

/**
 * Converts each key with `write`. One variant includes the last key, which signs the string, and the other variant does
 * not.
 */
const writeAs = (variant: string, says: string, write: Form): Mutation =>
  signing(variant, says, (draft) =>
    [write, (bytes: Bytes) => bytes].map((writeLast) =>
      withSteps(draft, {
        signingKey: (made, secret) => writeLast(chain(prefixedSecret(secret), partsOf(made), write)),
      }),
    ),
  );

/** The AWS names of the keys in the chain. */
const KEYS = ['DateKey', 'DateRegionKey', 'DateRegionServiceKey', 'SigningKey'] as const;

/** Converts a single key of the chain with `write`. `at` is its index, starting at 0. */
const writeOneAs = (at: 0 | 1 | 2, form: string, inWords: string, write: Form): Mutation =>
  replaceKey(
    `${KEYS[at].replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}-as-${form}`,
    `The ${KEYS[at + 1]} was derived with the ${inWords} of the ${KEYS[at]} as its key, not with its 32 bytes.`,
    (draft, secret) =>
      partsOf(draft).reduce((key, part, index) => {
        const made = hmacSha256(key, part);
        return index === at ? write(made) : made;
      }, prefixedSecret(secret)),
  );

/** Puts a prefix other than AWS4 before the secret. */
const prefixWith = (draft: Draft, prefix: string, secret: Bytes): Bytes => join([putBytes(draft, prefix), secret]);

const CHAINS: readonly Mutation[] = [
  writeAs(
    'hex-text',
    'Each HMAC of the key chain was used in the next as hexadecimal text, not as bytes.',
    hexadecimal,
  ),
  writeAs('base64-text', 'Each HMAC of the key chain was used in the next as base64, not as bytes.', inBase64),
  replaceKey('hex-key', 'The signing key was used as hexadecimal text, not as bytes.', (draft, secret) =>
    hexadecimal(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  replaceKey('base64-key', 'The signing key was used as base64, not as bytes.', (draft, secret) =>
    inBase64(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  ...([0, 1, 2] as const).flatMap((at) => [
    writeOneAs(at, 'hex-text', 'hexadecimal text', hexadecimal),
    writeOneAs(at, 'base64-text', 'base64', inBase64),
  ]),
  replaceKey('no-prefix', 'The secret was used without "AWS4" in front of it.', (draft, secret) =>
    chain(secret, partsOf(draft)),
  ),
  replaceKey('prefix-in-lower-case', 'The prefix of the secret was "aws4", not "AWS4".', (draft, secret) =>
    chain(prefixWith(draft, 'aws4', secret), partsOf(draft)),
  ),
  replaceKey('prefix-twice', 'The secret had the prefix "AWS4" twice.', (draft, secret) =>
    chain(prefixWith(draft, 'AWS4', prefixedSecret(secret)), partsOf(draft)),
  ),
  replaceKey(
    'no-chain',
    'The string was signed with "AWS4" and the secret directly, without a key chain.',
    (_draft, secret) => prefixedSecret(secret),
  ),
  replaceKey(
    'bare-secret',
    'The string was signed with the secret directly, without "AWS4" and without a key chain.',
    (_, secret) => secret,
  ),
  replaceKey(
    'one-hmac',
    'The signing key was one HMAC over the whole scope, not a chain of four HMACs.',
    (draft, secret) => chain(prefixedSecret(secret), [join(partsOf(draft))]),
  ),
  replaceKey(
    'one-hmac-slashes',
    'The signing key was one HMAC over the scope with its slashes, not a chain of four HMACs.',
    (draft, secret) => chain(prefixedSecret(secret), [scopeBytes(draft)]),
  ),
  replaceKey(
    'region-before-date',
    'The key chain used the Region before the date.',
    chainOver('region', 'date', 'service', 'terminator'),
  ),
  replaceKey(
    'service-before-region',
    'The key chain used the service before the Region.',
    chainOver('date', 'service', 'region', 'terminator'),
  ),
  replaceKey('whole-timestamp', 'The key chain used the whole timestamp instead of the date.', (draft, secret) => {
    const others = partsOf(draft, ['region', 'service', 'terminator']);
    return chain(prefixedSecret(secret), [partBytes(draft, 'timestamp'), ...others]);
  }),
  replaceKey('swapped', 'The key and the message were swapped in each HMAC of the key chain.', (draft, secret) =>
    partsOf(draft).reduce((last, message) => hmacSha256(message, last), prefixedSecret(secret)),
  ),
  replaceKey('no-terminator', 'The key chain stopped before "aws4_request".', chainOver('date', 'region', 'service')),
  replaceKey('no-region', 'The key chain left out the Region.', chainOver('date', 'service', 'terminator')),
  replaceKey('no-service', 'The key chain left out the service.', chainOver('date', 'region', 'terminator')),
  replaceKey(
    'utf-16',
    'The secret was used in the key chain as UTF-16, two bytes for each character.',
    (draft, secret) => chain(inUtf16(prefixedSecret(secret)), partsOf(draft)),
  ),
];

/** Uses HMAC-SHA1 in every step, as in Signature Version 2. */
const SHA_1 = signing('sha-1', 'HMAC-SHA1 was used instead of HMAC-SHA256.', (draft) => [
  withSteps(draft, {
    signingKey: (made, secret) =>
      partsOf(made).reduce((last, message) => macOfSha1(last, message), prefixedSecret(secret)),
    signature: (key, text) => hexadecimal(macOfSha1(key, text)),
  }),
]);

/** Mistakes in the last HMAC, with a correct key. */
const LAST: readonly Mutation[] = [
  signing('last-swapped', 'The key and the message were swapped in the HMAC that signs the string.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(text, key)) }),
  ]),
  signing('hash-without-hmac', 'The key and the string were joined and hashed with SHA-256, without HMAC.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(sha256(join([key, text]))) }),
  ]),
  signing('string-hashed-first', 'The string to sign was hashed before it was signed.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(key, sha256(text))) }),
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(key, hexadecimal(sha256(text)))) }),
  ]),
];

/**
 * Describes a wrong key chain or a wrong last HMAC. The chain consists of four HMACs, each of which uses the raw bytes
 * of the previous HMAC as its key.
 */
export const signingKeyNotBinary: Cause = {
  id: 'signing-key-not-binary',
  stage: 'signing-key',
  says: 'The signing key was derived or used incorrectly.',
  sign: "Both strings to sign are equal, and the secret is right: the client's own signer fails where an AWS SDK succeeds.",
  fix: 'Derive the key as HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request"). Use the 32 raw bytes of each HMAC as the next key, and sign the string with one HMAC and the last key.',
  see: SIGNATURE_ELEMENTS,
  threads: github(`
    openbullet/openbullet/issues/663 scality/cloudserver/pull/357 jmcardon/tsec/issues/84 aws/aws-sdk-js/issues/484
  `),
  mutations: [...CHAINS, SHA_1, ...LAST],
};

const writeSignature = (variant: string, says: string, write: (mac: Bytes) => Bytes): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { signature: (key, text) => write(hmacSha256(key, text)) })]);

const IN_BASE64 = 'The signature is written in base64, not in hexadecimal digits.';
const IN_CAPITALS = 'The signature is written in uppercase hexadecimal digits.';

/** Describes a signature that is not written as 64 lowercase hexadecimal digits. */
export const signatureNotHexadecimal: Cause = {
  id: 'signature-not-hexadecimal',
  stage: 'authorization',
  says: 'The signature is not written as 64 lowercase hexadecimal digits.',
  sign: 'The signature contains uppercase letters, characters of base64, or a number of digits other than 64.',
  fix: 'Write the 32 bytes of the last HMAC as 64 lowercase hexadecimal digits.',
  see: AUTHORIZATION_HEADER,
  threads: [],
  mutations: [
    writeSignature('base64', IN_BASE64, inBase64),
    writeSignature('capitals', IN_CAPITALS, (mac) => inCapitals(hexadecimal(mac))),
    writeSignature(
      'base64url',
      'The signature is written in base64 with - and _, not in hexadecimal digits.',
      inBase64Url,
    ),
    writeSignature('base64-of-hex', 'The hexadecimal digits of the signature are written in base64.', (mac) =>
      inBase64(hexadecimal(mac)),
    ),
    writeSignature('hex-twice', 'The hexadecimal digits of the signature are encoded in hexadecimal again.', (mac) =>
      hexadecimal(hexadecimal(mac)),
    ),
  ],
  suspects: suspectSignatureNotHexadecimal,
};

function suspectSignatureNotHexadecimal({ signature, answer, server }: Sides): Suspicion | null {
  if (signature === null || answer === null || isOtherAlgorithm(server.stringToSign)) return null;
  if (/^[0-9A-F]{64}$/.test(signature) && /[A-F]/.test(signature)) {
    return explains(IN_CAPITALS, { variant: 'capitals' });
  }
  return decodeBase64(signature)?.length === 32 ? explains(IN_BASE64, { variant: 'base64' }) : null;
}

/**
 * Returns whether the string belongs to another algorithm, whose signatures may have another form. For example,
 * Signature Version 2 uses base64.
 */
const isOtherAlgorithm = (stringToSign: Octets | null) =>
  stringToSign !== null && !stringToSign.startsWith('AWS4-HMAC-SHA256');
