/** What the page of a walk needs only after its first answer: a second script gives it, when the page is read. */
import type { PageChanges } from '../outputs/html/beginning.ts';
import type { WalkFacts } from '../views/facts.ts';

export interface Later {
  /** Writes the heading and the steps of a walk. */
  readonly wholeMarkup: (facts: WalkFacts, changes: PageChanges | null) => string;
  /** Writes the origin of each byte as JSON. */
  readonly originsText: (facts: WalkFacts) => string;
}

/** Gives the first script what it waits for. */
export let giveLater: (given: Later) => void;

/** Resolves when the second script has run. */
export const later: Promise<Later> = new Promise((resolve) => {
  giveLater = resolve;
});
