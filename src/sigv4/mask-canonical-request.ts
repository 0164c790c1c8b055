/** A canonical request for people: the values of secret headers and parameters in it are masked. */
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { maskSecretsIn } from './secret-headers.ts';

/** Any text of which some lines may be canonical headers, and others a query; offsets never move. */
export function maskCanonicalText(octets: Octets): Octets {
  return octets
    .split('\n')
    .map((line) => maskLine(line as Octets))
    .join('\n') as Octets;
}

/** A query stands on a line of its own, without the question mark in front of it. */
function maskLine(line: Octets): Octets {
  if (isHeader(line)) return maskSecretsIn(line);
  return line.includes('=') ? sliceOctets(maskSecretsIn(`?${line}` as Octets), 1) : line;
}

const isHeader = (line: Octets): boolean => /^[^=:?&/]+:/.test(line);
