/** The end of an exchange, which several things may bring about and only one does. */
import type { Problem } from '../bytes/problem.ts';

export interface Ending {
  /** Ends it, unless it has ended. `null` where nothing went wrong but what the answer itself says. */
  end(failure: Problem | null): void;
  /** Something to do at the end, before anybody is told of it. */
  also(cleanUp: () => void): void;
}

export function onceEnded(tell: (failure: Problem | null) => void): Ending {
  const cleanUps: (() => void)[] = [];
  let isOver = false;
  return {
    end(failure) {
      if (isOver) return;
      isOver = true;
      for (const cleanUp of cleanUps) cleanUp();
      tell(failure);
    },
    also: (cleanUp) => void cleanUps.push(cleanUp),
  };
}
