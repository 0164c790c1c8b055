/**
 * The canonical URI is the path with every byte percent-encoded except A-Z a-z 0-9 - . _ ~ and /:
 *
 *     /photos/my photo.jpg  ->  /photos/my%20photo.jpg
 */
import { type Bytes, fixed, join, slice } from '../../../bytes/bytes.ts';
import { percentDecode, percentEncodePath, plusAsSpace } from '../../../bytes/text-operations.ts';
import { CREATING_SIGNED_REQUESTS, HEADER_CALCULATION } from '../../documentation.ts';
import type { Rules } from '../../rules.ts';

const ROOT = fixed('/', { id: 'empty-path', says: 'an empty path is written as a slash', see: HEADER_CALCULATION });
const LAST_SLASH = fixed('/', {
  id: 'normalised-path',
  says: 'a path that ends with a slash still does after it is normalized',
  see: CREATING_SIGNED_REQUESTS,
});

type PathRules = Pick<Rules, 'pathEncoding' | 'pathSegments' | 'dotDotAtRoot' | 'plusInPath'>;

/** Returns the canonical form of a path. `path` must be as sent over the wire. */
export function canonicalUri(path: Bytes, { pathEncoding, pathSegments, dotDotAtRoot, plusInPath }: PathRules): Bytes {
  const segments = pathSegments === 'normalised' ? normalise(path, dotDotAtRoot) : path;
  if (segments.octets === '') return ROOT;
  return percentEncodePath(pathEncoding === 'once' ? decodedPath(segments, plusInPath) : segments);
}

/** Returns the bytes that a path stands for, which for S3 are a slash and the key. */
export function decodedPath(path: Bytes, plusInPath: Rules['plusInPath']): Bytes {
  return percentDecode(plusInPath === 'space' ? plusAsSpace(path) : path);
}

/** Removes empty and `.` segments, and each `..` together with the segment before it (RFC 3986, section 5.2.4). */
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
