/** Shows two lines one below the other, in pieces that are the same or differ. */
import { alignParts } from '../../sides/difference/part-alignment.ts';
import type { ComparedLines } from '../page.ts';

const NONE = '(no such line)';
const EMPTY_LINE = '(empty)';
/** The lines that have nothing but their end. */
const ONLY_ENDS: ReadonlySet<string | null> = new Set(['', '\\n', '\\r\\n']);

/**
 * Returns two lines as pieces that are the same or differ. The lines are the texts that the screen shows. `null` means
 * that there is no such line; a missing or an empty line differs as a whole, because an end in common says nothing.
 */
export function comparedLines(
  labels: ComparedLines['labels'],
  first: string | null,
  second: string | null,
): ComparedLines {
  const isWhole = ONLY_ENDS.has(first) || ONLY_ENDS.has(second);
  const pieces =
    first === null || second === null || isWhole
      ? [[shownAlone(first), shownAlone(second)] as const]
      : alignParts(first, second);
  return { kind: 'compared', labels, pieces };
}

const shownAlone = (text: string | null): string => (text === '' ? EMPTY_LINE : (text ?? NONE));
