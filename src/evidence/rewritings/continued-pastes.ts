/** Joins pastes that are parts of one text, such as an error that was pasted in two halves. */
import type { Octets } from '../../bytes/octets.ts';
import type { Piece } from '../evidence.ts';

/** The maximum number of pastes that are joined into one. */
const MOST_PARTS = 8;

/**
 * Joins each paste with the following ones if they begin in the middle of an element that the paste left open. A paste
 * that begins anew, such as the whole answer after a half of it, is not joined.
 */
export function joinContinued(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces;
  if (first === undefined) return [];
  const count = continuations(first, rest.slice(0, MOST_PARTS - 1));
  const octets = [first, ...rest.slice(0, count)].map((piece) => piece.octets).join('') as Octets;
  return [count === 0 ? first : { ...first, octets }, ...joinContinued(rest.slice(count))];
}

/** Returns how many of the following pastes belong to a paste. The last of them closes what the paste left open. */
function continuations({ octets, by }: Piece, rest: readonly Piece[]): number {
  const open = by.kind === 'paste' ? elementsIn(octets).open : [];
  if (open.length === 0) return 0;
  let following = '';
  for (const [index, piece] of rest.entries()) {
    if (piece.by.kind !== 'paste') return 0;
    following += piece.octets;
    const { closed } = elementsIn(following);
    // If the cut is in the tag that opens an element, only the elements around it are known to be open.
    if (closed.length > 0) return closed.some((name) => open.includes(name)) ? index + 1 : 0;
  }
  return 0;
}

interface Elements {
  /** The names of the elements that are not closed. */
  readonly open: readonly string[];
  /** The names of the elements that are closed without having been opened. */
  readonly closed: readonly string[];
}

const TAG = /<(\/?)([A-Za-z][\w.-]{0,63})(?:\s[^<>]{0,256})?(\/?)>/g;

function elementsIn(text: string): Elements {
  const open: string[] = [];
  const closed: string[] = [];
  for (const [, slash, name = '', end] of text.matchAll(TAG)) {
    if (end === '/') continue;
    if (slash === '') open.push(name);
    else if (open.includes(name)) open.length = open.lastIndexOf(name);
    else closed.push(name);
  }
  return { open, closed };
}
