/**
 * The signing key is the result of four HMACs. The output of each one is the key of the next:
 *
 *     DateKey              = HMAC-SHA256("AWS4" + SecretAccessKey, Date)
 *     DateRegionKey        = HMAC-SHA256(DateKey, Region)
 *     DateRegionServiceKey = HMAC-SHA256(DateRegionKey, Service)
 *     SigningKey           = HMAC-SHA256(DateRegionServiceKey, "aws4_request")
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { hmacSha256 } from '../../crypto/digests.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import type { SigningKeyInput } from '../algorithms/algorithm.ts';
import { HEADER_CALCULATION } from '../documentation.ts';
import { type ScopePart, TERMINATOR } from './credential-scope.ts';
import type { Stage } from './stage.ts';

/** The step in which a request gets its key, however the key is made. */
export const KEY_STEP = { id: 'signing-key', title: 'Signing key' } as const;

const key = (id: string, name: string): ValueDefinition => ({
  stage: KEY_STEP.id,
  form: 'octets',
  secrecy: 'secret',
  id,
  name,
});

/** The value is public, because the redactor masks the secret inside it. The "AWS4" before the secret is not secret. */
export const PREFIXED_SECRET: ValueDefinition = {
  ...key('prefixed-secret', '"AWS4" + secret access key'),
  form: 'text',
  secrecy: 'public',
};
export const DATE_KEY = key('date-key', 'DateKey');
export const SIGNING_KEY = key('signing-key', 'SigningKey');

/** The messages of the HMACs that derive the signing key, in order, and the key that each one makes. */
export const KEY_LINKS: readonly (readonly [ScopePart, ValueDefinition])[] = [
  ['date', DATE_KEY],
  ['region', key('date-region-key', 'DateRegionKey')],
  ['service', key('date-region-service-key', 'DateRegionServiceKey')],
  ['terminator', SIGNING_KEY],
];

export const SIGNING_KEY_STAGE: Stage = {
  ...KEY_STEP,
  says: 'Four HMACs narrow the secret down to a key for one day, one Region, and one service; each output is the next key.',
  see: HEADER_CALCULATION,
  lesson: 'derive-the-key',
  when: ({ isAsymmetric, isKeyKnown }) => !isAsymmetric && isKeyKnown,
};

/** The beginning of the secret when a signing key is derived from it. */
export const KEY_PREFIX = 'AWS4';
const PREFIX = fixed(KEY_PREFIX, {
  id: 'secret-prefix',
  says: `the secret access key is prefixed with ${KEY_PREFIX} before it is used`,
  see: HEADER_CALCULATION,
});

/**
 * Derives the signing key, which is 32 bytes long. The output of each HMAC goes into the next HMAC as raw bytes, never
 * as hexadecimal digits.
 */
export function deriveSigningKey(input: SigningKeyInput, record: Recorder): Bytes {
  const messages = { ...input, terminator: TERMINATOR };
  let key = record(PREFIXED_SECRET, prefixedSecret(input.secretAccessKey));
  for (const [part, definition] of KEY_LINKS) key = record(definition, hmacSha256(key, messages[part]));
  return key;
}

/** Puts "AWS4" before the secret access key. The result is the first key of the chain. */
export const prefixedSecret = (secretAccessKey: Bytes): Bytes => join([PREFIX, secretAccessKey]);
