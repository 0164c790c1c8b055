/** Passes on a body as it arrives, but no faster than the receiver accepts it. */
import { isProblem } from '../bytes/problem.ts';
import type { BodyTaker } from './send-order.ts';

export interface BodyOutlet {
  /**
   * Passes on these pieces, after all earlier pieces. Calls `taken` once the pieces have been accepted, which may be
   * immediately. `taken` is never called for pieces that are dropped.
   */
  deliver(pieces: readonly Uint8Array[], taken: () => void): void;
  /**
   * Calls `then` once all pieces have been accepted, which may be immediately. `then` is never called after a failure.
   * Only the first call of this method has an effect.
   */
  whenTaken(then: () => void): void;
}

interface OutletValves {
  /** Pauses the source because a piece has not been accepted yet. */
  readonly hold: () => void;
  readonly release: () => void;
  /**
   * Reports that a piece was not accepted. `reason` is the returned problem or the thrown value. Nothing more is passed
   * on.
   */
  readonly fail: (reason: unknown) => void;
}

type Taken = ReturnType<BodyTaker>;

/** Creates an outlet that passes pieces to `take`. If `take` is `null`, the pieces are dropped. */
export function bodyOutlet(
  take: ((piece: Uint8Array) => Taken) | null,
  { hold, release, fail }: OutletValves,
): BodyOutlet {
  let waiting: Uint8Array[] = [];
  let lent: (() => void)[] = [];
  let isBusy = false;
  let then: (() => void) | null = null;

  /** The outlet stays busy, so that no other pieces are passed on. */
  const refuse = (reason: unknown): void => {
    isBusy = true;
    fail(reason);
  };
  const run = async (first: Taken, rest: readonly Uint8Array[]): Promise<void> => {
    waiting = [...rest];
    let taken = await first;
    while (!isProblem(taken) && waiting.length > 0) {
      const pieces = waiting;
      waiting = [];
      taken = await firstProblem(pieces);
    }
    if (isProblem(taken)) {
      refuse(taken);
      return;
    }
    isBusy = false;
    for (const taken of lent) taken();
    lent = [];
    release();
    then?.();
  };
  const firstProblem = async (pieces: readonly Uint8Array[]): Promise<Awaited<Taken>> => {
    for (const piece of pieces) {
      const taken = await take?.(piece);
      if (isProblem(taken)) return taken;
    }
    return null;
  };
  const handOn = (pieces: readonly Uint8Array[]): void => {
    for (const [index, piece] of pieces.entries()) {
      const taken = take?.(piece);
      if (!taken) continue;
      if (isProblem(taken)) {
        refuse(taken);
      } else {
        isBusy = true;
        hold();
        run(taken, pieces.slice(index + 1)).catch(refuse);
      }
      return;
    }
  };
  return {
    deliver(pieces, taken) {
      // The hash of what is only recorded may still read these pieces.
      if (take === null) return;
      if (isBusy) {
        for (const piece of pieces) waiting.push(piece);
      } else {
        try {
          handOn(pieces);
        } catch (error) {
          refuse(error);
        }
      }
      if (isBusy) lent.push(taken);
      else taken();
    },
    whenTaken(callback) {
      if (then) return;
      then = callback;
      if (!isBusy) then();
    },
  };
}
