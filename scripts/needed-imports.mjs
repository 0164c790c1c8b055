// Removes the imports that esbuild adds to chunks for their order alone. It lets each chunk of an entry point, and so of each
// `import()`, import all chunks that its own imports lead to. No file of this project depends on the order.
import { join } from 'node:path';

const ORDER_ALONE = /import"(\.[^"]+)";/g;
const NAMED = /(?:import|export)\{[^}]*\}from"(\.[^"]+)"/g;

/**
 * Returns the texts of the chunks, by path, without the imports of chunks that other imports lead to, and of chunks that
 * have no input, which do nothing when they are loaded. `outputs` are those of esbuild's metafile.
 */
export function withNeededImports(texts, outputs) {
  const named = new Map([...texts].map(([path, text]) => [path, importsIn(path, text)]));
  return new Map(
    [...texts].map(([path, text]) => {
      const loaded = reachedFrom(named, path);
      const isNeeded = (from) => !loaded.has(from) && Object.keys(outputs[from].inputs).length > 0;
      return [path, text.replace(ORDER_ALONE, (whole, from) => (isNeeded(join(path, '..', from)) ? whole : ''))];
    }),
  );
}

const importsIn = (path, text) => [...text.matchAll(NAMED)].map(([, from]) => join(path, '..', from));

function reachedFrom(named, path, reached = new Set()) {
  for (const from of named.get(path) ?? []) {
    if (reached.has(from)) continue;
    reached.add(from);
    reachedFrom(named, from, reached);
  }
  return reached;
}
