// Removes the imports that esbuild adds to chunks for their order alone. It lets each chunk of an entry point, and so of each
// `import()`, import all chunks that its own imports lead to. No file of this project depends on the order.
import { join, relative } from 'node:path';

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

/** A chunk that only passes on what another one has, under other names. */
const PASSES_ON = /^import\{([^}]*)\}from"(\.[^"]+)";export\{([^}]*)\};\s*$/;

/**
 * Returns the texts of the chunks, by path, in which what is imported later comes from the chunk that has it: esbuild gives
 * each `import()` a chunk of its own, and Node.js takes about a millisecond to find one. `entries` are the files that others load.
 */
export function withoutPassedOn(texts, entries) {
  const passed = new Map(
    [...texts].flatMap(([path, text]) => {
      const [, imported, from, exported] = PASSES_ON.exec(text) ?? [];
      if (from === undefined || entries.includes(path)) return [];
      const names = new Map(imported.split(',').map((one) => one.split(' as ').reverse()));
      const members = exported.split(',').map((one) => {
        const [name, as = name] = one.split(' as ');
        return `${as}:m.${names.get(name) ?? name}`;
      });
      return [[path, { from: join(path, '..', from), members }]];
    }),
  );
  const left = [...texts].filter(([path]) => !passed.has(path));
  return new Map(
    left.map(([path, text]) => [
      path,
      text.replace(LATER, (whole, target) => {
        const found = passed.get(join(path, '..', target));
        return found ? `import("${fromChunk(path, found.from)}").then(m=>({${found.members}}))` : whole;
      }),
    ]),
  );
}

const LATER = /import\("(\.[^"]+)"\)/g;

const fromChunk = (path, other) => {
  const found = relative(join(path, '..'), other);
  return found.startsWith('.') ? found : `./${found}`;
};
