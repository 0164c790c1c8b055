/** Masking bytes that are read a window at a time: a secret is found also where it lies across the end of a window. */
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import type { StoredBytes } from '../bytes/stored-bytes.ts';

/** Bytes that are masked together: whoever goes from byte to byte does not have each window searched anew. */
const BLOCK = 65_536;
/** How many of the blocks that were read last are remembered. */
const REMEMBERED = 4;

/** The same bytes masked, `mask` being one that keeps lengths; `reach`: the most bytes that one secret takes. */
export function maskStored(
  { length, read }: StoredBytes,
  mask: (octets: Octets) => Octets,
  reach: number,
): StoredBytes {
  const remembered = new Map<number, Octets>();
  const blockAt = (start: number): Octets => {
    const known = remembered.get(start);
    if (known !== undefined) return known;
    const from = Math.max(start - reach, 0);
    const end = Math.min(start + BLOCK, length);
    const block = sliceOctets(mask(read(from, Math.min(end + reach, length))), start - from, end - from);
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size === REMEMBERED) remembered.delete(oldest);
    remembered.set(start, block);
    return block;
  };
  return {
    length,
    read(start, end) {
      let octets: string = EMPTY;
      for (let at = start; at < Math.min(end, length); ) {
        const first = at - (at % BLOCK);
        const piece = sliceOctets(blockAt(first), at - first, end - first);
        if (piece === EMPTY) break;
        octets += piece;
        at += piece.length;
      }
      return octets as Octets;
    },
  };
}
