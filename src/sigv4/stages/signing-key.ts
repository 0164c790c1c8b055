/**
 * The signing key is the result of four HMACs. The output of each one is the key of the next:
 *
 *     DateKey              = HMAC-SHA256("AWS4" + SecretAccessKey, Date)
 *     DateRegionKey        = HMAC-SHA256(DateKey, Region)
 *     DateRegionServiceKey = HMAC-SHA256(DateRegionKey, Service)
 *     SigningKey           = HMAC-SHA256(DateRegionServiceKey, "aws4_request")
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { countInWords, joined } from '../../bytes/joined.ts';
import { hmacSha256 } from '../../crypto/digests.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import type { SigningKeyInput } from '../algorithms/algorithm.ts';
import { AWS4 } from '../dialects/aws4.ts';
import { type Dialect, ofDialect, type ScopePart } from '../dialects/dialect.ts';
import { HEADER_CALCULATION } from '../documentation.ts';
import { terminatorOf } from './credential-scope.ts';
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
const definitionOfPrefixed = ofDialect(
  ({ keyPrefix }): ValueDefinition => ({
    ...key('prefixed-secret', `"${keyPrefix.hmac}" + secret access key`),
    form: 'text',
    secrecy: 'public',
  }),
);
export const PREFIXED_SECRET = definitionOfPrefixed(AWS4);
export const DATE_KEY = key('date-key', 'DateKey');
export const SIGNING_KEY = key('signing-key', 'SigningKey');

interface KeyLink {
  readonly key: ValueDefinition;
  /** To what the message limits the key; absent for the terminator, which is always the same. */
  readonly limit?: string;
}

/** The links of the chain, by their messages: the key that each one makes. The last one is the signing key. */
export const KEY_LINKS: Readonly<Record<ScopePart, KeyLink>> = {
  date: { key: DATE_KEY, limit: 'one day' },
  region: { key: key('date-region-key', 'DateRegionKey'), limit: 'one Region' },
  service: { key: key('date-region-service-key', 'DateRegionServiceKey'), limit: 'one service' },
  terminator: { key: SIGNING_KEY },
};

/** Says how many HMACs derive the key, and what they limit. */
function saysOfChain({ keyChain }: Dialect): string {
  const limits = keyChain.flatMap((part) => KEY_LINKS[part].limit ?? []);
  return `${countInWords(keyChain.length)} HMACs narrow the secret down to a key for ${joined(limits, 'and')}; each output is the next key.`;
}

export const SIGNING_KEY_STAGE: Stage = {
  ...KEY_STEP,
  says: saysOfChain(AWS4),
  saysFor: saysOfChain,
  see: HEADER_CALCULATION,
  lesson: 'derive-the-key',
  when: ({ keyKind, dialect, isKeyKnown }) => keyKind === 'hmac' && dialect.keyChain.length > 0 && isKeyKnown,
};

const prefixOf = ofDialect(({ keyPrefix, see }) =>
  fixed(keyPrefix.hmac, {
    id: 'secret-prefix',
    says: `the secret access key is prefixed with ${keyPrefix.hmac} before it is used`,
    see: see.calculation,
  }),
);

/**
 * Derives the signing key, which is 32 bytes long. The output of each HMAC goes into the next HMAC as raw bytes, never
 * as hexadecimal digits. Without links, the secret itself is the key.
 */
export function deriveSigningKey(input: SigningKeyInput, record: Recorder, dialect: Dialect): Bytes {
  const messages = { ...input, terminator: terminatorOf(dialect) };
  const isPrefixed = dialect.keyPrefix.hmac !== '';
  const prefixed = prefixedSecret(input.secretAccessKey, dialect);
  let key = isPrefixed ? record(definitionOfPrefixed(dialect), prefixed) : prefixed;
  for (const part of dialect.keyChain) key = record(KEY_LINKS[part].key, hmacSha256(key, messages[part]));
  return key;
}

/** Puts a word such as "AWS4" before the secret access key. The result is the first key of the chain. */
export function prefixedSecret(secretAccessKey: Bytes, dialect: Dialect): Bytes {
  return dialect.keyPrefix.hmac === '' ? secretAccessKey : join([prefixOf(dialect), secretAccessKey]);
}
