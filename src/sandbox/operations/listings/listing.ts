/**
 * Creates the pages of a listing, which contain keys and common prefixes
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html).
 */

import { base64, decodeBase64 } from '../../../bytes/base64.ts';
import { plain } from '../../../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../../../bytes/octets.ts';
import { type Refusal, refuseArgument } from '../../answers/answer.ts';
import { type Asked, parameter } from '../../asked.ts';

type ListingStart =
  | { readonly kind: 'beginning' }
  /** The page begins with the first key after this key, in byte order. */
  | { readonly kind: 'key'; readonly after: Octets }
  /**
   * The page begins after this key or common prefix, which was the last entry of the previous page. Keys with that
   * common prefix are skipped.
   */
  | { readonly kind: 'entry'; readonly after: Octets };

interface ListingScope {
  readonly prefix: Octets;
  /** The delimiter of common prefixes. If it is empty, every key is listed. */
  readonly delimiter: Octets;
  readonly start: ListingStart;
  /** The maximum number of keys and common prefixes on a page, from 0 to 1000. */
  readonly maxKeys: number;
}

export interface ListingPage {
  readonly keys: readonly Octets[];
  readonly commonPrefixes: readonly Octets[];
  /** The last key or common prefix on this page if more entries follow; `null` on the last page. */
  readonly last: Octets | null;
}

/**
 * Creates a page from these keys, which may be in any order. As in S3, a page without entries counts as the last one.
 */
export function listingPage(keys: Iterable<Octets>, { prefix, delimiter, start, maxKeys }: ListingScope): ListingPage {
  const sorted = [...keys].filter((key) => key.startsWith(prefix) && isAfter(key, start)).sort();
  const listed: Octets[] = [];
  const prefixes = new Set<Octets>();
  let last: Octets | null = null;
  for (const key of sorted) {
    const common = commonPrefix(key, prefix, delimiter);
    if (common !== null && (prefixes.has(common) || isDone(common, start))) continue;
    if (listed.length + prefixes.size >= maxKeys) return { keys: listed, commonPrefixes: [...prefixes], last };
    if (common === null) listed.push(key);
    else prefixes.add(common);
    last = common ?? key;
  }
  return { keys: listed, commonPrefixes: [...prefixes], last: null };
}

/**
 * Returns the beginning of a key, up to and including the first delimiter after the prefix, or `null` if there is no
 * delimiter.
 */
function commonPrefix(key: Octets, prefix: Octets, delimiter: Octets): Octets | null {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? null : sliceOctets(key, 0, at + delimiter.length);
}

const isAfter = (key: Octets, start: ListingStart) => start.kind === 'beginning' || key > start.after;
const isDone = (common: Octets, start: ListingStart) => start.kind === 'entry' && start.after.startsWith(common);

/** The query parameters that both versions of the operation have. */
export const LISTING_PARAMETERS = ['prefix', 'delimiter', 'max-keys', 'encoding-type'] as const;

/** The maximum number of entries on a page, even if a client asks for more. */
const PAGE_LIMIT = 1000;
const LARGEST_INTEGER = 2_147_483_647;

export interface ListingParameters extends Omit<ListingScope, 'start'> {
  readonly encoding: 'url' | 'none';
}

export function listingParameters(asked: Asked): ListingParameters | Refusal {
  const encodingType = parameter(asked, 'encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    return refuseArgument('encoding-type', encodingType, 'Invalid Encoding Method specified in Request');
  }
  const maxKeys = readMaxKeys(parameter(asked, 'max-keys'));
  if (typeof maxKeys !== 'number') return maxKeys;
  return {
    prefix: parameter(asked, 'prefix') ?? EMPTY,
    delimiter: parameter(asked, 'delimiter') ?? EMPTY,
    maxKeys,
    encoding: encodingType === undefined ? 'none' : 'url',
  };
}

function readMaxKeys(value: Octets | undefined): number | Refusal {
  if (value === undefined || value === '') return PAGE_LIMIT;
  if (!/^-?\d+$/.test(value)) {
    return refuseArgument('max-keys', value, 'Provided max-keys not an integer or within integer range');
  }
  const number = Number(value);
  if (number < 0 || number > LARGEST_INTEGER) {
    return refuseArgument('max-keys', value, `Argument maxKeys must be an integer between 0 and ${LARGEST_INTEGER}`);
  }
  return Math.min(number, PAGE_LIMIT);
}

/** The text at the beginning of every decoded token. A token without this text is refused. */
const TOKEN_MARK = '1/' as Octets;

/** Creates a continuation token, which the client sends back unchanged to get the next page. */
export function continuationToken(last: Octets): Octets {
  return base64(plain((TOKEN_MARK + last) as Octets)).octets;
}

/**
 * Determines where a page begins: after the entry in the continuation token or, if there is no token, after the key
 * that the client names.
 */
export function readStart(asked: Asked): ListingStart | Refusal {
  const token = parameter(asked, 'continuation-token');
  const startAfter = parameter(asked, 'start-after');
  if (token === undefined) return startAfter ? { kind: 'key', after: startAfter } : { kind: 'beginning' };
  const decoded = decodeBase64(token);
  return decoded?.startsWith(TOKEN_MARK)
    ? { kind: 'entry', after: sliceOctets(decoded, TOKEN_MARK.length) }
    : refuseArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
