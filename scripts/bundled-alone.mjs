// A plugin for esbuild that bundles a package by itself for one file, and gives that file only what it uses of it. Where
// several files use parts of a package, esbuild puts all of these parts in one chunk: a walk, which asks AWS's signer, would
// also read what loads profiles.
import { build } from 'esbuild';

const NAMESPACE = 'bundled-alone';

/** Creates the plugin. `options` are those of the whole build, in which `file` alone gets `packageName` in this way. */
export function bundledAlone(packageName, file, options) {
  return {
    name: NAMESPACE,
    setup(outer) {
      outer.onResolve({ filter: /^@?[a-z]/ }, ({ path, importer, namespace }) =>
        path === packageName && namespace === 'file' && importer.endsWith(file)
          ? { path, namespace: NAMESPACE }
          : undefined,
      );
      outer.onLoad({ filter: /./, namespace: NAMESPACE }, async ({ path }) => {
        const stdin = { contents: `export * from ${JSON.stringify(path)};`, resolveDir: '.' };
        const { outputFiles } = await build({ ...options, entryPoints: undefined, outdir: undefined, stdin });
        return { contents: outputFiles[0].text, resolveDir: '.' };
      });
    },
  };
}
