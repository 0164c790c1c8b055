/** Reads the scripts of pages, which are built beside the program. */
import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import type { PageName, PageScript } from '../../outputs/page-script.ts';

/**
 * Reads the script of a page. `folder` is the folder of the built program. All scripts are compressed together, because most of
 * their code is the same. Rejects if this program is damaged.
 */
export async function readPageScript(folder: URL, page: PageName): Promise<PageScript> {
  const texts = brotliDecompressSync(await readFile(new URL('pages.json.br', folder))).toString();
  const scripts: Readonly<Record<PageName, PageScript>> = JSON.parse(texts);
  return scripts[page];
}
