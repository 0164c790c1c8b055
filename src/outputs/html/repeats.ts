/** Leaves out what a page has already said. */
import type { Block } from '../../views/page.ts';

/** Returns the words of prose, a heading, or a line with its label; `null` for other blocks, which never repeat. */
export function wordsOf(block: Block): string | null {
  if (block.kind !== 'prose' && block.kind !== 'heading' && block.kind !== 'line') return null;
  const label = block.kind === 'line' ? `${block.label} ` : '';
  const text = block.runs.map((run) => run.text).join('');
  return label + text.trim();
}

/**
 * Removes blocks whose words are in `said`, and a heading that has nothing else below it.
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
    if (block.kind !== 'heading' && kept.at(-1)?.kind === 'heading' && (!next || next.kind === 'heading')) kept.pop();
  }
  return kept;
}
