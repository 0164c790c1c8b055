/** A file read from its beginning to its end, as fast as it can be hashed, and watched by who waits for it. */
import { createReadStream } from 'node:fs';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { ReadWatch } from '../../http/body/progress.ts';

/** In bytes. With the 64 KiB that Node.js takes by itself, the reads cost as much as SHA-256. */
const PIECE = 1_048_576;
/** Milliseconds between reports: people see no more than ten numbers a second. */
const INTERVAL = 100;

/** Its pieces; throws where it cannot be read, or where who watches stops it. `length`: what is expected. */
export async function* wholeFile(path: string, length: number, watch: ReadWatch | null): AsyncGenerator<Uint8Array> {
  const { signal = null } = watch ?? {};
  const begun = performance.now();
  let told = begun;
  let read = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE, ...(signal && { signal }) })) {
    yield piece;
    read += piece.length;
    const now = performance.now();
    if (watch === null || now - told < INTERVAL) continue;
    told = now;
    watch.onProgress({ milliseconds: now - begun, read, length });
  }
}

export function readingStopped(): Problem {
  return problem('interrupted', 'The body was not read to its end, and nothing is signed.', 'Begin again.');
}
