/** Bodies in gzip, as HTTP libraries compress them (https://www.rfc-editor.org/rfc/rfc1952). */
import { gunzipSync, gzipSync } from 'node:zlib';
import { arrayFromOctets, type Octets, octetsFromArray } from '../bytes/octets.ts';

/** The tenth byte names the operating system. Libraries write Unix, "unknown" or 0, regardless of the system. */
const SYSTEM_AT = 9;
const SYSTEMS = [3, 0, 255];

/** Compresses as most libraries do, without a time and at the default level; one result for each system. */
export function gzipped(octets: Octets): Octets[] {
  const compressed = gzipSync(arrayFromOctets(octets));
  return SYSTEMS.map((system) => {
    const named = Uint8Array.from(compressed);
    named[SYSTEM_AT] = system;
    return octetsFromArray(named);
  });
}

/** Decompresses; `null` if it is not gzip, or longer than `longest` bytes. */
export function gunzipped(octets: Octets, longest: number): Octets | null {
  if (!octets.startsWith('\x1f\x8b')) return null;
  try {
    return octetsFromArray(gunzipSync(arrayFromOctets(octets), { maxOutputLength: longest }));
  } catch {
    return null;
  }
}
