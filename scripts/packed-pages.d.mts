import type { PageScript } from '../src/outputs/page-script.ts';

export declare function packedPages(chunks: ReadonlyMap<string, Uint8Array>, script: PageScript): Promise<Uint8Array>;
