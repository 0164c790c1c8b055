/**
 * Determines how the request of a walk is sent: the signal that cancels it, the receiver of its progress, and the
 * storage for a long response.
 */

import type { Scratch } from '../../http/body/recorded.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { SendWatch, WalkSender } from '../walks/shown-walk.ts';
import type { World } from '../world/world.ts';

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
