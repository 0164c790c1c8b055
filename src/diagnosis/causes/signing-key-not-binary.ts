/** The key chain: four HMACs, each of which takes the raw bytes of the one before. */
import { plain } from '../../bytes/bytes.ts';
import { hexFromOctets, type Octets } from '../../bytes/octets.ts';
import { hmacSha256 } from '../../crypto/digests.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { type Draft, withSteps } from '../draft.ts';
import { type Mutation, signing } from '../mutation.ts';

type Chain = (draft: Draft, secretAccessKey: Octets) => Octets;
type Written = (octets: Octets) => Octets;

const mac = (key: string, message: string): Octets => hmacSha256(plain(key as Octets), plain(message as Octets)).octets;
const base64: Written = (octets) => Buffer.from(octets, 'latin1').toString('base64') as Octets;
const hex: Written = (octets) => hexFromOctets(octets) as Octets;

/** The chain over these messages, each key written so before it is used. */
const chained = (key: string, messages: readonly string[], write: Written = (octets) => octets): Octets =>
  messages.reduce((last, message, index) => mac(index === 0 ? last : write(last as Octets), message), key) as Octets;

const partsOf = ({ scope: { date, region, service, terminator } }: Draft) => [date, region, service, terminator];

const another = (variant: string, says: string, signingKey: Chain): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { signingKey })]);

export const signingKeyNotBinary: Cause = {
  id: 'signing-key-not-binary',
  stage: 'signing-key',
  says: 'The signing key was derived otherwise than AWS says.',
  fix: 'Derive it as HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request"), each key the 32 raw bytes of the HMAC before.',
  see: SIGNATURE_ELEMENTS,
  threads: [],
  mutations: [
    another(
      'hex-text',
      'Each HMAC of the key chain went into the next as hexadecimal text, not as bytes.',
      (draft, secret) => chained(`AWS4${secret}`, partsOf(draft), hex),
    ),
    another('base64-text', 'Each HMAC of the key chain went into the next as base64, not as bytes.', (draft, secret) =>
      chained(`AWS4${secret}`, partsOf(draft), base64),
    ),
    another('no-prefix', 'The secret was used without "AWS4" in front of it.', (draft, secret) =>
      chained(secret, partsOf(draft)),
    ),
    another(
      'no-chain',
      '"AWS4" and the secret signed the string themselves, without a key chain.',
      (_draft, secret) => `AWS4${secret}` as Octets,
    ),
    another('one-hmac', 'One HMAC over the whole scope took the place of the chain of four.', (draft, secret) =>
      chained(`AWS4${secret}`, [partsOf(draft).join('')]),
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'hex-text' },
};
