/** The key chain: four HMACs, each of which takes the raw bytes of the one before; and the HMAC that signs. */
import { type Bytes, join } from '../../bytes/bytes.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../crypto/digests.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { prefixedSecret } from '../../sigv4/stages/signing-key.ts';
import type { Cause } from '../cause.ts';
import {
  type Draft,
  type DraftScope,
  partBytes,
  putBytes,
  SCOPE_PARTS,
  scopeBytes,
  scopePartBytes,
  withSteps,
} from '../draft/draft.ts';
import { RIGHT_STEPS } from '../draft/steps.ts';
import { inBase64, inUtf16, macOfSha1 } from '../draft/wrong-operations.ts';
import { type Mutation, signing } from '../mutation.ts';

type Chain = (draft: Draft, secretAccessKey: Bytes) => Bytes;
type Written = (bytes: Bytes) => Bytes;

/** The chain over these messages, each key written so before it is used. */
const chained = (key: Bytes, messages: readonly Bytes[], write: Written = (bytes) => bytes): Bytes =>
  messages.reduce((last, message, index) => hmacSha256(index === 0 ? last : write(last), message), key);

const partsOf = (draft: Draft, parts: readonly (keyof DraftScope)[] = SCOPE_PARTS): Bytes[] =>
  parts.map((part) => scopePartBytes(draft, part));

const another = (variant: string, says: string, signingKey: Chain): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { signingKey })]);

/** The last key of the chain may be written so for the string to sign, too. */
const writtenAs = (variant: string, says: string, write: Written): Mutation =>
  signing(variant, says, (draft) =>
    [write, (bytes: Bytes) => bytes].map((writeLast) =>
      withSteps(draft, {
        signingKey: (made, secret) => writeLast(chained(prefixedSecret(secret), partsOf(made), write)),
      }),
    ),
  );

/** The keys that go into the next HMAC, by AWS's names. */
const KEYS = ['DateKey', 'DateRegionKey', 'DateRegionServiceKey', 'SigningKey'] as const;

/** One key alone of the chain, the first one being 0, is written so before it makes the next. */
const oneWrittenAs = (at: 0 | 1 | 2, form: string, inWords: string, write: Written): Mutation =>
  another(
    `${KEYS[at].replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}-as-${form}`,
    `The ${KEYS[at + 1]} was made with the ${inWords} of the ${KEYS[at]} as its key, not with its 32 bytes.`,
    (draft, secret) =>
      partsOf(draft).reduce((key, part, index) => {
        const made = hmacSha256(key, part);
        return index === at ? write(made) : made;
      }, prefixedSecret(secret)),
  );

/** With another prefix than AWS4. */
const prefixedWith = (draft: Draft, prefix: string, secret: Bytes): Bytes => join([putBytes(draft, prefix), secret]);

