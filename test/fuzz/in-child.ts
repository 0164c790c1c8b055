/** Readers in a process of their own, so that an input for which one never ends, or takes all memory, ends that process alone. */
import { fork } from 'node:child_process';
import { cpuTime } from '../bench/measure.ts';
import { READERS, type Reader } from './readers.ts';
import { type Failure, inputOf, tryInputs } from './try-reader.ts';

export interface Fuzzed {
  readonly id: string;
  readonly inputs: number;
  /** Milliseconds of CPU time of the input that took the most. */
  readonly slowest: number;
  readonly failure: Failure | null;
}

/** Milliseconds after which an input counts as one for which a reader never ends, on a machine that is busy otherwise. */
const ENDLESS = 300_000;
/** Milliseconds between two messages to the parent. */
const NEWS = 1_000;

/**
 * Fuzzes readers for so many milliseconds in all, one after another. Each ends when its share of the time is over, when it has
 * had the most inputs, and with one for which it fails; what it leaves of its share goes to those after it.
 */
export async function fuzzReaders(readers: readonly Reader[], milliseconds: number): Promise<readonly Fuzzed[]> {
  const end = Date.now() + milliseconds;
  const done: Fuzzed[] = [];
  while (done.length < readers.length) {
    const left = readers.slice(done.length);
    done.push(...(await untilItEnds(left, end)));
  }
  return done;
}

/** Resolves with what a child found of the first readers, up to the one at which it ended. */
function untilItEnds(readers: readonly Reader[], end: number): Promise<readonly Fuzzed[]> {
  const child = fork(import.meta.filename, [String(end), ...readers.map(({ id }) => id)]);
  const fuzzed = new Map<string, Fuzzed>();
  let patience: NodeJS.Timeout | undefined;
  child.on('message', (message: Fuzzed) => {
    fuzzed.set(message.id, message);
    clearTimeout(patience);
    patience = setTimeout(() => child.kill('SIGKILL'), ENDLESS);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(patience);
      const found = readers.flatMap(({ id }) => fuzzed.get(id) ?? []);
      const last = found.at(-1) ?? { id: readers[0]?.id ?? '', inputs: 0, slowest: 0, failure: null };
      const reader = readers.find(({ id }) => id === last.id);
      if (code === 0 || !reader) return resolve(found);
      const says = `It does not end, or ends the process (${code}).`;
      const failure = { input: last.inputs, text: inputOf(reader, last.inputs), says };
      resolve([...found.slice(0, -1), { ...last, failure }]);
    });
  });
}

/** The child: says each second how far it is, and at the end what it found. */
async function fuzzHere(reader: Reader, milliseconds: number): Promise<void> {
  const { id } = reader;
  const end = Date.now() + milliseconds;
  let [inputs, slowest, told] = [0, 0, 0];
  let failure: Failure | null = null;
  while (failure === null && inputs < reader.most && Date.now() < end) {
    if (Date.now() - told > NEWS) {
      process.send?.({ id, inputs, slowest, failure });
      told = Date.now();
    }
    const start = cpuTime();
    failure = await tryInputs(reader, inputs, inputs + 1);
    slowest = Math.max(slowest, cpuTime() - start);
    inputs++;
  }
  process.send?.({ id, inputs, slowest, failure });
}

if (process.argv[1] === import.meta.filename) {
  const [, , end, ...ids] = process.argv;
  for (const [index, id] of ids.entries()) {
    const reader = READERS.find((one) => one.id === id);
    if (!reader) throw new Error(`There is no reader ${id}.`);
    await fuzzHere(reader, (Number(end) - Date.now()) / (ids.length - index));
  }
  process.disconnect();
}
