/** Lines for a shell that give the same values with printf and openssl. */
import { type Octets, octetAt } from '../bytes/octets.ts';

/** Bytes longer than this are not written into a command line. */
const LIMIT = 4096;

/** `printf` with the bytes as its format, every byte exact; `null` where they are too many for a command line. */
export function printf(octets: Octets): string | null {
  if (octets.length > LIMIT) return null;
  return `printf '${octets.replace(/^-|[^ !#-$&(-[\]-~"]/g, printfEscape)}'`;
}

function printfEscape(octet: string): string {
  if (octet === '\n') return '\\n';
  if (octet === '\r') return '\\r';
  if (octet === '%') return '%%';
  if (octet === '\\') return '\\\\';
  return `\\${octetAt(octet as Octets, 0)
    .toString(8)
    .padStart(3, '0')}`;
}

/** The hexadecimal SHA-256 of the bytes. */
export function sha256Line(octets: Octets): string | null {
  const bytes = printf(octets);
  return bytes && `${bytes} | openssl dgst -sha256 -r | cut -d' ' -f1`;
}

/** The hexadecimal HMAC-SHA256 of the bytes; `key` is an openssl option: `key:TEXT` or `hexkey:DIGITS`. */
export function hmacLine(octets: Octets, key: string): string | null {
  const bytes = printf(octets);
  return bytes && `${bytes} | openssl dgst -sha256 -mac HMAC -macopt "${key}" -r | cut -d' ' -f1`;
}
