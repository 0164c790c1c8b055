/** Loaded before the program: says when its main part is going to be loaded, and takes a second for that. */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const LOAD_TIME = 1000;

registerHooks({
  load(url, context, nextLoad) {
    if (/\/main-\w+\.js$/.test(url)) {
      writeSync(1, 'loading ');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOAD_TIME);
    }
    return nextLoad(url, context);
  },
});
