// Loaded before the program, and by each of its threads: every SOAK_EVERY milliseconds the process writes a line to SOAK_FILE
// with what it holds after a garbage collection. A thread has a heap and a file of its own.
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
  const line = JSON.stringify({ ...held, files: readdirSync('/proc/self/fd').length });
  appendFileSync(isMainThread ? SOAK_FILE : `${SOAK_FILE}-thread`, `${line}\n`);
};
setInterval(measure, Number(SOAK_EVERY)).unref();
