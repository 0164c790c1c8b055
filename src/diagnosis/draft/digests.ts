/** Computes digests as mistakes use them, without recording where the bytes come from. */
import { plain } from '../../bytes/bytes.ts';
import { hexFromOctets, type Octets, octetsFromHex } from '../../bytes/octets.ts';
import { hmacSha256, sha256Hex } from '../../crypto/digests.ts';

/** Returns the 32 bytes of an HMAC-SHA256. */
export const mac = (key: string, message: string): Octets =>
  hmacSha256(plain(key as Octets), plain(message as Octets)).octets;

/** Returns the 32 bytes of a SHA-256 hash. */
export const sha256Of = (octets: string): Octets => octetsFromHex(sha256Hex(octets as Octets));

export const hexOf = (octets: string): Octets => hexFromOctets(octets as Octets) as Octets;

export const base64Of = (octets: string): Octets => Buffer.from(octets, 'latin1').toString('base64') as Octets;
