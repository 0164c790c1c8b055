/** Leaves out what a page has already said. */
import type { Block } from '../../pages/page.ts';

/** Returns the words of prose or of a heading; `null` for other blocks, which are never repeats. */
export const wordsOf = (block: Block): string | null =>
  block.kind === 'prose' || block.kind === 'heading'
    ? block.runs
        .map(({ text }) => text)
        .join('')
        .trim()
    : null;

/**
 * Removes prose and headings whose words are in `said`, and a heading that has nothing else below it.
 */
export function withoutRepeats(blocks: readonly Block[], said: ReadonlySet<string>): Block[] {
  const kept: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    const words = wordsOf(block);
    if (words === null || !said.has(words)) {
      kept.push(block);
      continue;
    }
    const next = blocks[index + 1];
    if (block.kind === 'prose' && kept.at(-1)?.kind === 'heading' && (!next || next.kind === 'heading')) kept.pop();
  }
  return kept;
}
