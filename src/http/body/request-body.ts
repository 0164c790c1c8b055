/**
 * Defines the body of a request. The length and hash are known in advance. The body is read again when it is sent,
 * because it may be larger than memory.
 */
import { arrayFromOctets, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { type StoredBytes, storedOctets } from '../../bytes/stored-bytes.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { ReadWatch } from './progress.ts';

export interface RequestBody {
  /** The length in bytes. */
  readonly length: number;
  /**
   * The SHA-256, as 64 hexadecimal digits; `null` if the hash is not needed, so that a large body is not read just to
   * compute it.
   */
  readonly sha256: Octets | null;
  /** The first bytes, which can be displayed. */
  readonly beginning: Octets;
  /**
   * The bytes that can be read at any position. These are all bytes, or only the beginning of a body that is generated
   * as it is sent.
   */
  readonly stored: StoredBytes;
  /**
   * Opens the body at its first byte each time it is called. `watch` reports the progress of reading a file and can
   * cancel it.
   */
  readonly open: (watch?: ReadWatch | null) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The number of body bytes that are kept for display. */
export const BEGINNING_LIMIT = 65_536;

/** Creates a body from bytes in memory. */
export function bodyOf(octets: Octets): RequestBody {
  return {
    length: octets.length,
    sha256: sha256Hex(octets),
    beginning: sliceOctets(octets, 0, BEGINNING_LIMIT),
    stored: storedOctets(octets),
    open: () => (octets === '' ? [] : [arrayFromOctets(octets)]),
  };
}
