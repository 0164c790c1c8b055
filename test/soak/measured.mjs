// Loaded before the program: every SOAK_EVERY milliseconds it writes a line to SOAK_FILE with what the process holds after a
// garbage collection.
import { appendFileSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { SOAK_FILE, SOAK_EVERY } = process.env;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const measure = () => {
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  const held = { rss, heap: heapUsed + external, handles: process.getActiveResourcesInfo().length };
  appendFileSync(SOAK_FILE, `${JSON.stringify({ ...held, files: readdirSync('/proc/self/fd').length })}\n`);
};
// The threads of the program load this too.
if (isMainThread) setInterval(measure, Number(SOAK_EVERY)).unref();
