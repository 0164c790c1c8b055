/** Bytes as a form of HTML has them in a URL (https://url.spec.whatwg.org/#application/x-www-form-urlencoded). */
import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { percentEncode } from '../bytes/text-operations.ts';

/** A space is a +; letters, digits and `*-._` are as they are, and so is what is `kept`. The result is ASCII. */
export function formEncoded(octets: Octets, kept: '' | '/' = ''): string {
  const encoded = percentEncode(plain(octets)).octets.replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E');
  return kept === '/' ? encoded.replace(/%2F/g, '/') : encoded;
}
