// Bundles the scripts of pages for a browser. A module for Node.js has a half for browsers beside it: `browser.ts` is taken
// where `node.ts` is imported. What is imported later, such as the diagnosis of a walk, is not in a page.
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

/** The scripts of pages: files of `src/page`. */
export const PAGES = ['walk', 'paste', 'diagnosis'];

const FOR_BROWSERS = {
  name: 'for-browsers',
  setup(build) {
    build.onResolve({ filter: /\/runtime\/node\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, dirname(path), 'browser.ts'),
    }));
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: basename(path), namespace: 'absent' } : null,
    );
    build.onLoad({ filter: /./, namespace: 'absent' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not in this page.`)});`,
    }));
  },
};

/** Returns esbuild's result of bundling a file, or what is in `stdin`, as one script for a browser. */
export function bundleForBrowser(entry) {
  return build({
    ...entry,
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    // esbuild does not know that browsers read these, and would make each of them anew wherever it is used.
    supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
    mainFields: ['module', 'main'],
    // A browser has no turn for what comes right after events; a timer of no time lets it draw and take keys.
    define: { 'process.env.NODE_ENV': '"production"', setImmediate: 'setTimeout' },
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [FOR_BROWSERS],
  });
}

/** Resolves with the script of a page, and what is in it. */
export async function pageScript(page) {
  const { outputFiles, metafile } = await bundleForBrowser({ entryPoints: [`src/page/${page}.ts`] });
  return { script: { text: outputFiles[0].text }, inputs: Object.keys(metafile.inputs) };
}
