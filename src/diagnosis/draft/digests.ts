/** Digests of octets without a history, as mistakes write them. */
import { plain } from '../../bytes/bytes.ts';
import { hexFromOctets, type Octets, octetsFromHex } from '../../bytes/octets.ts';
import { hmacSha256, sha256Hex } from '../../crypto/digests.ts';

/** HMAC-SHA256: 32 bytes. */
export const mac = (key: string, message: string): Octets =>
  hmacSha256(plain(key as Octets), plain(message as Octets)).octets;

/** SHA-256: 32 bytes. */
export const sha256Of = (octets: string): Octets => octetsFromHex(sha256Hex(octets as Octets));

/** Lower-case hexadecimal digits. */
export const hexOf = (octets: string): Octets => hexFromOctets(octets as Octets) as Octets;

export const base64Of = (octets: string): Octets => Buffer.from(octets, 'latin1').toString('base64') as Octets;
