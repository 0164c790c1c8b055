/** Which keys and common prefixes stand on a page of a listing (https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html). */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';

/** Where a page begins. */
export type ListingStart =
  | { readonly kind: 'beginning' }
  /** With the first key behind this one, in byte order. */
  | { readonly kind: 'key'; readonly after: Octets }
  /** The same, without the common prefix that this one begins with: it was on an earlier page. */
  | { readonly kind: 'entry'; readonly after: Octets };

export interface ListingScope {
  readonly prefix: Octets;
  /** Empty for none: then every key stands for itself. */
  readonly delimiter: Octets;
  readonly start: ListingStart;
  /** The most entries of a page, keys and common prefixes together: 0 to 1000. */
  readonly maxKeys: number;
}

export interface ListingPage {
  readonly keys: readonly Octets[];
  readonly commonPrefixes: readonly Octets[];
  /** The last key or common prefix, where others follow it; `null` on the last page. */
  readonly last: Octets | null;
}

/** A page of these keys, which come in any order. A page of no entries at all counts as the last one, as in S3. */
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

/** Up to the first delimiter behind the prefix, with it; `null` where there is none. */
function commonPrefix(key: Octets, prefix: Octets, delimiter: Octets): Octets | null {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? null : sliceOctets(key, 0, at + delimiter.length);
}

const isAfter = (key: Octets, start: ListingStart) => start.kind === 'beginning' || key > start.after;
const isDone = (common: Octets, start: ListingStart) => start.kind === 'entry' && start.after.startsWith(common);
