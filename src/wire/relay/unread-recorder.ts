/** Records a connection from the first bytes that cannot be read: everything in both directions. */
import { performance } from 'node:perf_hooks';
import type { Problem } from '../../bytes/problem.ts';
import type { RawTap } from './director.ts';

export interface UnreadRecorder {
  take(direction: 'request' | 'response', raw: Uint8Array): void;
  /** Ends the recording. Only the first call counts. */
  end(): void;
}

/** `problem` says why the bytes cannot be read; it ends the recording. */
export function unreadRecorder(tap: RawTap | null, problem: Problem): UnreadRecorder {
  const start = performance.now();
  let isEnded = false;
  return {
    take: (direction, raw) => tap?.take(direction, performance.now() - start, raw),
    end() {
      if (!isEnded) tap?.end(problem);
      isEnded = true;
    },
  };
}
