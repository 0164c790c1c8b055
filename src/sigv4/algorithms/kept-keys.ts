/** Keys that are derived once and used again: a program signs many requests a day with one secret. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import type { Algorithm, SigningKey, SigningKeyInput } from './algorithm.ts';

interface KeptKey {
  readonly key: SigningKey;
  /** What deriving it records. */
  readonly values: readonly (readonly [ValueDefinition, Bytes])[];
}

/** Keys that are kept at a time; the memory of a program that signs for many does not grow. */
const MOST_KEYS = 256;

/** The same algorithm: each key is derived once while it is kept, and what that records is recorded each time. */
export function keepingKeys(algorithm: Algorithm): Algorithm {
  const kept = new Map<string, KeptKey>();
  return {
    ...algorithm,
    deriveKey(input, record) {
      const name = nameOf(input);
      const known = kept.get(name) ?? derived(algorithm, input);
      if (kept.size >= MOST_KEYS) kept.clear();
      kept.set(name, known);
      for (const [definition, bytes] of known.values) record(definition, bytes);
      return known.key;
    },
  };
}

function derived(algorithm: Algorithm, input: SigningKeyInput): KeptKey {
  const values: [ValueDefinition, Bytes][] = [];
  const record: Recorder = (definition, bytes) => {
    values.push([definition, bytes]);
    return bytes;
  };
  return { key: algorithm.deriveKey(input, record), values };
}

/** With the length of each part, so that no two inputs have one name. */
function nameOf({ accessKeyId, secretAccessKey, date, region, service }: SigningKeyInput): string {
  return [accessKeyId, secretAccessKey, date, region, service]
    .map(({ octets }) => `${octets.length}:${octets}`)
    .join('');
}
