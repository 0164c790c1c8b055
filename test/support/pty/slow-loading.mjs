/**
 * Loaded before the program: a part of it takes two seconds to load, and its beginning is said. SLOW_PART names a function
 * that this part exports, because the names of the built files say nothing. If no part does, the exit code is 99.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const LOAD_TIME = 2000;
const { SLOW_PART, SAYS = '' } = process.env;
const EXPORTS = new RegExp(`\\bexport\\s*\\{[^}]*\\bas ${SLOW_PART}\\b`);

let wasFound = false;
process.on('exit', () => {
  if (!wasFound) process.exitCode = 99;
});

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (/\/dist\/[^/]+\.js$/.test(url) && EXPORTS.test(String(loaded.source))) {
      wasFound = true;
      if (SAYS !== '') writeSync(1, SAYS);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOAD_TIME);
    }
    return loaded;
  },
});
