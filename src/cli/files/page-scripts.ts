/** Reads the scripts of the page of a walk, which are built beside the program. */
import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import type { PageScript } from '../../outputs/page-script.ts';

/** Reads the scripts. `folder` is the folder of the built program. Rejects with a sentence if this program is damaged. */
export async function readPageScript(folder: URL): Promise<PageScript> {
  try {
    return JSON.parse(brotliDecompressSync(await readFile(new URL('pages.br', folder))).toString('utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`A file of this program is missing or changed (${why}). Install it again.`, { cause });
  }
}
