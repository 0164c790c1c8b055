// Bundles the program into dist/ (the file that "bin" names) and the library into dist/library/ (the files that "exports"
// names, with their types). Both share chunks; the screen is in chunks of its own, which plain output never loads. Runs the
// published vectors, writes the licenses of all that went in, and fails when dist/ grows beyond its limit.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { lateBuiltins } from './scripts/late-builtins.mjs';
import { pageScript } from './scripts/page-scripts.mjs';
import { plainText } from './scripts/plain-text.mjs';
import { sharedChunks } from './scripts/shared-chunks.mjs';
import { thirdPartyLicenses } from './scripts/third-party-licenses.mjs';

const LIBRARY = 'src/library';
const LICENSES = 'dist/THIRD-PARTY-LICENSES.txt';

/** Bytes of all files in dist/. The package may have 1.8 MB packed (test/cli/package.test.ts). */
const LIMIT = 3_700_000;

const ENTRY_POINTS = {
  sigv4: 'src/cli/sigv4.ts',
  'cause-worker': 'src/cli/cause-worker.ts',
  'library/all': `${LIBRARY}/index.ts`,
};

/** The files that load what most commands and the first frame need, in the order in which they are loaded. */
const LOADED_FIRST = [
  'src/cli/sigv4.ts',
  'src/cli/say-version.ts',
  'src/cli/main.ts',
  'src/commands/walk.ts',
  'src/app/guard/guarded-world.ts',
  'src/outputs/plain/walk-text.ts',
  'src/app/sandboxes/sandboxes-of-one-store.ts',
  'src/wire/send.ts',
  'src/wire/listen.ts',
  'src/evidence/secrets/mask-pasted-secrets.ts',
  'src/screen/show-on-screen.ts',
  'src/screen/app.tsx',
  'src/screen/walk/describe-walk.tsx',
  'src/commands/diagnose.ts',
];

/** What CommonJS packages call for the modules of Node.js, in the one chunk that has their helper. */
const REQUIRE = "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);\n";

const { inputs, paths } = await bundle();
const pages = await writePages();
writeFileSync(LICENSES, thirdPartyLicenses([...Object.keys(inputs), ...pages.inputs]));

// What an earlier build left. Nothing is removed before: a program that is running meanwhile finds its files.
const written = new Set([
  ...paths,
  ...(await writeParts()),
  ...writeDeclarations(),
  await writeVectorRecord(),
  pages.path,
  LICENSES,
]);
for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(path)) rmSync(path);
}

// npm makes a program executable only where it links it for the first time.
chmodSync('dist/sigv4.js', 0o755);

const size = [...written].reduce((sum, path) => sum + statSync(path).size, 0);
if (size > LIMIT) throw new Error(`dist/ has ${size} bytes, more than the ${LIMIT} of its limit in build.mjs.`);

/** Writes the program and the library, and returns esbuild's metafile, and the paths of what was written. */
async function bundle() {
  const options = {
    entryPoints: ENTRY_POINTS,
    outdir: 'dist',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // esbuild does not know that Node.js reads these, and would make each of them anew wherever it is used.
    supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
    metafile: true,
    // As modules, of which only what is used goes in; by default a package with both is taken whole, as CommonJS.
    mainFields: ['module', 'main'],
    alias: {
      // For Node.js this package names its CommonJS, which is taken whole.
      yaml: './node_modules/yaml/browser/index.js',
      // With the small validator of schemas. That for Node.js has 130 kB more, and reads standard input, as we do ourselves.
      '@modelcontextprotocol/server/_shims': './node_modules/@modelcontextprotocol/server/dist/shimsBrowser.mjs',
    },
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Ink looks for the first only where DEV is set, and the AWS SDK for the second only in a browser and for the third
    // only in operations that stream events, none of which gives credentials.
    external: ['react-devtools-core', 'bowser', '@smithy/core/event-streams'],
  };
  const { inputs } = (await build(options)).metafile;
  const { metafile, outputFiles } = await build({
    ...options,
    splitting: true,
    // Beside the program: it looks for its fixtures from where it is.
    chunkNames: '[hash]',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    plugins: [plainText(), sharedChunks(inputs, LOADED_FIRST), lateBuiltins(inputs)],
  });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, /\btypeof require\b/.test(text) ? REQUIRE + text : text);
  }
  return { ...metafile, paths: outputFiles.map(({ path }) => relative('.', path)) };
}

/**
 * Writes the files that "exports" names, each with its part of the library, and gives their paths. They refer to the
 * whole: with each of them as an entry of its own there were twice as many chunks, and the program took 25 ms longer to
 * start. Before it, they load the file that an old Node.js can run too.
 */
async function writeParts() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const names = Object.values(exports)
    .flatMap((target) => target.default ?? [])
    .map((file) => basename(file, '.js'));
  const first = 'dist/library/required-node.js';
  await build({
    entryPoints: [`${LIBRARY}/required-node.ts`],
    outfile: first,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
  });
  const { metafile } = await build({
    entryPoints: names.map((name) => `${LIBRARY}/${name}.ts`),
    outdir: 'dist/library',
    metafile: true,
    write: false,
    format: 'esm',
  });
  const parts = Object.entries(metafile.outputs).map(([path, { exports: words }]) => {
    writeFileSync(path, `import './required-node.js';\nexport { ${words.join(', ')} } from './all.js';\n`);
    return path;
  });
  return [first, ...parts];
}

/** Runs the published vectors with the sources as they are, and writes what walks need of them. Gives the path. */
async function writeVectorRecord() {
  const options = { bundle: true, write: false, format: 'esm', platform: 'node', target: 'node22' };
  const { outputFiles } = await build({ ...options, entryPoints: ['src/vectors/record-vectors.ts'] });
  const { recordVectors } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const path = 'dist/vectors.json';
  const record = recordVectors({
    list: (folder) => readdirSync(join('fixtures', folder)),
    read: (file) => readFileSync(join('fixtures', file), 'utf8'),
  });
  writeFileSync(path, JSON.stringify(record));
  return path;
}

/** Writes the scripts of the page of a walk into a compressed file, which the program reads when it writes such a page. */
async function writePages() {
  const { script, inputs } = await pageScript();
  const path = 'dist/pages.br';
  writeFileSync(path, brotliCompressSync(JSON.stringify(script)));
  return { path, inputs };
}

/**
 * Writes the types of the library's files and of those that they share with the program (tsconfig.library.json), side by
 * side. They refer to each other and to nothing else: no other file is read for them, and what a file imports for its own
 * work is left out. Gives the paths.
 */
function writeDeclarations() {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-declarations-'));
  try {
    compileDeclarations(folder);
    const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.d.ts'));
    const names = new Set(files.map((file) => basename(file, '.d.ts')));
    if (names.size < files.length) throw new Error('Two files of the public types have the same name.');
    return files.map((file) => {
      const path = join('dist/library', basename(file));
      writeFileSync(path, declarationOf(file, readFileSync(join(folder, file), 'utf8'), names));
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
function declarationOf(file, text, names) {
  return text.replaceAll(/(?<=from ')\.[^']*(?=')/g, (target) => {
    const name = basename(target, '.ts');
    if (!names.has(name)) throw new Error(`The public types of ${file} refer to ${target}, which is not one of them.`);
    return `./${name}.js`;
  });
}
