/** The segments of a path, and what normalising does to them (RFC 3986, section 5.2.4). */
import type { Octets } from '../../bytes/octets.ts';

/** One slash for each run of them. */
export const mergeSlashes = (path: Octets): Octets => path.replace(/\/{2,}/g, '/') as Octets;

export const mergeLeadingSlashes = (path: Octets): Octets => path.replace(/^\/{2,}/, '/') as Octets;

/** Without `.`, each `..` taking the segment before it along; empty segments are segments. */
export function removeDotSegments(path: Octets): Octets {
  const segments = path.split('/');
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') {
      if (kept.length > 1) kept.pop();
    } else if (segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  if (last === '.' || last === '..') kept.push('');
  return kept.join('/') as Octets;
}

/** The path without its first segments; `null` where it has no more than those. */
export function withoutSegments(path: Octets, count: number): Octets | null {
  let start = 0;
  for (let left = count; left > 0; left--) {
    start = path.indexOf('/', start + 1);
    if (start < 0) return null;
  }
  return path.slice(start) as Octets;
}

/** The first segment, without slashes. */
export const firstSegment = (path: Octets): Octets => (path.split('/', 2)[1] ?? '') as Octets;
