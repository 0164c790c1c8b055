/** The canonical URI: the path, every byte but A-Z a-z 0-9 - . _ ~ and / percent-encoded. */
import { type Bytes, fixed, join, slice } from '../../bytes/bytes.ts';
import { percentDecode, percentEncodePath } from '../../bytes/text-operations.ts';
import { HEADER_CALCULATION, SIGNED_REQUEST } from '../documentation.ts';
import type { Rules } from '../rules.ts';

const ROOT = fixed('/', { id: 'empty-path', says: 'an empty path is written as a slash', see: HEADER_CALCULATION });
const LAST_SLASH = fixed('/', {
  id: 'normalised-path',
  says: 'a path that ends with a slash still does so when it is normalised',
  see: SIGNED_REQUEST,
});

/** The path of the wire in its canonical form. */
export function canonicalUri(
  path: Bytes,
  { pathEncoding, pathSegments, dotDotAtRoot }: Pick<Rules, 'pathEncoding' | 'pathSegments' | 'dotDotAtRoot'>,
): Bytes {
  const segments = pathSegments === 'normalised' ? normalise(path, dotDotAtRoot) : path;
  if (segments.octets === '') return ROOT;
  return percentEncodePath(pathEncoding === 'once' ? percentDecode(segments) : segments);
}

/** Without empty and `.` segments, each `..` taking the segment before it along (RFC 3986, section 5.2.4). */
function normalise(path: Bytes, dotDotAtRoot: Rules['dotDotAtRoot']): Bytes {
  const kept: Bytes[] = [];
  for (const { 0: match, index } of path.octets.matchAll(/\/([^/]*)/g)) {
    const segment = match.slice(1);
    const isKept = segment !== '' && segment !== '.' && segment !== '..';
    const leadsNowhere = segment === '..' && (kept.length === 0 || kept.at(-1)?.octets === '/..');
    if (isKept || (leadsNowhere && dotDotAtRoot === 'kept')) kept.push(slice(path, index, index + match.length));
    else if (segment === '..') kept.pop();
  }
  return kept.length > 0 && path.octets.endsWith('/') ? join([...kept, LAST_SLASH]) : join(kept);
}
