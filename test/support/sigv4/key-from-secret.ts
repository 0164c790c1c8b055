/** A key for each claim, derived from one secret. */
import type { Bytes } from '../../../src/bytes/bytes.ts';
import type { KeySource } from '../../../src/sigv4/claims/verify.ts';
import { deriveKey } from '../../../src/sigv4/line-of-stages.ts';

/** Makes a key source that derives the key each time. */
export const keyFromSecret =
  (secretAccessKey: Bytes): KeySource =>
  (question, record) =>
    deriveKey({ ...question, secretAccessKey }, record);
