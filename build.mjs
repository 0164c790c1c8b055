// Bundles the program into dist/: the file that "bin" names, the screen apart so that plain output never loads it,
// and the licences of all that went in.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { thirdPartyLicences } from './scripts/third-party-licences.mjs';

const { metafile } = await build({
  entryPoints: { sigv4: 'src/cli/sigv4.ts', 'line-worker': 'src/cli/line-worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  chunkNames: '[name]-[hash]',
  minifySyntax: true,
  metafile: true,
  // As modules, of which only what is used goes in; by default a package with both is taken whole, as CommonJS.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Ink looks for it only where DEV is set.
  external: ['react-devtools-core'],
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
});

writeFileSync('dist/THIRD-PARTY-LICENCES.txt', thirdPartyLicences(Object.keys(metafile.inputs)));

// What an earlier build left. Nothing is removed before: a program that is running meanwhile finds its files.
const written = new Set([...Object.keys(metafile.outputs), 'dist/THIRD-PARTY-LICENCES.txt']);
for (const file of readdirSync('dist')) if (!written.has(`dist/${file}`)) rmSync(`dist/${file}`);
