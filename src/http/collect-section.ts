/** Collecting the lines of a head or of trailer fields, up to the empty line that ends them. */
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../bytes/octets.ts';
import { headLength } from './read-head.ts';

export interface Section {
  /** With the empty line. */
  readonly octets: Octets;
  /** How many bytes of the last piece belong to it. */
  readonly used: number;
}

export interface SectionCollector {
  /** Takes the next bytes; gives the section once it is whole, and is then ready for another one. */
  take(piece: Uint8Array): Section | null;
  /** The bytes of a section that is not whole yet. */
  length(): number;
}

/** The bytes before the last one of the longest empty line: CR LF CR. */
const OVERLAP = 3;

/** Bytes that are looked at together, so that a short section in a long piece costs no more than it has to. */
const STRIDE = 1024;

/** Each byte is looked at once, however small the pieces. `start` are bytes of the section that are already known. */
export function sectionCollector(start: Octets = EMPTY): SectionCollector {
  let parts = [start];
  let length = start.length;
  let tail = sliceOctets(start, -OVERLAP);

  /** The next few bytes: whether the section ends in them, and how many belong to it. */
  const scan = (octets: Octets): { readonly isWhole: boolean; readonly used: number } => {
    const window = (tail + octets) as Octets;
    const end = headLength(window);
    const used = end === null ? octets.length : end - tail.length;
    parts.push(sliceOctets(octets, 0, used));
    length += used;
    tail = sliceOctets(window, -OVERLAP);
    return { isWhole: end !== null, used };
  };
  const finish = (): Octets => {
    const whole = parts.join('') as Octets;
    parts = [];
    length = 0;
    tail = EMPTY;
    return whole;
  };
  return {
    take(piece) {
      for (let at = 0; at < piece.length; at += STRIDE) {
        const { isWhole, used } = scan(octetsFromArray(piece.subarray(at, at + STRIDE)));
        if (isWhole) return { octets: finish(), used: at + used };
      }
      return null;
    },
    length: () => length,
  };
}
