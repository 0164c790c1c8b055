/** How long a key may be (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
import type { Octets } from '../../bytes/octets.ts';
import { type Refusal, refuse } from '../answer.ts';

/** In bytes. */
const KEY_LIMIT = 1024;

export function checkKeyLength(key: Octets): Refusal | null {
  if (key.length <= KEY_LIMIT) return null;
  return refuse('KeyTooLongError', [
    ['Size', String(key.length)],
    ['MaxSizeAllowed', String(KEY_LIMIT)],
  ]);
}
