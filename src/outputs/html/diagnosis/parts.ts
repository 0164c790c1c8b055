/** Names the parts of the page of a diagnosis that are before its steps or after them, and leads to them. */
import { type MarkupNode, markup } from '../markup.ts';

/** The IDs of the parts, and their headings. */
export const PARTS = { fix: 'Fix', 'pass-on': 'To pass it on' } as const;

/** Writes links to the parts that the page of a diagnosis has. */
export function jumpsMarkup(hasFix: boolean): MarkupNode[] {
  const jumps = [...(hasFix ? (['fix'] as const) : []), 'pass-on' as const];
  return jumps.map((id) => markup`<li><a href="#${id}">${PARTS[id]}</a></li>`);
}
