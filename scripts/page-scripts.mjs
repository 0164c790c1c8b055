// Bundles the scripts of the page of a walk for a browser. A module for Node.js has a half for browsers beside it: `browser.ts` is taken
// where `node.ts` is imported. What is imported later, such as the diagnosis of a walk, is not in a page.
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

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
    ...entry,
  });
}

/** Resolves with the scripts of the page, of which the first one answers and the other one runs later, and what is in them. */
export async function pageScript() {
  const entryPoints = ['src/page/walk.ts', 'src/page/walk-later.ts'];
  const { outputFiles, metafile } = await bundleForBrowser({
    entryPoints,
    splitting: true,
    format: 'esm',
    chunkNames: SHARED,
  });
  const script = await twoScripts(outputFiles, metafile);
  // HTML would read these, and a browser keeps text that is not ASCII in two bytes for each character.
  const found = script.first.match(/[^\n\x20-\x7e]|<!--|<\/?script/i);
  if (found) throw new Error(`The script of the page has ${JSON.stringify(found[0])}. Write it as an escape.`);
  return { script, inputs: Object.keys(metafile.inputs) };
}

const SHARED = 'shared';

/**
 * Makes two scripts of two modules and the one that both import. The first script has that one, and a function that gives
 * it to the other script: modules of a page could not import each other without addresses.
 */
async function twoScripts(modules, { outputs }) {
  const texts = new Map(modules.map(({ path, text }) => [basename(path), text]));
  const [first, later] = texts.keys();
  // An export can have the name of a keyword, such as `if`, and a variable cannot.
  const named = (write) => outputs[`dist/${SHARED}.js`].exports.map((name) => write(name, `$${name}`)).join(',');
  const imported = named((name, variable) => `${name} as ${variable}`);
  const exported = named((name, variable) => `${variable} as ${name}`);
  const members = named((name, variable) => `${name}:${variable}`);
  const bundled = async (contents, ofShared) => {
    const plugins = [inMemory(new Map([...texts, [`${SHARED}.js`, ofShared]]))];
    const { outputFiles } = await bundleForBrowser({ stdin: { contents, resolveDir: '.' }, plugins });
    return outputFiles[0].text;
  };
  const giving = `import './${first}'; import {${imported}} from './${SHARED}.js'; globalThis.${SHARED} = () => ({${members}});`;
  return {
    first: escaped(await bundled(giving, texts.get(`${SHARED}.js`))),
    later: await bundled(`import './${later}';`, `const {${members}} = ${SHARED}(); export {${exported}};`),
  };
}

/** esbuild writes most control characters as they are. A page can be printed on a terminal, and HTML does not have them. */
const escaped = (script) =>
  script.replaceAll(
    /(?<!\\)[\x01-\x09\x0b-\x1f\x7f]/g,
    (found) => `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

const inMemory = (texts) => ({
  name: 'in-memory',
  setup(build) {
    build.onResolve({ filter: /^\.\// }, ({ path }) => ({ path: basename(path), namespace: 'in-memory' }));
    build.onLoad({ filter: /./, namespace: 'in-memory' }, ({ path }) => ({ contents: texts.get(path) }));
  },
});
