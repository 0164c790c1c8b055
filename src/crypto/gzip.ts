/** Compresses bodies with gzip and decompresses them (https://www.rfc-editor.org/rfc/rfc1952). */
import { arrayFromOctets, type Octets, octetsFromArray } from '../bytes/octets.ts';
import { compression } from './runtime/node.ts';

/**
 * The offset of the byte that names the operating system. Libraries write Unix, 0, or "unknown", no matter which system
 * they run on.
 */
const SYSTEM_AT = 9;
const SYSTEMS = [3, 0, 255];

/**
 * Compresses in the same way as most libraries: at the default level and without a timestamp. Returns one result for
 * each value of the operating system byte.
 */
export function gzipped(octets: Octets): Octets[] {
  const compressed = compression.gzip(arrayFromOctets(octets));
  return SYSTEMS.map((system) => {
    const named = Uint8Array.from(compressed);
    named[SYSTEM_AT] = system;
    return octetsFromArray(named);
  });
}

/** Decompresses gzip. Returns `null` if the input is not gzip or the result is longer than `longest` bytes. */
export function gunzipped(octets: Octets, longest: number): Octets | null {
  if (!octets.startsWith('\x1f\x8b')) return null;
  try {
    return octetsFromArray(compression.gunzip(arrayFromOctets(octets), longest));
  } catch {
    return null;
  }
}
