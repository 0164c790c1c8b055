import type { BuildOptions, BuildResult } from 'esbuild';
import type { PageName, PageScript } from '../src/outputs/page-script.ts';

export declare const PAGES: Readonly<Record<PageName, readonly string[]>>;

export declare function bundleForBrowser(entry: BuildOptions): Promise<BuildResult<{ write: false; metafile: true }>>;

export declare function pageScript(page: PageName): Promise<{ script: PageScript; inputs: readonly string[] }>;
