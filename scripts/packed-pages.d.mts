import type { PageName, PageScript } from '../src/outputs/page-script.ts';

export declare function packedPages(
  chunks: ReadonlyMap<string, Uint8Array>,
  scripts: Readonly<Record<PageName, PageScript>>,
): Promise<Uint8Array>;
