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
import { AWS4 } from '../dialect.ts';
import { HEADER_CALCULATION } from '../documentation.ts';
import { TERMINATOR } from './credential-scope.ts';
import type { Stage } from './stage.ts';

export const SIGNING_KEY_STAGE: Stage = {
  id: 'signing-key',
  title: 'Signing key',
  short: 'Key',
  says: 'Four HMACs narrow the secret down to a key for one day, one Region, and one service; each output is the next key.',
  see: HEADER_CALCULATION,
  lesson: 'derive-the-key',
  when: ({ boundTo, isKeyKnown }) => boundTo === 'region' && isKeyKnown,
};

const key = (id: string, name: string): ValueDefinition => ({
  stage: SIGNING_KEY_STAGE.id,
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
export const DATE_REGION_KEY = key('date-region-key', 'DateRegionKey');
export const DATE_REGION_SERVICE_KEY = key('date-region-service-key', 'DateRegionServiceKey');
export const SIGNING_KEY = key('signing-key', 'SigningKey');

const PREFIX = fixed(AWS4.keyPrefix.hmac, {
  id: 'secret-prefix',
  says: 'the secret access key is prefixed with AWS4 before it is used',
  see: HEADER_CALCULATION,
});

/**
 * Derives the signing key, which is 32 bytes long. The output of each HMAC goes into the next HMAC as raw bytes, never
 * as hexadecimal digits.
 */
export function deriveSigningKey({ secretAccessKey, date, region, service }: SigningKeyInput, record: Recorder): Bytes {
  const dateKey = record(DATE_KEY, hmacSha256(record(PREFIXED_SECRET, prefixedSecret(secretAccessKey)), date));
  const dateRegionKey = record(DATE_REGION_KEY, hmacSha256(dateKey, region));
  const dateRegionServiceKey = record(DATE_REGION_SERVICE_KEY, hmacSha256(dateRegionKey, service));
  return record(SIGNING_KEY, hmacSha256(dateRegionServiceKey, TERMINATOR));
}

/** Puts "AWS4" before the secret access key. The result is the first key of the chain. */
export function prefixedSecret(secretAccessKey: Bytes): Bytes {
  return join([PREFIX, secretAccessKey]);
}
