/** The scripts of the page of a walk, bundled from the sources when a test first needs them. */
import type { PageScript } from '../../../src/outputs/page-script.ts';

let bundled: Promise<PageScript> | null = null;

export function pageScript(): Promise<PageScript> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<PageScript> {
  const scripts = await import('../../../scripts/page-scripts.mjs');
  return (await scripts.pageScript()).script;
}
