/** Wrong names in place of AWS4-HMAC-SHA256. They are either not Signature Version 4 algorithms or misspelled. */
import type { Octets } from '../../bytes/octets.ts';

export const OTHER_NAMES = [
  ...['HMAC-SHA256', 'AWS4-HMAC-SHA-256', 'AWS4', 'aws4-hmac-sha256', 'AWS4-SHA256', 'AWS4-HMAC-SHA1', 'Basic'],
] as readonly string[] as readonly Octets[];
