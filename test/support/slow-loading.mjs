/** Loaded before the program: a part of it, named by SLOW_PART, takes two seconds to load, and its beginning is said. */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const LOAD_TIME = 2000;
const { SLOW_PART, SAYS = '' } = process.env;

registerHooks({
  load(url, context, nextLoad) {
    if (new RegExp(`/${SLOW_PART}-\\w+\\.js$`).test(url)) {
      if (SAYS !== '') writeSync(1, SAYS);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOAD_TIME);
    }
    return nextLoad(url, context);
  },
});
