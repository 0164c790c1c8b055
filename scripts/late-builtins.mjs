// A plugin for esbuild with which the program loads a module of Node.js when it first uses it. An `import` would load it at
// once, and would read all its members for its namespace: `node:tls` alone takes 23 ms of CPU time.
import { isBuiltin } from 'node:module';

const NAMESPACE = 'late-builtin';

/** Creates the plugin. `inputs` are those of esbuild's metafile: all modules that they import are in one chunk. */
export function lateBuiltins(inputs) {
  const targets = Object.values(inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const names = new Set(targets.filter((path) => isBuiltin(path)).map(withoutPrefix));
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: /^late-builtin:/ }, () => ({ path: 'all', namespace: NAMESPACE }));
      build.onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path }) =>
        names.has(withoutPrefix(path)) ? { path: withoutPrefix(path), namespace: NAMESPACE } : undefined,
      );
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
        contents:
          path === 'all' ? everyModule([...names]) : `module.exports = require('late-builtin:all').of['${path}'];`,
      }));
    },
  };
}

const withoutPrefix = (path) => path.replace(/^node:/, '');

/** Returns the code of all modules. That each one leads to all others puts them into one chunk. */
const everyModule = (names) => `const late = (name) => Object.create(new Proxy({}, {
  get(_, member, module) {
    const value = process.getBuiltinModule(name)[member];
    Object.defineProperty(module, member, { value });
    return value;
  },
}));
exports.of = Object.fromEntries('${names.join()}'.split(',').map((name) => [name, late(name)]));
exports.of.process = process;
exports.together = () => [${names.map((name) => `require('node:${name}')`)}];`;
