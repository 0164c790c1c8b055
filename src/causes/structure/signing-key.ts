/** Causes that involve the key chain or the last HMAC. */

import { decodeBase64 } from '../../bytes/base64.ts';
import { type Bytes, join } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../crypto/digests.ts';
import {
  type Draft,
  type DraftScope,
  partBytes,
  putBytes,
  SCOPE_PARTS,
  scopeBytes,
  scopePartBytes,
  withSteps,
} from '../../drafts/draft.ts';
import { RIGHT_STEPS } from '../../drafts/steps.ts';
import { inBase64, inBase64Url, inCapitals, inUtf16, macOfSha1 } from '../../drafts/wrong-operations.ts';
import { requestHeader } from '../../sides/answers/answers.ts';
import { mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { type WrongLink, wrongLinkIn } from '../../sides/printed-digests.ts';
import { AUTHORIZATION_HEADER } from '../../sigv4/documentation.ts';
import { SLASH } from '../../sigv4/stages/credential-scope.ts';
import { KEY_PREFIX, prefixedSecret } from '../../sigv4/stages/signing-key.ts';
import { cause, explains, type Mistake, signing } from '../define-cause.ts';
import { inText, rule } from '../features/feature.ts';

type Chain = (draft: Draft, secretAccessKey: Bytes) => Bytes;
type Form = (bytes: Bytes) => Bytes;

/** Computes the HMAC chain over these messages. `write` converts each derived key before the next step uses it. */
export const chain = (key: Bytes, messages: readonly Bytes[], write: Form = (bytes) => bytes): Bytes =>
  messages.reduce((last, message, index) => hmacSha256(index === 0 ? last : write(last), message), key);

const partsOf = (draft: Draft, parts: readonly (keyof DraftScope)[] = SCOPE_PARTS): Bytes[] =>
  parts.map((part) => scopePartBytes(draft, part));

/** Returns the key with which the chain begins, such as "AWS4" and the secret. */
const firstKey: Chain = (_, secret) => prefixedSecret(secret);

/** Derives the key from only these parts of the scope, in this order. */
const chainOver =
  (...parts: readonly (keyof DraftScope)[]): Chain =>
  (draft, secret) =>
    chain(firstKey(draft, secret), partsOf(draft, parts));

const replaceKey = (says: string, signingKey: Chain): Mistake =>
  signing(says, (draft) => [withSteps(draft, { signingKey })]);

/**
 * Converts each key with `write`. One variant includes the last key, which signs the string, and the other variant does
 * not.
 */
const writeAs = (says: string, write: Form): Mistake =>
  signing(says, (draft) =>
    [write, (bytes: Bytes) => bytes].map((writeLast) =>
      withSteps(draft, {
        signingKey: (made, secret) => writeLast(chain(firstKey(made, secret), partsOf(made), write)),
      }),
    ),
  );

/** The AWS names of the keys in the chain. */
const KEYS = ['DateKey', 'DateRegionKey', 'DateRegionServiceKey', 'SigningKey'] as const;

/** Converts a single key of the chain, the one at this index, and uses it as text. */
const writeOneAs = (at: 0 | 1 | 2, inWords: string, write: Form): Mistake =>
  replaceKey(
    `The ${KEYS[at + 1]} was derived with the ${inWords} of the ${KEYS[at]} as its key, not with its 32 bytes.`,
    (draft, secret) =>
      partsOf(draft).reduce(
        (key, part, index) => {
          const made = hmacSha256(key, part);
          return index === at ? write(made) : made;
        },
        firstKey(draft, secret),
      ),
  );

/** Puts a prefix before the secret that is not only the right one. */
const prefixWith = (draft: Draft, prefix: string, secret: Bytes): Bytes => join([putBytes(draft, prefix), secret]);

const CHAINS = {
  'hex-text': writeAs(
    'Each HMAC of the key chain was used in the next as hexadecimal text, not as bytes.',
    hexadecimal,
  ),
  'base64-text': writeAs('Each HMAC of the key chain was used in the next as base64, not as bytes.', inBase64),
  'hex-key': replaceKey('The signing key was used as hexadecimal text, not as bytes.', (draft, secret) =>
    hexadecimal(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  'base64-key': replaceKey('The signing key was used as base64, not as bytes.', (draft, secret) =>
    inBase64(RIGHT_STEPS.signingKey(draft, secret)),
  ),
  'date-key-as-hex-text': writeOneAs(0, 'hexadecimal text', hexadecimal),
  'date-key-as-base64-text': writeOneAs(0, 'base64', inBase64),
  'date-region-key-as-hex-text': writeOneAs(1, 'hexadecimal text', hexadecimal),
  'date-region-key-as-base64-text': writeOneAs(1, 'base64', inBase64),
  'date-region-service-key-as-hex-text': writeOneAs(2, 'hexadecimal text', hexadecimal),
  'date-region-service-key-as-base64-text': writeOneAs(2, 'base64', inBase64),
  'no-prefix': replaceKey('The secret was used without "AWS4" in front of it.', (draft, secret) =>
    chain(secret, partsOf(draft)),
  ),
  'prefix-in-lower-case': replaceKey('The prefix of the secret was "aws4", not "AWS4".', (draft, secret) =>
    chain(prefixWith(draft, KEY_PREFIX.toLowerCase(), secret), partsOf(draft)),
  ),
  'prefix-twice': replaceKey('The secret had the prefix "AWS4" twice.', (draft, secret) =>
    chain(prefixWith(draft, KEY_PREFIX, firstKey(draft, secret)), partsOf(draft)),
  ),
  'no-chain': replaceKey('The string was signed with "AWS4" and the secret directly, without a key chain.', firstKey),
  'bare-secret': replaceKey(
    'The string was signed with the secret directly, without "AWS4" and without a key chain.',
    (_, secret) => secret,
  ),
  'one-hmac': replaceKey(
    'The signing key was one HMAC over the whole scope, not a chain of four HMACs.',
    (draft, secret) => chain(firstKey(draft, secret), [join(partsOf(draft))]),
  ),
  'one-hmac-slashes': replaceKey(
    'The signing key was one HMAC over the scope with its slashes, not a chain of four HMACs.',
    (draft, secret) => chain(firstKey(draft, secret), [scopeBytes(draft)]),
  ),
  'region-before-date': replaceKey(
    'The key chain used the Region before the date.',
    chainOver('region', 'date', 'service', 'terminator'),
  ),
  'service-before-region': replaceKey(
    'The key chain used the service before the Region.',
    chainOver('date', 'service', 'region', 'terminator'),
  ),
  'terminator-in-service': replaceKey(
    'The key chain used SERVICE/aws4_request as the name of the service, and then "aws4_request" again.',
    (draft, secret) => {
      const [date, region] = partsOf(draft, ['date', 'region']);
      const [service, terminator] = partsOf(draft, ['service', 'terminator']);
      const named = join(
        [service, terminator].flatMap((part) => part ?? []),
        SLASH,
      );
      return chain(
        firstKey(draft, secret),
        [date, region, named, terminator].flatMap((part) => part ?? []),
      );
    },
  ),
  'whole-timestamp': replaceKey('The key chain used the whole timestamp instead of the date.', (draft, secret) => {
    const others = partsOf(draft, ['region', 'service', 'terminator']);
    return chain(firstKey(draft, secret), [partBytes(draft, 'timestamp'), ...others]);
  }),
  swapped: replaceKey('The key and the message were swapped in each HMAC of the key chain.', (draft, secret) =>
    partsOf(draft).reduce((last, message) => hmacSha256(message, last), firstKey(draft, secret)),
  ),
  'no-terminator': replaceKey('The key chain stopped before "aws4_request".', chainOver('date', 'region', 'service')),
  'no-region': replaceKey('The key chain left out the Region.', chainOver('date', 'service', 'terminator')),
  'no-service': replaceKey('The key chain left out the service.', chainOver('date', 'region', 'terminator')),
  'utf-16': replaceKey(
    'The secret was used in the key chain as UTF-16, two bytes for each character.',
    (draft, secret) => chain(inUtf16(firstKey(draft, secret)), partsOf(draft)),
  ),
};

/** Mistakes in the last HMAC. */
const LAST = {
  // As in Signature Version 2, in every step.
  'sha-1': signing('HMAC-SHA1 was used instead of HMAC-SHA256.', (draft) => [
    withSteps(draft, {
      signingKey: (made, secret) =>
        partsOf(made).reduce((last, message) => macOfSha1(last, message), firstKey(made, secret)),
      signature: (key, text) => hexadecimal(macOfSha1(key, text)),
    }),
  ]),
  'last-swapped': signing('The key and the message were swapped in the HMAC that signs the string.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(text, key)) }),
  ]),
  'hash-without-hmac': signing('The key and the string were joined and hashed with SHA-256, without HMAC.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(sha256(join([key, text]))) }),
  ]),
  'string-hashed-first': signing('The string to sign was hashed before it was signed.', (draft) => [
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(key, sha256(text))) }),
    withSteps(draft, { signature: (key, text) => hexadecimal(hmacSha256(key, hexadecimal(sha256(text)))) }),
  ]),
};

