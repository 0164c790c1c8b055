/** Aligns two lines by their parts, such as a Region or a header's name, because people read parts and not letters. */
import { diffArrays } from 'diff';
import { withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { commonEnds } from '../../trace/common-ends.ts';

/**
 * An escape such as `\x00`, the bytes of a character in UTF-8, a byte that is percent-encoded once or more, a word, or any
 * other single character.
 */
const PARTS =
  /\\(?:x[0-9a-f]{2}|u\{[0-9a-f]+\}|.)|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|%(?:25)*[0-9A-Fa-f]{2}|[A-Za-z0-9_.~-]+|[\s\S]/gu;

const partsIn = (line: string): string[] => line.match(PARTS) ?? [];

/** A piece of two lines. Its texts are equal, unless the piece differs. */
type AlignedPiece = readonly [first: string, second: string];

/** The maximum total length of two lines. Longer lines are compared only from both ends. */
const MOST_COMPARED = 8_192;
/** The maximum number of inserted and removed parts. Lines that need more are compared only from both ends, too. */
const MOST_EDITS = 500;

/** Returns the pieces of two lines in their order. The lines are bytes, or texts in which some bytes are escaped. */
export function alignParts(first: string, second: string): AlignedPiece[] {
  if (first === second) return [[first, second]];
  return byParts(first, second) ?? byEnds(first, second);
}

function byParts(first: string, second: string): AlignedPiece[] | null {
  if (first.length + second.length > MOST_COMPARED) return null;
  const parts = diffArrays(partsIn(first), partsIn(second), { maxEditLength: MOST_EDITS });
  if (!parts) return null;
  const pieces: AlignedPiece[] = [];
  for (const { value, added, removed } of parts) {
    const text = value.join('');
    const last = pieces.at(-1);
    const isSame = !added && !removed;
    const isJoined = last && !isSame && last[0] !== last[1];
    if (isSame) pieces.push([text, text]);
    else if (isJoined) pieces[pieces.length - 1] = removed ? [last[0] + text, last[1]] : [last[0], last[1] + text];
    else pieces.push(removed ? [text, ''] : ['', text]);
  }
  return pieces.flatMap(byBytes);
}

/** Splits a piece whose sides have the same bytes, encoded differently, so that each byte is opposite itself. */
function byBytes([first, second]: AlignedPiece): AlignedPiece[] {
  if (first === second) return [[first, second]];
  const [ours, theirs] = [partsIn(first), partsIn(second)];
  const pairs = ours.map((part, at): AlignedPiece => [part, theirs[at] ?? '']);
  const isSame = ours.length === theirs.length && pairs.every(([one, other]) => encodedIn(one) === encodedIn(other));
  return isSame ? pairs : [[first, second]];
}

/** Returns the byte of a part that is percent-encoded once or more; otherwise, the part. */
const encodedIn = (part: string): Octets => withoutPercents(part.replace(/^%(?:25)+(?=..)/, '%') as Octets);

/** Finds the common beginning and the common end. Everything between them differs. */
function byEnds(first: string, second: string): AlignedPiece[] {
  const { start, end } = commonEnds(first, second);
  const pieceOf = (from: number, until: number): AlignedPiece => [
    first.slice(from, first.length - until),
    second.slice(from, second.length - until),
  ];
  const same = (text: string): AlignedPiece[] => (text === '' ? [] : [[text, text]]);
  return [...same(first.slice(0, start)), pieceOf(start, end), ...same(first.slice(first.length - end))];
}