const CHAINS: readonly Mutation[] = [
  writtenAs(
    'hex-text',
    'Each HMAC of the key chain went into the next as hexadecimal text, not as bytes.',
    hexadecimal,
  ),
  writtenAs('base64-text', 'Each HMAC of the key chain went into the next as base64, not as bytes.', inBase64),
  another('hex-key', 'The signing key signed the string as hexadecimal text, not as bytes.', (draft, secret) =>
    hexadecimal(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  another('base64-key', 'The signing key signed the string as base64, not as bytes.', (draft, secret) =>
    inBase64(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  ...([0, 1, 2] as const).flatMap((at) => [
    oneWrittenAs(at, 'hex-text', 'hexadecimal text', hexadecimal),
    oneWrittenAs(at, 'base64-text', 'base64', inBase64),
  ]),
  another('no-prefix', 'The secret was used without "AWS4" in front of it.', (draft, secret) =>
    chained(secret, partsOf(draft)),
  ),
  another('prefix-in-lower-case', '"aws4" stood in front of the secret, in place of "AWS4".', (draft, secret) =>
    chained(prefixedWith(draft, 'aws4', secret), partsOf(draft)),
  ),
  another('prefix-twice', '"AWS4" stood in front of the secret twice.', (draft, secret) =>
    chained(prefixedWith(draft, 'AWS4', prefixedSecret(secret)), partsOf(draft)),
  ),
  another('no-chain', '"AWS4" and the secret signed the string themselves, without a key chain.', (_draft, secret) =>
    prefixedSecret(secret),
  ),
  another(
    'bare-secret',
    'The secret signed the string itself, without "AWS4" and without a key chain.',
    (_, secret) => secret,
  ),
  another('one-hmac', 'One HMAC over the whole scope took the place of the chain of four.', (draft, secret) =>
    chained(prefixedSecret(secret), [join(partsOf(draft))]),
  ),
  another(
    'one-hmac-slashes',
    'One HMAC over the scope with its slashes took the place of the chain of four.',
    (draft, secret) => chained(prefixedSecret(secret), [scopeBytes(draft)]),
  ),
  another('region-before-date', 'The key chain took the region before the date.', (draft, secret) => {
    return chained(prefixedSecret(secret), partsOf(draft, ['region', 'date', 'service', 'terminator']));
  }),
  another('service-before-region', 'The key chain took the service before the region.', (draft, secret) => {
    return chained(prefixedSecret(secret), partsOf(draft, ['date', 'service', 'region', 'terminator']));
  }),
  another('whole-timestamp', 'The key chain took the whole timestamp in place of the date.', (draft, secret) => {
    const others = partsOf(draft, ['region', 'service', 'terminator']);
    return chained(prefixedSecret(secret), [partBytes(draft, 'timestamp'), ...others]);
  }),
  another('swapped', 'Key and message were swapped in each HMAC of the key chain.', (draft, secret) =>
    partsOf(draft).reduce((last, message) => hmacSha256(message, last), prefixedSecret(secret)),
  ),
  another('no-terminator', 'The key chain stopped before "aws4_request".', (draft, secret) =>
    chained(prefixedSecret(secret), partsOf(draft, ['date', 'region', 'service'])),
  ),
  another('no-region', 'The key chain left the region out.', (draft, secret) => {
    return chained(prefixedSecret(secret), partsOf(draft, ['date', 'service', 'terminator']));
  }),
  another('no-service', 'The key chain left the service out.', (draft, secret) => {
    return chained(prefixedSecret(secret), partsOf(draft, ['date', 'region', 'terminator']));
  }),
  another('utf-16', 'The secret went into the key chain as UTF-16, two bytes for each character.', (draft, secret) =>
    chained(inUtf16(prefixedSecret(secret)), partsOf(draft)),
  ),
];

/** As Signature Version 2 may be signed. */
const SHA_1 = signing('sha-1', 'HMAC-SHA1 took the place of HMAC-SHA256.', (draft) => [
  withSteps(draft, {
    signingKey: (made, secret) =>
      partsOf(made).reduce((last, message) => macOfSha1(last, message), prefixedSecret(secret)),
    signature: (key, text) => hexadecimal(macOfSha1(key, text)),
  }),
]);

/** The last HMAC, with a key that is right. */
const LAST: readonly Mutation[] = [
  signing('last-swapped', 'Key and message were swapped in the HMAC that signs the string.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(text, key)) }),
  ]),
  signing(
    'hash-without-hmac',
    'Key and string were hashed one after the other with SHA-256, without HMAC.',
    (draft) => [withSteps(draft, { signature: (key, text) => hexadecimal(sha256(join([key, text]))) })],
  ),
  signing('string-hashed-first', 'The string to sign was hashed before it was signed.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(key, sha256(text))) }),
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(key, hexadecimal(sha256(text)))) }),
  ]),
];

export const signingKeyNotBinary: Cause = {
  id: 'signing-key-not-binary',
  stage: 'signing-key',
  says: 'The signing key was derived, or used, otherwise than AWS says.',
  fix: 'Derive it as HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request"), each key the 32 raw bytes of the HMAC before, and sign the string with one HMAC under it.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/openbullet/openbullet/issues/663',
    'https://github.com/scality/cloudserver/pull/357',
    'https://github.com/jmcardon/tsec/issues/84',
    'https://github.com/aws/aws-sdk-js/issues/484',
  ],
  mutations: [...CHAINS, SHA_1, ...LAST],
  example: { kind: 'mutation', base: 'get-range', variant: 'hex-text' },
};
