// A plugin for esbuild that keeps the number of chunks small. esbuild makes a chunk for each set of entry points that share
// files, and each `import()` is an entry point: without this plugin, `sigv4 walk --plain` reads twice as many files, and takes
// 80% more CPU time.
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';

const NAMESPACE = 'loaded-together';
/** The room of the screen. What plain output loads must not be in one chunk with it, because it loads Ink. */
const isOfScreen = (file) => file.startsWith('src/screen/');

/**
 * Creates the plugin. `first` are files that are loaded before others, in this order. Each of them, and what it loads at once
 * and the earlier ones do not, goes into one chunk, or two if it is of a screen: every file that is loaded later and needs
 * a part of a chunk imports the whole. `inputs` are those of esbuild's metafile.
 */
export function sharedChunks(inputs, first) {
  const later = importedLater(inputs);
  const groups = groupsOf(inputs, first, later);
  const importing = (paths) => paths.map((path) => `import ${JSON.stringify(path)};`).join('\n');
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
        const file = relative('.', path);
        const missing = later.has(file) ? missingGroups(inputs, groups, file) : [];
        if (missing.length === 0) return null;
        const contents = `${await readFile(path, 'utf8')}\n${importing(missing.map((name) => `${NAMESPACE}:${name}`))}`;
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}

/** Returns the files that others import when they use them. */
function importedLater(inputs) {
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  return new Set(
    imports.filter(({ kind, external }) => kind === 'dynamic-import' && !external).map(({ path }) => path),
  );
}

/** Returns what each of the first files loads of this project, in one group or, if it is of a screen, in two. */
function groupsOf(inputs, first, later) {
  const before = new Set();
  // What nothing imports is run: it must not be in a chunk that others load.
  const isShared = (file) => file.startsWith('src/') && (!first.includes(file) || later.has(file));
  const groups = new Map();
  for (const file of first) {
    const loaded = [...loadedBy(inputs, file)].filter((each) => !before.has(each));
    for (const each of loaded) before.add(each);
    const own = loaded.filter(isShared);
    const below = isOfScreen(file) ? own.filter((each) => !isOfScreen(each)) : [];
    groups.set(file, { file, files: own.filter((each) => !below.includes(each)) });
    if (below.length > 0) groups.set(`${file}, below`, { file, files: below });
  }
  return groups;
}

/** Returns the groups of which a file needs only a part, with those of which their other files need a part, and so on. */
function missingGroups(inputs, groups, file) {
  const needed = loadedBy(inputs, file);
  const missing = new Set();
  for (let before = -1; before < missing.size; ) {
    before = missing.size;
    for (const [name, group] of groups) {
      if (missing.has(name) || needed.has(group.file) || !group.files.some((each) => needed.has(each))) continue;
      missing.add(name);
      for (const each of group.files) loadedBy(inputs, each, needed);
    }
  }
  return [...missing];
}

/** Returns the files that a file loads at once, and what those load. */
function loadedBy(inputs, file, reached = new Set()) {
  if (reached.has(file) || !inputs[file]) return reached;
  reached.add(file);
  for (const { path, kind, external } of inputs[file].imports)
    if (!external && kind !== 'dynamic-import') loadedBy(inputs, path, reached);
  return reached;
}
