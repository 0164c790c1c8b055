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
  let last: { readonly input: SigningKeyInput; readonly key: KeptKey } | null = null;
  const keyOf = (input: SigningKeyInput): KeptKey => {
    const name = nameOf(input);
    const key = kept.get(name) ?? derived(algorithm, input);
    if (kept.size >= MOST_KEYS) kept.clear();
    kept.set(name, key);
    return key;
  };
  return {
    ...algorithm,
    deriveKey(input, record) {
      // Most requests have the key of the one before. To compare them is faster than to find their name.
      if (last === null || !isSame(last.input, input)) last = { input, key: keyOf(input) };
      const { key, values } = last.key;
      for (const [definition, bytes] of values) record(definition, bytes);
      return key;
    },
  };
}

function isSame(one: SigningKeyInput, other: SigningKeyInput): boolean {
  return (
    one.accessKeyId.octets === other.accessKeyId.octets &&
    one.secretAccessKey.octets === other.secretAccessKey.octets &&
    one.date.octets === other.date.octets &&
    one.region.octets === other.region.octets &&
    one.service.octets === other.service.octets
  );
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
