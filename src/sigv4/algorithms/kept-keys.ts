/** Derives each key once and reuses it, because a program may sign many requests with the same key each day. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Recorder, ValueDefinition } from '../../trace/trace.ts';
import type { Algorithm, SigningKey, SigningKeyInput } from './algorithm.ts';

interface KeptKey {
  readonly key: SigningKey;
  /** The values recorded while the key was derived, which are recorded again each time the key is reused. */
  readonly values: readonly (readonly [ValueDefinition, Bytes])[];
}

/**
 * The maximum number of keys that are kept. This number limits the memory use of a program that signs for many users.
 */
const MOST_KEYS = 256;

/** Wraps an algorithm. The wrapped algorithm derives each key once, but records the steps every time. */
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

/**
 * Returns a unique name for an input. Because it includes the length of each part, different inputs cannot share a
 * name.
 */
function nameOf({ accessKeyId, secretAccessKey, date, region, service }: SigningKeyInput): string {
  return measured(accessKeyId) + measured(secretAccessKey) + measured(date) + measured(region) + measured(service);
}

const measured = ({ octets }: Bytes): string => `${octets.length}:${octets}`;
