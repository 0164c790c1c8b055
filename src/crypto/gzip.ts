/** Bodies in gzip, as HTTP libraries compress them (https://www.rfc-editor.org/rfc/rfc1952). */
import { gunzipSync, gzipSync } from 'node:zlib';
import { arrayFromOctets, type Octets, octetsFromArray } from '../bytes/octets.ts';

/** The tenth byte names the system: libraries write Unix, "unknown" or 0 there, whatever the system is. */
const SYSTEM_AT = 9;
const SYSTEMS = [3, 0, 255];

/** As most libraries write it: without a time, at the usual effort; one for each system that they name. */
export function gzipped(octets: Octets): Octets[] {
  const compressed = gzipSync(arrayFromOctets(octets));
  return SYSTEMS.map((system) => {
    const named = Uint8Array.from(compressed);
    named[SYSTEM_AT] = system;
    return octetsFromArray(named);
  });
}

/** `null` for what is not gzip, and for what becomes longer than so many bytes. */
export function gunzipped(octets: Octets, longest: number): Octets | null {
  if (!octets.startsWith('\x1f\x8b')) return null;
  try {
    return octetsFromArray(gunzipSync(arrayFromOctets(octets), { maxOutputLength: longest }));
  } catch {
    return null;
  }
}
