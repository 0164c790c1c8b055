/** The body of a request: known by its length and hash, read again when it is sent. It need not fit in memory. */
import { arrayFromOctets, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { type StoredBytes, storedOctets } from '../../bytes/stored-bytes.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { ReadWatch } from './progress.ts';

export interface RequestBody {
  /** In bytes. */
  readonly length: number;
  /** 64 hexadecimal digits; `null` where nothing needs it: a large body is not read only to hash it. */
  readonly sha256: Octets | null;
  /** The first bytes, for people to look at. */
  readonly beginning: Octets;
  /** What can be looked at anywhere: all of it, but of a body that is made while it is sent only the beginning. */
  readonly stored: StoredBytes;
  /** All bytes, from the first one on, each time it is called. Of a file, somebody may watch how far it is read. */
  readonly open: (watch?: ReadWatch | null) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** How many bytes of a body are kept for people to look at. */
export const BEGINNING_LIMIT = 65_536;

/** A body that is in memory already. */
export function bodyOf(octets: Octets): RequestBody {
  return {
    length: octets.length,
    sha256: sha256Hex(octets),
    beginning: sliceOctets(octets, 0, BEGINNING_LIMIT),
    stored: storedOctets(octets),
    open: () => (octets === '' ? [] : [arrayFromOctets(octets)]),
  };
}
