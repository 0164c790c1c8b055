/** Ends connections on which nothing happens, so that they do not keep others out. */
import type { Socket } from 'node:net';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { ServedConnection } from './tunnel.ts';

/** The maximum times in milliseconds without a byte in either direction. */
export interface SilenceLimits {
  /** The limit between requests, and before the first one. */
  readonly idle: number;
  /** The limit while a response is outstanding, or in a tunnel. */
  readonly busy: number;
}

/**
 * Ends the connection when it has been silent for too long. A server may need minutes for a response, so the limit is
 * longer while one is outstanding. What happens is looked at once per `idle` milliseconds.
 */
export function endSilence(client: Socket, served: ServedConnection, { idle, busy }: SilenceLimits): void {
  let silent = 0;
  let passed = 0;
  const watch = () => client.setTimeout(idle);
  client.on('timeout', () => {
    const now = client.bytesRead + client.bytesWritten;
    silent = now === passed ? silent + idle : idle;
    passed = now;
    if (served.isBusy() && silent < busy) watch();
    else served.lose(tooSilent(silent));
  });
  watch();
}

const tooSilent = (milliseconds: number): Problem =>
  problem(
    'idle-timeout',
    `No byte passed in either direction for ${milliseconds / 1000} seconds, so the capture ended the connection.`,
    'Check whether the client or the server waits for the other one.',
  );
