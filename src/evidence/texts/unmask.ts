/** Puts back what a mask hides in one text and another text still has: segments of the path, and values of the query and of headers. */
import { withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isMasked, MASK } from '../shapes.ts';
import type { Parts } from './parts.ts';

/**
 * Returns the other value if it may be what a mask hides: it has the same beginning, end, and parts in between. A mask may
 * be percent-encoded. Of two masks, the same one is returned for both values, so that they are no difference.
 */
export function unmasked(value: string, other: string): string {
  if (value === other) return value;
  const [written, source] = [withoutPercents(value as Octets), withoutPercents(other as Octets)];
  if (!isMasked(written)) return value;
  if (isMasked(source)) return value > other ? value : other;
  return fits(written.split(MASK), source) ? other : value;
}

/** Returns whether a value begins and ends with the first and the last part, and has the others in between. */
function fits(parts: readonly string[], value: string): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 ? value.length - part.length : value.indexOf(part, at);
    if (found < at || (index === 0 && found > 0) || !value.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}

/** Returns a path whose masked segments are those of another path with as many segments. */
export function unmaskedPath(path: string, source: string): string {
  const [segments, others] = [path.split('/'), source.split('/')];
  if (segments.length !== others.length) return path;
  return segments.map((segment, index) => unmasked(segment, others[index] ?? '')).join('/');
}

const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? '';

/** Returns a query whose masked values are those that another query has for the same names. */
export function unmaskedQuery(query: string, source: string): string {
  const others = new Map(source.split('&').map((pair) => [nameOf(pair), pair]));
  return query
    .split('&')
    .map((pair) => unmasked(pair, others.get(nameOf(pair)) ?? pair))
    .join('&');
}

/** Returns the parts of a text, of which the masked ones are those of another text, as far as that one has them. */
export function unmaskedParts(parts: Parts, others: Parts): Parts {
  const made = [...parts].map(([name, line]) => {
    const other = others.get(name) ?? line;
    const isOwn = name === 'path' ? unmaskedPath : name === 'query' && line.includes('=') ? unmaskedQuery : unmasked;
    return [name, isOwn(line, other) as Octets] as const;
  });
  return new Map(made);
}
