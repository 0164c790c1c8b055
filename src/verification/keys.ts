/** Where the key for a claim comes from: a secret that somebody knows, by access key ID. */
import type { Bytes } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { SigningKey } from '../sigv4/algorithms/algorithm.ts';
import type { KeySource } from '../sigv4/claims/verify.ts';
import { deriveKey } from '../sigv4/core.ts';
import { SECRET_ACCESS_KEY } from '../sigv4/stages/request.ts';
import { unrecorded } from '../trace/trace.ts';

/** The secret access key of an access key ID; `null` where nobody knows it. */
export type SecretSource = (accessKeyId: Octets) => Bytes | null;

/** The secret is recorded, so that the redactor knows it. */
export const keysFrom =
  (secretOf: SecretSource): KeySource =>
  (question, record) => {
    const secret = secretOf(question.accessKeyId.octets);
    return secret && deriveKey({ ...question, secretAccessKey: record(SECRET_ACCESS_KEY, secret) }, record);
  };

/** How many keys are remembered: requests that name one scope after the other must not fill the memory. */
const MOST_KEYS = 4096;

/** For many requests: deriving a key costs more than using it, and most requests share one. Nothing is recorded. */
export function rememberedKeys(source: KeySource): KeySource {
  const keys = new Map<string, SigningKey | null>();
  return (question) => {
    const { algorithm, accessKeyId, credentialScope } = question;
    const name = `${algorithm.id}\n${credentialScope.octets}\n${accessKeyId.octets}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= MOST_KEYS) keys.clear();
    const key = source(question, unrecorded);
    keys.set(name, key);
    return key;
  };
}
