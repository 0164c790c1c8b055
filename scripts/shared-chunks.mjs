// A plugin for esbuild that keeps the number of chunks small. esbuild makes a chunk for each set of entry points that share
// files, and each `import()` is an entry point: without this plugin, `sigv4 walk` reads 120 files, and Node.js takes about
// half a millisecond to find each of them.
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';

const AT_ONCE = ['import-statement', 'require-call'];
const LATER = 'dynamic-import';
const NAMESPACE = 'loaded-together';

/**
 * Creates the plugin. `first` are files that are loaded before others, in this order. Each of them, and what it loads at once
 * and the earlier ones do not, goes into one chunk, or two if it is of a screen: every file that is loaded later and needs
 * a part of a chunk imports the whole.
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
        contents: importing(groups.get(path).files.map((file) => `./${file}`)),
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
const isOfScreen = (file) => file.startsWith(SCREEN);

/**
 * Returns each of the first files with those of this project that it loads, by the name of the group: the first file, or that
 * with `BELOW` for what a screen loads of the rooms below it.
 */
export function groupsOf(inputs, first) {
  const before = new Set();
  const later = new Set(importedLater(inputs));
  // What nothing imports is run: it must not be in a chunk that others load.
  const isShared = (file) => file.startsWith('src/') && (!first.includes(file) || later.has(file));
  return new Map(
    first.flatMap((file) => {
      const loaded = [...reachedFrom(inputs, file, AT_ONCE)].filter((each) => !before.has(each));
      for (const each of loaded) before.add(each);
      const own = loaded.filter(isShared);
      if (!isOfScreen(file)) return [[file, { file, files: own }]];
      const [screens, below] = [own.filter(isOfScreen), own.filter((each) => !isOfScreen(each))];
      return [[file, { file, files: screens }], ...(below.length > 0 ? [[file + BELOW, { file, files: below }]] : [])];
    }),
  );
}

const BELOW = ', below';

/** Returns the files that others import when they use them. */
const importedLater = (inputs) =>
  Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind, external }) => kind === LATER && !external).map(({ path }) => path),
  );

/** Returns the groups that each file imports in addition. */
function importsToAdd(inputs, groups) {
  const added = [...new Set(importedLater(inputs))].map((file) => [file, missingGroups(inputs, groups, file)]);
  return new Map(added.filter(([, names]) => names.length > 0));
}

/** Returns the groups of which a file needs only a part, with those of which their other files need a part, and so on. */
export function missingGroups(inputs, groups, file) {
  const needed = reachedFrom(inputs, file, AT_ONCE);
  const missing = new Set();
  for (let before = -1; before < missing.size; ) {
    before = missing.size;
    for (const [name, group] of groups) {
      if (missing.has(name) || needed.has(group.file) || !group.files.some((each) => needed.has(each))) continue;
      missing.add(name);
      for (const each of group.files) reachedFrom(inputs, each, AT_ONCE, needed);
    }
  }
  return [...missing];
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
