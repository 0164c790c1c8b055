/** The book, as `sigv4 book` writes it, in memory. */

import { book } from '../../../src/commands/book.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { worldOf } from '../commands/test-world.ts';

/** The pages of the book by their paths. `changes` take the place of what the world has otherwise. */
export async function bookPages(changes: Partial<CommandWorld> = {}): Promise<ReadonlyMap<string, string>> {
  let pages: ReadonlyMap<string, string> = new Map();
  const test = worldOf({
    ...changes,
    writeFolder: async (_path, files) => {
      pages = files;
      return { state: 'new', length: 0 };
    },
  });
  const code = await book.run(test.world, {}, ['folder']);
  if (code !== 0) throw new Error(test.errors());
  return pages;
}
