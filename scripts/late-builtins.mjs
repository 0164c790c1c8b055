// A plugin for esbuild with which the program loads a module of Node.js when it first uses it. An `import` would load it at
// once, and would read all its members for its namespace: that alone loads what Node.js itself loads late, such as
// WebCrypto for `node:crypto`, and standard input for `node:process`.
import { isBuiltin } from 'node:module';

const NAMESPACE = 'late-builtin';
const ALL = 'all';

/**
 * Creates the plugin. What is imported from a module of Node.js is looked up when it is used.
 * `inputs` are those of esbuild's metafile: all modules that they import are in one chunk.
 */
export function lateBuiltins(inputs) {
  const targets = Object.values(inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const names = new Set(targets.filter((path) => isBuiltin(path)).map(withoutPrefix));
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: /^late-builtin:/ }, () => ({ path: ALL, namespace: NAMESPACE }));
      build.onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path }) =>
        names.has(withoutPrefix(path)) ? { path: withoutPrefix(path), namespace: NAMESPACE } : undefined,
      );
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
        contents:
          path === ALL ? everyModule([...names]) : `module.exports = require('late-builtin:all').of['${path}'];`,
      }));
    },
  };
}

const withoutPrefix = (path) => path.replace(/^node:/, '');

/**
 * Returns the code of all modules. esbuild looks up a member of a module in the prototype of what it exports, and finds the
 * value in the object itself from then on. That each module leads to all others puts them into one chunk.
 */
function everyModule(names) {
  return `const late = (name) => Object.create(new Proxy({}, {
  get(_, member, module) {
    const value = process.getBuiltinModule(name)[member];
    Object.defineProperty(module, member, { value });
    return value;
  },
}));
exports.of = Object.fromEntries('${names.join()}'.split(',').map((name) => [name, late(name)]));
exports.of.process = process;
exports.together = () => [${names.map((name) => `require('node:${name}')`)}];`;
}
