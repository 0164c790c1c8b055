/**
 * Determines how the request of a walk is sent: the signal that cancels it, the receiver of its progress, and the
 * storage for a long response.
 */

import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { Scratch } from '../../http/body/recorded.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { World } from '../world/world.ts';

/**
 * Sends the request of a walk. If the user watches, the whole response can be viewed until the request is sent again,
 * even if it is too long for memory. `null` means that no one watches.
 */
export type WalkSender = (watch: SendWatch | null) => Promise<RedactedExchange>;

export interface SendWatch {
  /** Cancels the exchange. Everything that has arrived by then is shown. */
  readonly signal: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress: (progress: ExchangeProgress) => void;
}

/** The parts of a send order that depend on whether the user watches. */
export type Watched = Pick<SendOrder, 'signal' | 'onProgress' | 'makeScratch' | 'answerLimit'>;

export const UNWATCHED: Watched = { signal: null, onProgress: null, makeScratch: null, answerLimit: null };

/**
 * Creates the sender of a walk. `total` is the length of the request in bytes, including its head. The whole response
 * is kept, up to a limit, only if the user watches. The space for it is freed when the next request is sent.
 */
export function watchedSender(
  { makeScratch, answerLimit }: Pick<World, 'makeScratch' | 'answerLimit'>,
  total: number,
  send: (watched: Watched) => ReturnType<WalkSender>,
): WalkSender {
  let taken: Scratch[] = [];
  const watched = ({ signal, onProgress }: SendWatch): Watched => ({
    signal,
    onProgress: (progress) => onProgress({ ...progress, total }),
    makeScratch: () => {
      const scratch = makeScratch();
      taken.push(scratch);
      return scratch;
    },
    answerLimit,
  });
  return (watch) => {
    for (const scratch of taken) scratch.discard();
    taken = [];
    return send(watch ? watched(watch) : UNWATCHED);
  };
}
