/**
 * Loaded before the program: a part of it takes two seconds to load, and its beginning is said. SLOW_PART names a function
 * that is imported from this part later, because the names of the built files say nothing. If none is, the exit code is 99.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const LOAD_TIME = 2000;
const { SLOW_PART, SAYS = '' } = process.env;
/** How the built program imports it: the chunk has another name for it (`scripts/needed-imports.mjs`). */
const IMPORTS = new RegExp(`import\\("([^"]+)"\\)\\.then\\(m=>\\(\\{[^}]*\\b${SLOW_PART}:m\\.`);

let slow = null;
let wasFound = false;
process.on('exit', () => {
  if (!wasFound) process.exitCode = 99;
});

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!/\/dist\/[^/]+\.js$/.test(url)) return loaded;
    const [, from] = IMPORTS.exec(String(loaded.source)) ?? [];
    if (from !== undefined) slow = new URL(from, url).href;
    if (url === slow) {
      wasFound = true;
      if (SAYS !== '') writeSync(1, SAYS);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOAD_TIME);
    }
    return loaded;
  },
});
