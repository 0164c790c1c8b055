/** What a request of a walk is sent with: who stops it, who is told of it, and room for a long answer. */

import type { Scratch } from '../../http/body/recorded.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { SendWatch, WalkSender } from '../walks/shown-walk.ts';
import type { World } from '../world/world.ts';

/** What of an order depends on who watches. */
export type Watched = Pick<SendOrder, 'signal' | 'onProgress' | 'makeScratch' | 'answerLimit'>;

export const UNWATCHED: Watched = { signal: null, onProgress: null, makeScratch: null, answerLimit: null };

/**
 * Makes the sender of a walk. `total`: the bytes of the request, with its head. Only where somebody watches is all of the
 * answer kept, and so limited. The room that one answer took is given back when the next is sent.
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
