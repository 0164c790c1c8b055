/** A canonical request for people: the values of secret headers and parameters in it are masked. */
import type { Octets } from '../../bytes/octets.ts';
import { type MaskedRange, overwrite } from '../../trace/redact.ts';
import { secretRangesIn } from './secret-headers.ts';

/** Any text of which some lines may be canonical headers, and others a query; offsets never move. */
export function maskCanonicalText(octets: Octets): Octets {
  return overwrite(octets, secretRangesInCanonicalText(octets));
}

/** Where the secrets of such a text stand, in order. */
export function secretRangesInCanonicalText(octets: Octets): MaskedRange[] {
  let offset = 0;
  return (octets.split('\n') as Octets[]).flatMap((line) => {
    const ranges = rangesInLine(line).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
    offset += line.length + 1;
    return ranges;
  });
}

/** A query stands on a line of its own, without the question mark in front of it. */
function rangesInLine(line: Octets): MaskedRange[] {
  if (isHeader(line)) return secretRangesIn(line);
  if (!line.includes('=')) return [];
  return secretRangesIn(`?${line}` as Octets).map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
}

const isHeader = (line: Octets): boolean => /^[^=:?&/]+:/.test(line);
