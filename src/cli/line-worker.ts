/** A worker thread: batches of lines in, their answers out. */
import { parentPort, workerData } from 'node:worker_threads';
import { answerBatch } from '../commands/json-lines.ts';
import { lineVerifier } from '../commands/verify-lines.ts';
import { lineSplitter } from '../intake/split-lines.ts';
import type { VerifierSettings } from '../verification/known-secrets.ts';

// What is sent here is what line-workers.ts sends.
const verifier = lineVerifier(workerData as VerifierSettings);

parentPort?.on('message', (lines: Uint8Array) => {
  parentPort?.postMessage(answerBatch(lineSplitter(lines.length).take(lines), verifier));
});
