/** A folder for one bench, and programs made in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** The folder is removed afterwards, no matter what happens; TMPDIR says on which disk it is. */
export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const leave = () => {
    remove();
    process.exit(130);
  };
  process.once('SIGINT', leave);
  try {
    return await use(folder);
  } finally {
    process.removeListener('SIGINT', leave);
    remove();
  }
}

/** Bundles as the build does, and gives the file to run: a module of this folder by its name, or a source written in place. */
export async function bundle(folder: string, name: string, source?: string): Promise<string> {
  const entry: BuildOptions =
    source === undefined
      ? { entryPoints: { [name]: `./test/bench/${name}` } }
      : { stdin: { contents: source, loader: 'tsx', resolveDir: '.' }, entryNames: name };
  const outdir = join(folder, name);
  await build({
    ...entry,
    outdir,
    bundle: true,
    jsx: 'automatic',
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node22',
    supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
    minifySyntax: true,
    mainFields: ['module', 'main'],
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react-devtools-core'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
  });
  return join(outdir, `${name}.mjs`);
}
