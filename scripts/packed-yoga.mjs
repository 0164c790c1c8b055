// A plugin for esbuild that packs the WebAssembly of Yoga, the layout of Ink. The package has it as Base64 in a data URL,
// which its loader reads with `fetch`. Compressed, it takes a third of the bytes; and given to the loader as bytes, it does
// not make Node.js load its HTTP client before the first frame.
import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';

const BINARY = /"data:application\/octet-stream;base64,([\w+/=]+)"/;
const LOADED = 'await loadYoga()';
const BINARY_FILE = '../binaries/yoga-wasm-base64-esm.js';

/** Creates the plugin. It throws if the files of the package are not as they are expected. */
export function packedYoga() {
  return {
    name: 'packed-yoga',
    setup(build) {
      build.onLoad({ filter: /yoga-layout[\\/]dist[\\/]binaries[\\/].*\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        return {
          contents: `${text.replace(BINARY, '""')}\nexport const wasmBinary = ${unpacking(binaryIn(text, path))};`,
        };
      });
      build.onLoad({ filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (!text.includes(LOADED) || !text.includes(BINARY_FILE))
          throw new Error(`${path} does not load Yoga as before.`);
        const contents = text.replace(LOADED, 'await loadYoga({ wasmBinary })');
        return { contents: `import { wasmBinary } from '${BINARY_FILE}';\n${contents}` };
      });
    },
  };
}

function binaryIn(text, path) {
  const [, base64] = BINARY.exec(text) ?? [];
  if (base64 === undefined) throw new Error(`${path} has no WebAssembly as Base64.`);
  return Buffer.from(base64, 'base64');
}

/** Returns the expression for these bytes. */
const unpacking = (bytes) =>
  `process.getBuiltinModule('node:zlib').brotliDecompressSync(Buffer.from('${brotliCompressSync(bytes).toString('base64')}', 'base64'))`;
