// A plugin for esbuild that keeps the number of chunks small. esbuild makes a chunk for each set of entry points that share
// files, and each `import()` is an entry point: without this plugin, `sigv4 walk` reads 120 files, and Node.js takes about
// half a millisecond to find each of them.
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';

const AT_ONCE = ['import-statement', 'require-call'];
const LATER = 'dynamic-import';
const NAMESPACE = 'loaded-together';

/**
 * Creates the plugin. `first` are files that are loaded before others, in this order. What each of them loads at once, and
 * the earlier ones do not, goes into one chunk: every file that is loaded later and needs a part of it imports the whole.
 * `inputs` are those of esbuild's metafile.
 */
export function sharedChunks(inputs, first) {
  const groups = groupsOf(inputs, first);
  const imports = importsToAdd(inputs, groups);
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: /^loaded-together:/ }, ({ path }) => ({
        path: path.slice(NAMESPACE.length + 1),
        namespace: NAMESPACE,
      }));
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
        contents: importing(groups.get(path).map((file) => `./${file}`)),
        resolveDir: resolve('.'),
      }));
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const added = imports.get(relative('.', path));
        if (added === undefined) return null;
        const contents = `${await readFile(path, 'utf8')}\n${importing(added.map((file) => `${NAMESPACE}:${file}`))}`;
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}

const importing = (paths) => paths.map((path) => `import ${JSON.stringify(path)};`).join('\n');

/** The room of the screen. What plain output loads must not be in one chunk with it, because it loads Ink. */
const SCREEN = 'src/screen/';

/** Returns the files of this project that each of the first files loads, by that file; of a screen, only those of screens. */
export function groupsOf(inputs, first) {
  const before = new Set();
  return new Map(
    first.map((file) => {
      const loaded = [...reachedFrom(inputs, file, AT_ONCE)].filter((each) => !before.has(each));
      for (const each of loaded) before.add(each);
      const own = file.startsWith(SCREEN) ? SCREEN : 'src/';
      return [file, loaded.filter((each) => each !== file && each.startsWith(own))];
    }),
  );
}

/** Returns the groups that each file imports in addition. */
function importsToAdd(inputs, groups) {
  const later = Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind, external }) => kind === LATER && !external).map(({ path }) => path),
  );
  const added = [...new Set(later)].map((file) => {
    const needed = reachedFrom(inputs, file, AT_ONCE);
    const missing = [...groups].filter(([name, files]) => !needed.has(name) && files.some((each) => needed.has(each)));
    return [file, missing.map(([name]) => name)];
  });
  return new Map(added.filter(([, names]) => names.length > 0));
}

/** Returns the files that a file loads, and so on, by imports of these kinds. */
function reachedFrom(inputs, file, kinds, reached = new Set()) {
  if (reached.has(file) || !inputs[file]) return reached;
  reached.add(file);
  for (const { path, kind, external } of inputs[file].imports) {
    if (!external && kinds.includes(kind)) reachedFrom(inputs, path, kinds, reached);
  }
  return reached;
}
