/** The stage of an algorithm whose key is given: a private key signs, and its public key verifies. */
import { type Bytes, derive } from '../../bytes/bytes.ts';
import type { Transform } from '../../bytes/origin.ts';
import { publicPemOf, type RsaKey } from '../../crypto/rsa.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import { PUBLIC_KEY } from './asymmetric-key.ts';
import { KEY_STEP } from './signing-key.ts';
import type { Stage } from './stage.ts';

const RSA = 'https://www.rfc-editor.org/rfc/rfc8017#section-8.2';

export const PRIVATE_KEY_STAGE: Stage = {
  ...KEY_STEP,
  says: 'No key is derived: the private key of the account signs, and anyone with its public key can verify.',
  see: RSA,
  when: ({ keyKind, isKeyKnown }) => keyKind === 'rsa' && isKeyKnown,
};

const PUBLIC_KEY_IN_PEM: ValueDefinition = { ...PUBLIC_KEY, form: 'text' };

const PUBLIC_PART: Transform = { id: 'public-key', done: 'the public key that belongs to it', secrecy: 'hides' };

/** Records the public key, in PEM. */
export function recordPublicKey(key: RsaKey, given: Bytes, record: Recorder): void {
  record(PUBLIC_KEY_IN_PEM, derive(publicPemOf(key), PUBLIC_PART, [given]));
}
