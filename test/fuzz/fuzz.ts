/**
 * Gives each reader bytes that are nearly right: `npm run fuzz -- --minutes N`, or `npm run fuzz -- --minutes N ID…` for
 * single ones. Each run has other inputs; `--from NUMBER` repeats those of another run. The readers run in a thread of their
 * own, so that an input for which one never ends, or takes all memory, ends that thread alone.
 */
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { failureOf, READERS } from './readers.ts';

/** Milliseconds after which an input counts as one for which a reader never ends, on a machine that is busy otherwise. */
const ENDLESS = 120_000;

/** The index of the reader and the number of the input, which the thread writes before each one. */
type At = Int32Array<SharedArrayBuffer>;

const nameOf = (at: At) => `${READERS[at[0] ?? 0]?.id}, input ${at[1]}`;

if (isMainThread) {
  const { values, positionals } = parseArgs({
    options: { minutes: { type: 'string', default: '10' }, from: { type: 'string' } },
    allowPositionals: true,
  });
  const from = Number(values.from ?? Math.floor(Math.random() * 2 ** 30));
  process.stdout.write(`Inputs from number ${from}.\n`);
  const at = new Int32Array(new SharedArrayBuffer(8));
  const job = { at, from, end: Date.now() + Number(values.minutes) * 60_000, ids: positionals };
  const worker = new Worker(new URL(import.meta.url), { workerData: job });
  let [last, since] = ['', Date.now()];
  const watch = setInterval(() => {
    if (nameOf(at) !== last) [last, since] = [nameOf(at), Date.now()];
    else if (Date.now() - since > ENDLESS) fail(`${last} does not end.`);
  }, 1000);
  const fail = (says: string) => {
    process.stdout.write(`FAIL  ${says}\n`);
    process.exit(1);
  };
  worker.once('error', (error) => fail(`${nameOf(at)} ended the thread: ${error}`));
  worker.once('message', ({ count, failures }: { count: number; failures: number }) => {
    clearInterval(watch);
    process.stdout.write(`${count.toLocaleString('en')} inputs, ${failures} failures.\n`);
    process.exitCode = failures > 0 ? 1 : 0;
  });
} else {
  const { at, from, end, ids } = workerData as { at: At; from: number; end: number; ids: readonly string[] };
  const wanted = READERS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const failed = new Set<string>();
  let count = 0;
  for (let first = from; Date.now() < end && failed.size < wanted.length; first += 1000) {
    for (const reader of wanted.filter(({ id }) => !failed.has(id))) {
      // The slow ones have fewer, as in the tests.
      for (let input = first; input < first + reader.inputs && Date.now() < end; input++) {
        at.set([READERS.indexOf(reader), input]);
        const failure = await failureOf(reader, input);
        count += 1;
        if (failure === null) continue;
        failed.add(reader.id);
        process.stdout.write(`FAIL  ${reader.id}, input ${input}: ${failure}\n`);
        break;
      }
    }
  }
  parentPort?.postMessage({ count, failures: failed.size });
}
