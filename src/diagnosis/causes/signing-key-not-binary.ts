/** The key chain: four HMACs, each of which takes the raw bytes of the one before; and the HMAC that signs. */
import type { Octets } from '../../bytes/octets.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { base64Of, hexOf, mac, macOfSha1, sha256Of } from '../draft/digests.ts';
import { type Draft, RIGHT_STEPS, withSteps } from '../draft/draft.ts';
import { type Mutation, signing } from '../mutation.ts';

type Chain = (draft: Draft, secretAccessKey: Octets) => Octets;
type Written = (octets: Octets) => Octets;

/** The chain over these messages, each key written so before it is used. */
const chained = (key: string, messages: readonly string[], write: Written = (octets) => octets): Octets =>
  messages.reduce((last, message, index) => mac(index === 0 ? last : write(last as Octets), message), key) as Octets;

const partsOf = ({ scope: { date, region, service, terminator } }: Draft) => [date, region, service, terminator];

const another = (variant: string, says: string, signingKey: Chain): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { signingKey })]);

/** The last key of the chain may be written so for the string to sign, too. */
const writtenAs = (variant: string, says: string, write: Written): Mutation =>
  signing(variant, says, (draft) =>
    [write, (octets: Octets) => octets].map((writeLast) =>
      withSteps(draft, { signingKey: (made, secret) => writeLast(chained(`AWS4${secret}`, partsOf(made), write)) }),
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
      partsOf(draft).reduce<Octets>((key, part, index) => {
        const made = mac(key, part);
        return index === at ? write(made) : made;
      }, `AWS4${secret}` as Octets),
  );

const inUtf16 = (octets: string): string => octets.replace(/[\s\S]/g, '$&\0');

const CHAINS: readonly Mutation[] = [
  writtenAs('hex-text', 'Each HMAC of the key chain went into the next as hexadecimal text, not as bytes.', hexOf),
  writtenAs('base64-text', 'Each HMAC of the key chain went into the next as base64, not as bytes.', base64Of),
  another('hex-key', 'The signing key signed the string as hexadecimal text, not as bytes.', (draft, secret) =>
    hexOf(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  another('base64-key', 'The signing key signed the string as base64, not as bytes.', (draft, secret) =>
    base64Of(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  ...([0, 1, 2] as const).flatMap((at) => [
    oneWrittenAs(at, 'hex-text', 'hexadecimal text', hexOf),
    oneWrittenAs(at, 'base64-text', 'base64', base64Of),
  ]),
  another('no-prefix', 'The secret was used without "AWS4" in front of it.', (draft, secret) =>
    chained(secret, partsOf(draft)),
  ),
  another('prefix-in-lower-case', '"aws4" stood in front of the secret, in place of "AWS4".', (draft, secret) =>
    chained(`aws4${secret}`, partsOf(draft)),
  ),
  another('prefix-twice', '"AWS4" stood in front of the secret twice.', (draft, secret) =>
    chained(`AWS4AWS4${secret}`, partsOf(draft)),
  ),
  another(
    'no-chain',
    '"AWS4" and the secret signed the string themselves, without a key chain.',
    (_draft, secret) => `AWS4${secret}` as Octets,
  ),
  another(
    'bare-secret',
    'The secret signed the string itself, without "AWS4" and without a key chain.',
    (_, secret) => secret,
  ),
  another('one-hmac', 'One HMAC over the whole scope took the place of the chain of four.', (draft, secret) =>
    chained(`AWS4${secret}`, [partsOf(draft).join('')]),
  ),
  another(
    'one-hmac-slashes',
    'One HMAC over the scope with its slashes took the place of the chain of four.',
    (draft, secret) => chained(`AWS4${secret}`, [partsOf(draft).join('/')]),
  ),
  another('region-before-date', 'The key chain took the region before the date.', (draft, secret) => {
    const [date = '', region = '', ...others] = partsOf(draft);
    return chained(`AWS4${secret}`, [region, date, ...others]);
  }),
  another('service-before-region', 'The key chain took the service before the region.', (draft, secret) => {
    const [date = '', region = '', service = '', ...others] = partsOf(draft);
    return chained(`AWS4${secret}`, [date, service, region, ...others]);
  }),
  another('whole-timestamp', 'The key chain took the whole timestamp in place of the date.', (draft, secret) => {
    const [, ...others] = partsOf(draft);
    return chained(`AWS4${secret}`, [draft.timestamp, ...others]);
  }),
  another(
    'swapped',
    'Key and message were swapped in each HMAC of the key chain.',
    (draft, secret) => partsOf(draft).reduce<string>((last, message) => mac(message, last), `AWS4${secret}`) as Octets,
  ),
  another('no-terminator', 'The key chain stopped before "aws4_request".', (draft, secret) =>
    chained(`AWS4${secret}`, partsOf(draft).slice(0, -1)),
  ),
  another('no-region', 'The key chain left the region out.', (draft, secret) => {
    const [date = '', , ...others] = partsOf(draft);
    return chained(`AWS4${secret}`, [date, ...others]);
  }),
  another('no-service', 'The key chain left the service out.', (draft, secret) => {
    const [date = '', region = '', , ...others] = partsOf(draft);
    return chained(`AWS4${secret}`, [date, region, ...others]);
  }),
  another('utf-16', 'The secret went into the key chain as UTF-16, two bytes for each character.', (draft, secret) =>
    chained(inUtf16(`AWS4${secret}`), partsOf(draft)),
  ),
];

/** As Signature Version 2 may be signed. */
const SHA_1 = signing('sha-1', 'HMAC-SHA1 took the place of HMAC-SHA256.', (draft) => [
  withSteps(draft, {
    signingKey: (made, secret) =>
      partsOf(made).reduce<string>((last, message) => macOfSha1(last, message), `AWS4${secret}`) as Octets,
    signature: (key, text) => hexOf(macOfSha1(key, text)),
  }),
]);

/** The last HMAC, with a key that is right. */
const LAST: readonly Mutation[] = [
  signing('last-swapped', 'Key and message were swapped in the HMAC that signs the string.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexOf(mac(text, key)) }),
  ]),
  signing(
    'hash-without-hmac',
    'Key and string were hashed one after the other with SHA-256, without HMAC.',
    (draft) => [withSteps(draft, { signature: (key, text) => hexOf(sha256Of(key + text)) })],
  ),
  signing('string-hashed-first', 'The string to sign was hashed before it was signed.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexOf(mac(key, sha256Of(text))) }),
    withSteps(draft, { signature: (key, text) => hexOf(mac(key, hexOf(sha256Of(text)))) }),
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
