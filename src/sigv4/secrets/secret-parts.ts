/** The parts of a secret header that are secrets of their own: a server may quote one of them without what is around it. */
import { base64Decoded } from '../../bytes/base64.ts';
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { percentDecode, split, trim } from '../../bytes/text-operations.ts';

/** Gives them for a header of this name, in lower case; none for a header that is one secret as a whole. */
export function secretParts(name: string, value: Bytes): Bytes[] {
  if (name === 'cookie') return cookieValues(value).filter(isThere);
  if (name === 'authorization' || name === 'proxy-authorization') return credentialsIn(value).filter(isThere);
  return [];
}

const isThere = ({ octets }: Bytes) => octets !== '';

/** As RFC 6265, section 4.2.1, has them, without quotation marks; also decoded where they are percent-encoded. */
function cookieValues(header: Bytes): Bytes[] {
  return split(header, ';').flatMap((pair) => {
    const value = trim(slice(pair, pair.octets.indexOf('=') + 1), ' \t\r\n"');
    return value.octets.includes('%') ? [value, percentDecode(value)] : [value];
  });
}

/** What follows the scheme (RFC 9110, section 11.4); for Basic also the pair and the password in it (RFC 7617). */
function credentialsIn(header: Bytes): Bytes[] {
  const [scheme = header.octets, space = ''] = /^(\S+)(\s+)/.exec(header.octets)?.slice(1) ?? [];
  const credentials = trim(slice(header, scheme.length + space.length), ' \t\r\n');
  const pair = /^basic$/i.test(scheme) ? base64Decoded(credentials) : null;
  if (pair === null) return [credentials];
  const colon = pair.octets.indexOf(':');
  // The name alone is no secret, and often a word that answers have for other reasons.
  return [credentials, pair, ...(colon < 0 ? [] : [slice(pair, colon + 1)])];
}
