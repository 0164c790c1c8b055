/** Finds the parts of a secret header that are secrets of their own, because a server can quote a part without the rest. */
import { base64Decoded } from '../../bytes/base64.ts';
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { percentDecode, split, trim } from '../../bytes/text-operations.ts';

/**
 * Returns the secret parts of the header with this lowercase name. Returns an empty list if the whole value is a
 * secret.
 */
export function secretParts(name: string, value: Bytes): Bytes[] {
  if (name === 'cookie') return cookieValues(value).filter(isThere);
  if (name === 'authorization' || name === 'proxy-authorization') return credentialsIn(value).filter(isThere);
  return [];
}

const isThere = ({ octets }: Bytes) => octets !== '';

/**
 * Returns the values of cookies (RFC 6265, section 4.2.1) without quotation marks. A percent-encoded value is also
 * decoded.
 */
function cookieValues(header: Bytes): Bytes[] {
  return split(header, ';').flatMap((pair) => {
    const value = trim(slice(pair, pair.octets.indexOf('=') + 1), ' \t\r\n"');
    return value.octets.includes('%') ? [value, percentDecode(value)] : [value];
  });
}

/**
 * Returns the credentials after the scheme (RFC 9110, section 11.4). For Basic authentication, also returns the decoded
 * pair and its password (RFC 7617).
 */
function credentialsIn(header: Bytes): Bytes[] {
  const [scheme = header.octets, space = ''] = /^([^ \t]+)([ \t]+)/.exec(header.octets)?.slice(1) ?? [];
  const credentials = trim(slice(header, scheme.length + space.length), ' \t\r\n');
  const pair = /^basic$/i.test(scheme) ? base64Decoded(credentials) : null;
  if (pair === null) return [credentials];
  const colon = pair.octets.indexOf(':');
  // The user name is not a secret, and may be a common word.
  return [credentials, pair, ...(colon < 0 ? [] : [slice(pair, colon + 1)])];
}
