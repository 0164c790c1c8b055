/** One request and its answer, everything recorded. A failed exchange has the same shape as one that went well. */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { ReadResponse } from './read-response.ts';

/** How many bytes are kept each way; beyond them, they are counted and hashed. */
export const KEPT_LIMIT = 1_048_576;

/** What went one way. */
export interface WireRecord {
  /** The first `KEPT_LIMIT` bytes. */
  readonly kept: Octets;
  /** All bytes, kept or not. */
  readonly length: number;
  /** The SHA-256 of all bytes, 64 hexadecimal digits. */
  readonly sha256: Octets;
  /** The kept bytes as they came: how many, and when, in milliseconds from the start of the exchange. */
  readonly pieces: readonly { readonly milliseconds: number; readonly length: number }[];
}

export interface Exchange {
  /** The numeric address and port at the other end. */
  readonly peer: { readonly host: string; readonly port: number };
  readonly sent: WireRecord;
  readonly received: WireRecord;
  /** Milliseconds from the start; `null` for what did not happen. */
  readonly times: {
    readonly connected: number | null;
    readonly sent: number | null;
    readonly firstByte: number | null;
    readonly finished: number;
  };
  /** As much of the answer as was read. */
  readonly response: ReadResponse | null;
  readonly problem: Problem | null;
}

/** An exchange that could not begin. */
export function failedExchange(peer: Exchange['peer'], problem: Problem): Exchange {
  const nothing: WireRecord = { kept: EMPTY, length: 0, sha256: sha256Hex(EMPTY), pieces: [] };
  return {
    peer,
    sent: nothing,
    received: nothing,
    times: { connected: null, sent: null, firstByte: null, finished: 0 },
    response: null,
    problem,
  };
}