export const signingKeyNotBinary = cause('signing-key-not-binary', 'signing-key', {
  says: 'The signing key was derived or used incorrectly.',
  symptom:
    "Both strings to sign are equal, and the secret is right: the client's own signer fails where an AWS SDK succeeds.",
  fix: 'Derive the key as HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request"). Use the 32 raw bytes of each HMAC as the next key, and sign the string with one HMAC and the last key.',
  threads: `
    openbullet/openbullet/issues/663 scality/cloudserver/pull/357 jmcardon/tsec/issues/84 aws/aws-sdk-js/issues/484
  `,
  mutations: { ...CHAINS, ...LAST },
  /** Checks the keys that the signer printed: each has to be the HMAC of the one before it. */
  suspects(sides) {
    const scope = (sides.server.signable ?? sides.client.signable ?? sides.sent?.draft)?.scope;
    const wrong = scope && mayBeSignersMistake(sides) ? wrongLinkIn(sides.evidence, scope) : null;
    return wrong === null ? null : explains(WRONG_LINKS[wrong.mistake](wrong), { variant: wrong.mistake });
  },
});

const AFTER = { region: 1, service: 2, terminator: 3 } as const;

/** The sentences about a printed key that is derived in a wrong way. */
const WRONG_LINKS: Readonly<Record<WrongLink['mistake'], (link: WrongLink) => string>> = {
  'key-as-text': ({ part }) =>
    `The ${KEYS[AFTER[part]]} that was printed was derived with the hexadecimal text of the key before it, not with its 32 bytes.`,
  'terminator-in-service': ({ part }) =>
    `The ${KEYS[AFTER[part]]} that was printed was derived for SERVICE/aws4_request, not for the name of the service alone.`,
};

