/** Byte strings for tests: in a test's own strings one character is one byte. */

import { type Bytes, given, plain } from '../../src/bytes/bytes.ts';
import { type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import { inputNamed } from './sources.ts';

/** The bytes whose codes the characters are, 0 to 255. */
export function octetsOf(latin1: string): Octets {
  return octetsFromArray(Buffer.from(latin1, 'latin1'));
}

/** The same, without provenance. */
export function plainOf(latin1: string): Bytes {
  return plain(octetsOf(latin1));
}

/** The same, as bytes from outside. */
export function givenOf(latin1: string, by: string): Bytes {
  return given(octetsOf(latin1), inputNamed(by));
}

/** The UTF-8 bytes of a text, one character each. */
export function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
