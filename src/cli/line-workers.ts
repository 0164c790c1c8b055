/** Lines verified on every core: batches go to worker threads, and come back as text. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AnsweredLines, BatchVerifier } from '../app/world/programs.ts';
import { batchVerifier } from '../commands/verify/lines.ts';
import type { InputLine } from '../intake/lines/split-lines.ts';
import type { VerifierSettings } from '../verification/keys.ts';
import type { WorkerMessage } from './line-worker.ts';

/** Beside the built program. */
const WORKER = new URL('./line-worker.js', import.meta.url);

/** Batches that are answered here before anybody is started: for a few lines that would take longer than they do. */
const ANSWERED_HERE = 4;

interface LineWorkers extends BatchVerifier {
  readonly close: () => Promise<void>;
}

/** Runs `use` with what answers batches of lines, and stops the workers when it is done. */
export async function withLineWorkers(
  settings: VerifierSettings,
  use: (verifier: BatchVerifier) => Promise<number>,
): Promise<number> {
  const workers = lineWorkers(settings);
  try {
    return await use(workers);
  } finally {
    await workers.close();
  }
}

function lineWorkers(settings: VerifierSettings): LineWorkers {
  const here = batchVerifier(settings);
  const count = availableParallelism();
  let { secrets } = settings;
  let batches = 0;
  let pool: Pool | null = null;
  return {
    // One for each worker, and one to come.
    mostOpen: 2 * count,
    answer(lines) {
      batches += 1;
      // What stands for a line that is too long is nothing to send.
      if (batches <= ANSWERED_HERE || lines.includes('too-long')) return here.answer(lines);
      pool ??= startPool({ ...settings, secrets }, count);
      return pool.answer(joined(lines));
    },
    learn(more) {
      secrets = [...secrets, ...more];
      here.learn(more);
      pool?.learn(more);
    },
    close: async () => void (await pool?.close()),
  };
}

const LF = 0x0a;

/** One array of its own: what the lines share with others stays here. */
function joined(lines: readonly InputLine[]): Uint8Array<ArrayBuffer> {
  const arrays = lines.filter((line) => line !== 'too-long');
  const whole = new Uint8Array(arrays.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of arrays) {
    whole.set(line, at);
    whole[at + line.length] = LF;
    at += line.length + 1;
  }
  return whole;
}

interface Pool {
  readonly answer: (lines: Uint8Array<ArrayBuffer>) => Promise<AnsweredLines>;
  readonly learn: BatchVerifier['learn'];
  readonly close: () => Promise<void>;
}

/** The next batch goes to the worker that has waited longest. */
function startPool(settings: VerifierSettings, count: number): Pool {
  const workers = Array.from({ length: count }, () => startWorker(settings));
  let next = 0;
  return {
    answer(lines) {
      const worker = workers[next % workers.length];
      next += 1;
      return worker ? worker.answer(lines) : Promise.reject(new Error('There is no worker.'));
    },
    learn(secrets) {
      for (const worker of workers) worker.learn(secrets);
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.close()))),
  };
}

/**
 * MiB for what has just been made. Nearly all of it is done with at once, and by default Node.js lets it grow to several
 * times as much memory, without being any faster (npm run bench -- verify).
 */
const YOUNG = 8;

function startWorker(settings: VerifierSettings): Pool {
  const worker = new Worker(WORKER, { workerData: settings, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  const waiting: PromiseWithResolvers<AnsweredLines>[] = [];
  worker.on('message', (answered: AnsweredLines) => waiting.shift()?.resolve(answered));
  const send = (message: WorkerMessage, moved: ArrayBuffer[] = []) => worker.postMessage(message, moved);
  worker.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    answer(lines) {
      const answered = Promise.withResolvers<AnsweredLines>();
      waiting.push(answered);
      send(lines, [lines.buffer]);
      return answered.promise;
    },
    learn: (secrets) => send(secrets),
    close: async () => void (await worker.terminate()),
  };
}
