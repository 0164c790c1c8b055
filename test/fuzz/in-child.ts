/** Readers in a process of their own, so that an input for which one never ends, or takes all memory, ends that process alone. */
import { fork } from 'node:child_process';
import { cpuTime } from '../bench/measure.ts';
import { READERS, type Reader } from './readers.ts';
import { type Failure, inputOf, tryInputs } from './try-reader.ts';

export interface Fuzzed {
  readonly id: string;
  /** How many inputs it has had in all runs, which is the number of the next one. */
  readonly inputs: number;
  /** Milliseconds of CPU time of the input that took the most. */
  readonly slowest: number;
  /** Milliseconds of CPU time of all inputs; of a service, those of the clock. */
  readonly taken: number;
  readonly failure: Failure | null;
}

/** Milliseconds after which an input counts as one for which a reader never ends, on a machine that is busy otherwise. */
const ENDLESS = 300_000;
/** Milliseconds between two messages to the parent. */
const NEWS = 1_000;

/** Returns what is known of a reader or a service that has had no input. */
export const notYet = (id: string): Fuzzed => ({ id, inputs: 0, slowest: 0, taken: 0, failure: null });

/**
 * Fuzzes readers for so many milliseconds in all, one after another, each from where it was. Each ends when its share of the
 * time is over, when it has had the most inputs, and with one for which it fails; what it leaves of its share goes to those
 * after it. `keep` is told each second how far a reader is.
 */
export async function fuzzReaders(
  readers: readonly Fuzzed[],
  milliseconds: number,
  keep: (fuzzed: Fuzzed) => void,
): Promise<void> {
  const end = Date.now() + milliseconds;
  for (let left = readers; left.length > 0; ) left = left.slice(await untilItEnds(left, end, keep));
}

/** Resolves with how many of the readers a child has fuzzed: all of them, or those up to the one at which it ended. */
function untilItEnds(readers: readonly Fuzzed[], end: number, keep: (fuzzed: Fuzzed) => void): Promise<number> {
  const child = fork(import.meta.filename, [String(end), JSON.stringify(readers)]);
  let last = readers[0] ?? notYet('');
  let patience: NodeJS.Timeout | undefined;
  child.on('message', (message: Fuzzed) => {
    last = message;
    keep(message);
    clearTimeout(patience);
    patience = setTimeout(() => child.kill('SIGKILL'), ENDLESS);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(patience);
      if (code === 0) return resolve(readers.length);
      const says = `It does not end, or ends the process (${code}).`;
      const text = inputOf(readerNamed(last.id), last.inputs);
      keep({ ...last, failure: { input: last.inputs, text, says } });
      resolve(readers.findIndex(({ id }) => id === last.id) + 1);
    });
  });
}

function readerNamed(id: string): Reader {
  const reader = READERS.find((one) => one.id === id);
  if (!reader) throw new Error(`There is no reader ${id}.`);
  return reader;
}

/** The child: says each second how far it is, and at the end what it found. */
async function fuzzHere(begun: Fuzzed, milliseconds: number): Promise<void> {
  const reader = readerNamed(begun.id);
  const end = Date.now() + milliseconds;
  let { inputs, slowest, taken } = begun;
  let failure: Failure | null = null;
  let told = 0;
  while (failure === null && inputs < reader.most && Date.now() < end) {
    if (Date.now() - told > NEWS) {
      process.send?.({ ...begun, inputs, slowest, taken, failure });
      told = Date.now();
    }
    const start = cpuTime();
    failure = await tryInputs(reader, inputs, inputs + 1);
    const took = cpuTime() - start;
    slowest = Math.max(slowest, took);
    taken += took;
    // One for which it fails is the first of the next run.
    if (failure === null) inputs++;
  }
  process.send?.({ ...begun, inputs, slowest, taken, failure });
}

if (process.argv[1] === import.meta.filename) {
  const [, , end, begun = '[]'] = process.argv;
  const readers: readonly Fuzzed[] = JSON.parse(begun);
  for (const [index, reader] of readers.entries())
    await fuzzHere(reader, (Number(end) - Date.now()) / (readers.length - index));
  process.disconnect();
}
