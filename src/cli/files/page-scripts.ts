/** Reads the scripts of pages, which are built beside the program. */
import { readFile } from 'node:fs/promises';
import type { PageName, PageScript } from '../../outputs/page-script.ts';

/** Reads the script of a page. `folder` is the folder of the built program. Rejects if this program is damaged. */
export async function readPageScript(folder: URL, page: PageName): Promise<PageScript> {
  return JSON.parse(await readFile(new URL(`pages/${page}.json`, folder), 'utf8'));
}
