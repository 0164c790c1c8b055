// Bundles the program into dist/: the file that "bin" names, the screen apart so that plain output never loads it. Bundles
// the library into dist/library/: the files that "exports" names, with their types. Writes the licenses of all that went in.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { thirdPartyLicences } from './scripts/third-party-licences.mjs';

const LIBRARY = 'src/library';
const LICENCES = 'dist/THIRD-PARTY-LICENCES.txt';

const program = await bundle('dist', { sigv4: 'src/cli/sigv4.ts', 'line-worker': 'src/cli/line-worker.ts' });
// With chunks of its own: shared ones are more and smaller, and the program would take a quarter longer to start.
const library = await bundle('dist/library', libraryEntries());
const inputs = [program, library].flatMap((metafile) => Object.keys(metafile.inputs));
writeFileSync(LICENCES, thirdPartyLicences([...new Set(inputs)]));

// What an earlier build left. Nothing is removed before: a program that is running meanwhile finds its files.
const outputs = [program, library].flatMap((metafile) => Object.keys(metafile.outputs));
const written = new Set([...outputs, ...writeDeclarations(), LICENCES]);
for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(path)) rmSync(path);
}

async function bundle(outdir, entryPoints) {
  const { metafile } = await build({
    entryPoints,
    outdir,
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
  return metafile;
}

/** Lists each file that "exports" names, by its name in dist/library/. */
function libraryEntries() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const files = Object.values(exports).flatMap((target) => target.default ?? []);
  return Object.fromEntries(files.map((file) => [basename(file, '.js'), `${LIBRARY}/${basename(file, '.js')}.ts`]));
}

/**
 * Writes the types of the files in the library's folder, which refer to each other and to nothing else: no other file is
 * read for them, and what a file imports for its own work is left out. Gives the paths.
 */
function writeDeclarations() {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-declarations-'));
  try {
    compileDeclarations(folder);
    return readdirSync(folder).map((name) => {
      const path = join('dist/library', name);
      writeFileSync(path, declarationOf(name, readFileSync(join(folder, name), 'utf8')));
      return path;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compileDeclarations(folder) {
  const compiler = 'node_modules/typescript';
  const { bin } = JSON.parse(readFileSync(`${compiler}/package.json`, 'utf8'));
  const options = ['-p', 'tsconfig.library.json', '--outDir', folder];
  execFileSync(process.execPath, [join(compiler, bin.tsc), ...options], { stdio: 'inherit' });
}

/** Rewrites the imports of a file of types to the JavaScript files that the other ones describe. */
function declarationOf(name, text) {
  const declaration = text.replaceAll(/(?<=from '\.\/[\w-]+)\.ts(?=')/g, '.js');
  if (!/from '(?:\.\.|\.\/[^']*\/)/.test(declaration)) return declaration;
  throw new Error(`The public types of ${LIBRARY}/${name} refer to a file outside of that folder.`);
}
