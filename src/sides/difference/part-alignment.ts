/** Aligns two lines by their parts, such as a Region or a header's name, because people read parts and not letters. */
import { diffArrays } from 'diff';

/** An escape such as `\x00`, a byte that is percent-encoded once or more, a word, or any other single character. */
const PARTS = /\\(?:x[0-9a-f]{2}|u\{[0-9a-f]+\}|.)|%(?:25)*[0-9A-Fa-f]{2}|[A-Za-z0-9_.~-]+|[\s\S]/gu;

/** A piece of two lines. Its texts are equal, unless the piece differs. */
type AlignedPiece = readonly [first: string, second: string];

/** Returns the pieces of two lines in their order. The lines are texts in which bytes that cannot be shown are escaped. */
export function alignParts(first: string, second: string): AlignedPiece[] {
  const pieces: AlignedPiece[] = [];
  for (const { value, added, removed } of diffArrays(first.match(PARTS) ?? [], second.match(PARTS) ?? [])) {
    const text = value.join('');
    const last = pieces.at(-1);
    const isSame = !added && !removed;
    const isJoined = last && !isSame && last[0] !== last[1];
    if (isSame) pieces.push([text, text]);
    else if (isJoined) pieces[pieces.length - 1] = removed ? [last[0] + text, last[1]] : [last[0], last[1] + text];
    else pieces.push(removed ? [text, ''] : ['', text]);
  }
  return pieces;
}
