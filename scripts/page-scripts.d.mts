import type { BuildOptions, BuildResult } from 'esbuild';
import type { PageScript } from '../src/outputs/page-script.ts';

export declare function bundleForBrowser(entry: BuildOptions): Promise<BuildResult<{ write: false; metafile: true }>>;

export declare function pageScript(): Promise<{ script: PageScript; inputs: readonly string[] }>;
