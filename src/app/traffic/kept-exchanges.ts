/**
 * Keeps the latest exchanges, keyed by number. Limits apply to how many are kept and to the memory for their bodies.
 */
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { keptLength, type PackedExchange, packExchange, unpackExchange, withoutBodies } from './packed-exchange.ts';

export interface KeptExchanges {
  /** Keeps an exchange. If there are too many, drops the oldest, or the bodies of the oldest. */
  readonly add: (number: number, exchange: CapturedExchange) => void;
  /** Returns an exchange, or `null` if it was dropped. */
  readonly find: (number: number) => CapturedExchange | null;
}

export interface KeepingLimits {
  readonly exchanges: number;
  /** The total number of bytes in all bodies. */
  readonly bytes: number;
}

export function keptExchanges({ exchanges, bytes }: KeepingLimits): KeptExchanges {
  // A map keeps the order of insertion, which is the order of the numbers.
  const kept = new Map<number, PackedExchange>();
  const withBodies = new Map<number, number>();
  let total = 0;
  const forgetBodies = (number: number) => {
    total -= withBodies.get(number) ?? 0;
    withBodies.delete(number);
  };
  const dropOldest = () => {
    const [oldest] = kept.keys();
    if (oldest === undefined) return;
    forgetBodies(oldest);
    kept.delete(oldest);
  };
  const dropOldestBodies = () => {
    const [oldest] = withBodies.keys();
    const found = oldest === undefined ? undefined : kept.get(oldest);
    if (oldest === undefined || found === undefined) return;
    forgetBodies(oldest);
    kept.set(oldest, withoutBodies(found));
  };
  return {
    add(number, exchange) {
      const packed = packExchange(exchange);
      const length = keptLength(packed);
      kept.set(number, packed);
      if (length > 0) withBodies.set(number, length);
      total += length;
      if (kept.size > exchanges) dropOldest();
      while (total > bytes && withBodies.size > 0) dropOldestBodies();
    },
    find: (number) => {
      const packed = kept.get(number);
      return packed === undefined ? null : unpackExchange(packed);
    },
  };
}
