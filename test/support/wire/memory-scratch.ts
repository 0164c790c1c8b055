/** Room for bytes, in memory. */
import { type Octets, octetsFromArray } from '../../../src/bytes/octets.ts';
import { storedOctets } from '../../../src/bytes/stored-bytes.ts';
import type { Scratch } from '../../../src/http/body/recorded.ts';

/** `room`: the most bytes that it takes. */
export function memoryScratch(room = Number.POSITIVE_INFINITY): Scratch {
  let octets = '' as Octets;
  let isDiscarded = false;
  return {
    append: (piece) => {
      octets = (octets + octetsFromArray(piece)).slice(0, room) as Octets;
    },
    stored: () => {
      const { length, read } = storedOctets(octets);
      return { length, read: (start, end) => (isDiscarded ? ('' as Octets) : read(start, end)) };
    },
    discard: () => {
      isDiscarded = true;
    },
  };
}
