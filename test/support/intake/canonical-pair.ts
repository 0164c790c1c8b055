/** Reads a canonical request, a string to sign, or both, of an input that has nothing else. */
import type { InputSource } from '../../../src/bytes/input.ts';
import type { Octets } from '../../../src/bytes/octets.ts';
import { findCanonicalPair, noCanonicalText } from '../../../src/intake/canonical-pair.ts';

export const readCanonicalPair = (octets: Octets, source: InputSource) =>
  findCanonicalPair(octets, source) ?? noCanonicalText(octets);