const writeSignature = (says: string, write: (mac: Bytes) => Bytes): Mistake =>
  signing(says, (draft) => [withSteps(draft, { signature: (key, text) => write(hmacSha256(key, text)) })]);

const IN_BASE64 = 'The signature is written in base64, not in hexadecimal digits.';
const IN_CAPITALS = 'The signature is written in uppercase hexadecimal digits.';

/** The minimum length of a signature that is checked. A shorter signature was truncated on purpose to hide it. */
const FEWEST = 48;
const MOST = 80;
/** The hashes that a signer may have used instead of SHA-256, by the number of digits of their HMAC (FIPS 180-4). */
const OTHER_HASHES: Readonly<Record<number, string>> = { 40: 'HMAC-SHA1', 96: 'HMAC-SHA384', 128: 'HMAC-SHA512' };

export const signatureNotHexadecimal = cause('signature-not-hexadecimal', 'authorization', {
  says: 'The signature is not written as 64 lowercase hexadecimal digits.',
  symptom: 'The signature contains uppercase letters, characters of base64, or a number of digits other than 64.',
  fix: 'Write the 32 bytes of the last HMAC as 64 lowercase hexadecimal digits.',
  see: AUTHORIZATION_HEADER,
  mutations: {
    base64: writeSignature(IN_BASE64, inBase64),
    capitals: writeSignature(IN_CAPITALS, (mac) => inCapitals(hexadecimal(mac))),
    base64url: writeSignature(
      'The signature is written in base64 with - and _, not in hexadecimal digits.',
      inBase64Url,
    ),
    'base64-of-hex': writeSignature('The hexadecimal digits of the signature are written in base64.', (mac) =>
      inBase64(hexadecimal(mac)),
    ),
    'hex-twice': writeSignature('The hexadecimal digits of the signature are encoded in hexadecimal again.', (mac) =>
      hexadecimal(hexadecimal(mac)),
    ),
  },
  suspects({ signature, answer, server }) {
    if (signature === null || answer === null || isOtherAlgorithm(server.stringToSign)) return null;
    if (/^[0-9A-F]{64}$/.test(signature) && /[A-F]/.test(signature)) {
      return explains(IN_CAPITALS, { variant: 'capitals' });
    }
    return decodeBase64(signature)?.length === 32 ? explains(IN_BASE64, { variant: 'base64' }) : null;
  },
  /**
   * Suspects a signature of the wrong length. Only AWS4-HMAC-SHA256 signatures are checked, because SigV4A signatures
   * have other lengths.
   */
  visible(sides) {
    const [, signature = ''] =
      /^AWS4-HMAC-SHA256\b[\s\S]*\bSignature=([0-9a-f]+)\s*$/.exec(requestHeader(sides, 'authorization') ?? '') ?? [];
    const hash = OTHER_HASHES[signature.length];
    if (hash !== undefined) {
      return explains(`The signature has ${signature.length} hexadecimal digits, as ${hash} makes, instead of 64.`, {
        variant: 'digits',
        fix: 'Make the signature and each HMAC of the signing key with SHA-256.',
      });
    }
    if (signature.length === 64 || signature.length < FEWEST || signature.length > MOST) return null;
    return explains(`The signature has ${signature.length} hexadecimal digits instead of 64.`, {
      variant: 'digits',
      fix: 'Write each of the 32 bytes as two digits: printf "%02x", not "%x", and do not cut the text.',
    });
  },
});

/**
 * Returns whether the string belongs to another algorithm, whose signatures may have another form. For example,
 * Signature Version 2 uses base64.
 */
const isOtherAlgorithm = (stringToSign: Octets | null) =>
  stringToSign !== null && !stringToSign.startsWith('AWS4-HMAC-SHA256');

export const hmacToolFailed = cause('hmac-tool-failed', 'signing-key', {
  says: 'The tool that computes the HMAC failed, so the key or the signature is empty.',
  symptom: 'The signature is empty, or the output of the script contains an error of openssl or of another tool.',
  fix: 'Fix what the tool complains about. Old versions of openssl do not know -mac HMAC -macopt: install a newer one.',
  threads: 'acmesh-official/acme.sh/issues/65',
  features: [
    rule(
      'tool-complains',
      (quote) => `A tool complains: ${quote}`,
      inText(/unknown option '?-\w+|openssl: |Error setting (?:digest|private)|invalid digest/i),
    ),
  ],
});
