/** A reader in a process of its own, so that an input for which it never ends, or takes all memory, ends that process alone. */
import { fork } from 'node:child_process';
import { cpuTime } from '../bench/measure.ts';
import { READERS, type Reader } from './readers.ts';
import { type Failure, inputOf, tryInputs } from './try-reader.ts';

export interface Fuzzed {
  readonly inputs: number;
  /** Milliseconds of CPU time of the input that took the most. */
  readonly slowest: number;
  readonly failure: Failure | null;
}

/** Milliseconds after which an input counts as one for which a reader never ends. */
const ENDLESS = 60_000;
/** Milliseconds between two messages to the parent. */
const NEWS = 1_000;

/** Fuzzes a reader for so many milliseconds, or until it has had the most inputs, or one for which it fails. */
export function fuzzReader(reader: Reader, milliseconds: number): Promise<Fuzzed> {
  const child = fork(import.meta.filename, [reader.id, String(milliseconds)]);
  return new Promise((resolve) => {
    let fuzzed: Fuzzed = { inputs: 0, slowest: 0, failure: null };
    let patience = setTimeout(giveUp, ENDLESS);
    child.on('message', (message: Fuzzed) => {
      fuzzed = message;
      clearTimeout(patience);
      patience = setTimeout(giveUp, ENDLESS);
    });
    child.once('close', (code) => {
      clearTimeout(patience);
      const { inputs, failure } = fuzzed;
      const ended: Failure = {
        input: inputs,
        text: inputOf(reader, inputs),
        says: `It does not end, or ends the process (${code}).`,
      };
      resolve({ ...fuzzed, failure: failure ?? (code === 0 ? null : ended) });
    });
    function giveUp() {
      child.kill('SIGKILL');
    }
  });
}

/** The child: says each second, and before an input that takes long, how far it is. */
async function fuzzHere(reader: Reader, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  let [inputs, slowest, told] = [0, 0, 0];
  let failure: Failure | null = null;
  while (failure === null && inputs < reader.most && Date.now() < end) {
    if (Date.now() - told > NEWS) {
      process.send?.({ inputs, slowest, failure });
      told = Date.now();
    }
    const start = cpuTime();
    failure = await tryInputs(reader, inputs, inputs + 1);
    slowest = Math.max(slowest, cpuTime() - start);
    inputs++;
  }
  process.send?.({ inputs, slowest, failure });
  process.disconnect();
}

if (process.argv[1] === import.meta.filename) {
  const [, , id, milliseconds] = process.argv;
  const reader = READERS.find((one) => one.id === id);
  if (!reader) throw new Error(`There is no reader ${id}.`);
  await fuzzHere(reader, Number(milliseconds));
}
