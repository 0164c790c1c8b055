/** Handing the body on as it comes, no faster than it is taken. */

export interface BodyOutlet {
  /** Hands these pieces on, after the ones before them. */
  deliver(pieces: readonly Uint8Array[]): void;
  /** Calls `then` once everything has been taken: now or later, and not where it could not be. The first call counts. */
  whenTaken(then: () => void): void;
}

/** What the outlet does to its source. */
export interface OutletValves {
  /** No more, please; what was delivered is not taken yet. */
  readonly hold: () => void;
  readonly release: () => void;
  /** `onBody` threw or rejected. Nothing more is handed on. */
  readonly fail: (error: unknown) => void;
}

export function bodyOutlet(
  onBody: ((piece: Uint8Array) => void | Promise<void>) | null,
  { hold, release, fail }: OutletValves,
): BodyOutlet {
  let waiting: Uint8Array[] = [];
  let isBusy = false;
  let then: (() => void) | null = null;

  const run = async (first: Promise<void>, rest: readonly Uint8Array[]): Promise<void> => {
    await first;
    for (const piece of rest) await onBody?.(piece);
    while (waiting.length > 0) {
      const pieces = waiting;
      waiting = [];
      for (const piece of pieces) await onBody?.(piece);
    }
    isBusy = false;
    release();
    then?.();
  };
  const handOn = (pieces: readonly Uint8Array[]): void => {
    for (const [index, piece] of pieces.entries()) {
      const promise = onBody?.(piece);
      if (!promise) continue;
      isBusy = true;
      hold();
      run(promise, pieces.slice(index + 1)).catch(fail);
      return;
    }
  };
  return {
    deliver(pieces) {
      if (onBody === null) return;
      if (isBusy) {
        for (const piece of pieces) waiting.push(piece);
        return;
      }
      try {
        handOn(pieces);
      } catch (error) {
        isBusy = true;
        fail(error);
      }
    },
    whenTaken(callback) {
      if (then) return;
      then = callback;
      if (!isBusy) then();
    },
  };
}
