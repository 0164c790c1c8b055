/** Verifies lines on all cores. If there are several, worker threads return text for each batch of lines. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AnsweredLines, BatchVerifier } from '../app/world/programs.ts';
import { batchVerifier } from '../commands/verify/lines.ts';
import type { InputLine } from '../intake/lines/split-lines.ts';
import type { VerifierSettings } from '../verification/keys.ts';
import type { WorkerMessage } from './line-worker.ts';

const WORKER = new URL('./line-worker.js', import.meta.url);

/** The number of batches that this thread verifies first. Starting workers is worthwhile only if there are more. */
const ANSWERED_HERE = 4;

interface LineWorkers extends BatchVerifier {
  readonly close: () => Promise<void>;
}

/** Calls `use` with workers, and stops them afterward. */
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
    // Each worker has its current batch and the next batch.
    mostOpen: 2 * count,
    answer(lines) {
      batches += 1;
      // A batch in which a line is too long is not sent to a worker. On one core, a worker would only take turns with this thread.
      if (count === 1 || batches <= ANSWERED_HERE || lines.includes('too-long')) return here.answer(lines);
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

/** Copies lines into one array, which can be transferred to a worker. */
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

/** Starts workers, which receive batches in turn. */
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
 * The memory for new objects in MiB. Almost all of them are short-lived. By default, Node.js uses several times as much
 * memory and is not faster (npm run bench -- verify).
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
