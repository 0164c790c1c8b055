/** Runs a worker thread that verifies batches of lines. The thread can receive more secrets at any time. */
import { parentPort, workerData } from 'node:worker_threads';
import { batchVerifier } from '../commands/verify/lines.ts';
import { lineSplitter } from '../intake/lines/split-lines.ts';
import type { KnownSecret, VerifierSettings } from '../verification/keys.ts';

export type WorkerMessage = Uint8Array | readonly KnownSecret[];

const verifier = batchVerifier(workerData as VerifierSettings);

parentPort?.on('message', (message: WorkerMessage) => {
  if (message instanceof Uint8Array) {
    parentPort?.postMessage(verifier.answer(lineSplitter(message.length).take(message)));
  } else {
    verifier.learn(message);
  }
});
