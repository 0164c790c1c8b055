/** Lines verified on every core: batches go to worker threads, and come back as text. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { answerBatch } from '../commands/json-lines.ts';
import { lineVerifier } from '../commands/verify-lines.ts';
import type { AnsweredLines, BatchAnswerer } from '../commands/world.ts';
import type { InputLine } from '../intake/split-lines.ts';
import type { VerifierSettings } from '../verification/known-secrets.ts';

/** Beside the built program. */
const WORKER = new URL('./line-worker.js', import.meta.url);

/** Batches that are answered here before anybody is started: for a few lines that would take longer than they do. */
const ANSWERED_HERE = 4;

interface LineWorkers {
  readonly answer: BatchAnswerer;
  readonly close: () => Promise<void>;
}

/** Runs `use` with what answers batches of lines, and stops the workers when it is done. */
export async function withLineWorkers(
  settings: VerifierSettings,
  use: (answer: BatchAnswerer) => Promise<number>,
): Promise<number> {
  const { answer, close } = lineWorkers(settings);
  try {
    return await use(answer);
  } finally {
    await close();
  }
}

function lineWorkers(settings: VerifierSettings): LineWorkers {
  const verifier = lineVerifier(settings);
  let batches = 0;
  let pool: Pool | null = null;
  return {
    answer(lines) {
      batches += 1;
      // What stands for a line that is too long is nothing to send.
      if (batches <= ANSWERED_HERE || lines.includes('too-long')) return answerBatch(lines, verifier);
      pool ??= startPool(settings);
      return pool.answer(joined(lines));
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
  readonly close: () => Promise<void>;
}

/** A worker for each core; the next batch goes to the one that has waited longest. */
function startPool(settings: VerifierSettings): Pool {
  const workers = Array.from({ length: availableParallelism() }, () => startWorker(settings));
  let next = 0;
  return {
    answer(lines) {
      const worker = workers[next % workers.length];
      next += 1;
      return worker ? worker.answer(lines) : Promise.reject(new Error('There is no worker.'));
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
  worker.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    answer(lines) {
      const answered = Promise.withResolvers<AnsweredLines>();
      waiting.push(answered);
      worker.postMessage(lines, [lines.buffer]);
      return answered.promise;
    },
    close: async () => void (await worker.terminate()),
  };
}
