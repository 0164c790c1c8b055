/**
 * A key from HKDF with SHA-256 (RFC 5869), in one block. The salt is the access key ID, and the info is the scope. The
 * hexadecimal digits of the result, as text, are the key:
 *
 *     PRK        = HMAC-SHA256(AccessKeyId, SecretAccessKey)
 *     SigningKey = HexEncode(HMAC-SHA256(PRK, Scope || 0x01))
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256 } from '../../crypto/digests.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import type { SigningKeyInput } from '../algorithms/algorithm.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { scopeText } from './credential-scope.ts';
import { KEY_STEP, SIGNING_KEY } from './signing-key.ts';
import type { Stage } from './stage.ts';

const HKDF = 'https://www.rfc-editor.org/rfc/rfc5869#section-2';

export const HKDF_KEY_STAGE: Stage = {
  ...KEY_STEP,
  says: 'HKDF narrows the secret down to a key for one scope. Its hexadecimal digits, as text, are the key.',
  see: HKDF,
  when: ({ keyKind, isKeyKnown }) => keyKind === 'hkdf' && isKeyKnown,
};

export const PSEUDORANDOM_KEY: ValueDefinition = {
  stage: HKDF_KEY_STAGE.id,
  id: 'pseudorandom-key',
  name: 'Pseudorandom key',
  form: 'octets',
  secrecy: 'secret',
};

const BLOCK_NUMBER = fixed('\x01', {
  id: 'hkdf-block',
  says: 'HKDF ends its info with the number of the block, of which there is only one',
  see: HKDF,
});

/** Derives the signing key, which is 64 hexadecimal digits as text. */
export function deriveKeyByHkdf(input: SigningKeyInput, record: Recorder, dialect: Dialect): Bytes {
  const pseudorandom = record(PSEUDORANDOM_KEY, hmacSha256(input.accessKeyId, input.secretAccessKey));
  const info = join([scopeText(input, { boundTo: 'region', dialect }), BLOCK_NUMBER]);
  return record({ ...SIGNING_KEY, form: 'text' }, hexadecimal(hmacSha256(pseudorandom, info)));
}
