/** Compares two lines by their parts, such as a Region or a header's name, because people read parts and not letters. */
import { diffArrays } from 'diff';
import type { ComparedLines } from '../page.ts';

/** An escape such as `\x00`, a percent-encoded byte, a word, or any other single character. */
const PARTS = /\\(?:x[0-9a-f]{2}|u\{[0-9a-f]+\}|.)|%[0-9A-Fa-f]{2}|[A-Za-z0-9_.~-]+|[\s\S]/gu;

const NONE = '(no such line)';
const EMPTY_LINE = '(empty)';

/**
 * Returns two lines as pieces that are the same or differ. The lines are the texts that the screen shows. `null` means
 * that there is no such line; a missing or an empty line differs as a whole.
 */
export function comparedLines(
  labels: ComparedLines['labels'],
  first: string | null,
  second: string | null,
): ComparedLines {
  if (!first || !second)
    return { kind: 'compared', labels, pieces: [[first, second].map(shownAlone) as unknown as [string, string]] };
  const changes = diffArrays(first.match(PARTS) ?? [], second.match(PARTS) ?? []);
  const pieces: [string, string][] = [];
  for (const { value, added, removed } of changes) {
    const text = value.join('');
    const last = pieces.at(-1);
    const isSame = !added && !removed;
    const isJoined = last && !isSame && last[0] !== last[1];
    if (isSame) pieces.push([text, text]);
    else if (isJoined) pieces[pieces.length - 1] = removed ? [last[0] + text, last[1]] : [last[0], last[1] + text];
    else pieces.push(removed ? [text, ''] : ['', text]);
  }
  return { kind: 'compared', labels, pieces };
}

const shownAlone = (text: string | null): string => (text === null ? NONE : text === '' ? EMPTY_LINE : text);
