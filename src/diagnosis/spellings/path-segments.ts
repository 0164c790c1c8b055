/** Splits paths into segments, and normalizes them in the ways that programs do (RFC 3986, section 5.2.4). */
import { type Bytes, join, rewrite, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { split } from '../../bytes/text-operations.ts';

const MERGED: Transform = { id: 'merge-slashes', done: 'made one slash', secrecy: 'keeps' };

/** Replaces each run of slashes with one slash. */
export const mergeSlashes = (path: Bytes): Bytes => rewrite(path, MERGED, /(?<=\/)\/+/g, () => '');

export const mergeLeadingSlashes = (path: Bytes): Bytes => rewrite(path, MERGED, /(?<=^\/)\/+/g, () => '');

/** Removes each `.` segment, and each `..` together with the segment before it. Empty segments count as segments. */
export function removeDotSegments(path: Bytes): Bytes {
  const segments = split(path, '/');
  const kept: Bytes[] = [];
  let start = 0;
  for (const segment of segments) {
    // A segment includes the slash before it, so that both are kept or removed together.
    const end = start + segment.octets.length;
    const piece = slice(path, Math.max(0, start - 1), end);
    if (segment.octets === '..') {
      if (kept.length > 1) kept.pop();
    } else if (segment.octets !== '.') kept.push(kept.length === 0 ? segment : piece);
    start = end + 1;
  }
  const last = segments.at(-1)?.octets;
  const slash = path.octets.lastIndexOf('/');
  if (last === '.' || last === '..') kept.push(slice(path, slash, kept.length === 0 ? slash : slash + 1));
  return join(kept);
}

/** Removes the first `count` segments; returns `null` if the path has no more than that. */
export function withoutSegments(path: Bytes, count: number): Bytes | null {
  let start = 0;
  for (let left = count; left > 0; left--) {
    start = path.octets.indexOf('/', start + 1);
    if (start < 0) return null;
  }
  return slice(path, start);
}

/** Returns the first segment without slashes, or an empty string if there is none. */
export const firstSegment = (path: Octets): Octets => (path.split('/', 2)[1] ?? '') as Octets;
