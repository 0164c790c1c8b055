/** The scripts of pages, bundled from the sources when a test first needs one. */
import type { PageName, PageScript } from '../../../src/outputs/page-script.ts';

const bundled = new Map<PageName, Promise<PageScript>>();

export function pageScript(page: PageName): Promise<PageScript> {
  const script = bundled.get(page) ?? bundle(page);
  bundled.set(page, script);
  return script;
}

async function bundle(page: PageName): Promise<PageScript> {
  const scripts = await import('../../../scripts/page-scripts.mjs');
  return (await scripts.pageScript(page)).script;
}
