/** What a request of a walk is sent with: who stops it, who is told of it, and room for a long answer. */
import type { Scratch } from '../../http/body/scratch.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { SendWatch, WalkSender, World } from '../world/world.ts';

/** What of an order depends on who watches. */
export type Watched = Pick<SendOrder, 'signal' | 'onProgress' | 'makeScratch'>;

export const UNWATCHED: Watched = { signal: null, onProgress: null, makeScratch: null };

/** `total`: the bytes of the request, with its head. Room that one answer took is given back when the next is sent. */
export function watchedSender(
  { makeScratch }: Pick<World, 'makeScratch'>,
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
  });
  return (watch) => {
    for (const scratch of taken) scratch.discard();
    taken = [];
    return send(watch ? watched(watch) : UNWATCHED);
  };
}
