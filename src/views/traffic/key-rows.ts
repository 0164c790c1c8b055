/** Sums up the requests of each access key, for a lab in which everyone has one: a row for each. */
import { printable } from '../characters/visible.ts';
import { aside, named, type Run, words } from '../page.ts';
import { isUnsuccessful, resultOf, type TrafficEntry } from './traffic-entry.ts';

/** The requests of one key. `keyId` is empty for requests that name no key. */
export interface RequestsOfKey {
  readonly keyId: string;
  readonly count: number;
  /** The number of requests that were refused, or have no complete response. */
  readonly unsuccessful: number;
  /** `null` if the key has sent nothing yet. */
  readonly last: TrafficEntry | null;
}

/**
 * Sums up the requests by key, in the order of the IDs, also of the keys that are known and have sent nothing. Requests
 * that name no key come last.
 */
export function requestsByKey(entries: readonly TrafficEntry[], keyIds: readonly string[]): readonly RequestsOfKey[] {
  const known = new Map<string, RequestsOfKey>(
    keyIds.map((keyId) => [keyId, { keyId, count: 0, unsuccessful: 0, last: null }]),
  );
  for (const entry of entries) {
    const { keyId } = entry;
    const { count, unsuccessful } = known.get(keyId) ?? { count: 0, unsuccessful: 0 };
    const failed = isUnsuccessful(entry) ? 1 : 0;
    known.set(keyId, { keyId, count: count + 1, unsuccessful: unsuccessful + failed, last: entry });
  }
  return [...known.values()].sort((one, other) => inOrder(one.keyId, other.keyId));
}

function inOrder(one: string, other: string): number {
  if (one === '' || other === '') return one === other ? 0 : one === '' ? 1 : -1;
  return one < other ? -1 : 1;
}

const NO_KEY = 'no key';
/** The cells for a number of requests. At most ten thousand are listed. */
const COUNT = 5;

/** Writes a row for each key: how many requests, how many of them in vain, the last one, and why it was refused. */
export function keyRows(keys: readonly RequestsOfKey[]): Run[][] {
  const widest = Math.max(NO_KEY.length, ...keys.map(({ keyId }) => keyId.length));
  return keys.map(({ keyId, count, unsuccessful, last }) => {
    if (last === null) return [named(keyId.padEnd(widest)), aside(`${counted(0)} sent`)];
    const { mark } = resultOf(last);
    const counts = `${counted(count)} sent ${unsuccessful === 0 ? ' '.repeat(COUNT + REFUSED.length) : `${counted(unsuccessful)}${REFUSED}`}`;
    const request = `${mark} ${last.status ?? 'none'} ${last.method} ${last.target}`;
    return [
      named((keyId || NO_KEY).padEnd(widest)),
      words(counts),
      { text: printable(`  ${request}`), meaning: isUnsuccessful(last) ? 'differs' : 'words' },
      ...(last.cause ? [aside(printable(`  ${last.cause.says}`))] : []),
    ];
  });
}

const REFUSED = ' refused';
const counted = (count: number): string => String(count).padStart(COUNT);
