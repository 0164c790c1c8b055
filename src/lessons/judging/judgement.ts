/** Judgements that need no lines. */
import type { Judgement } from '../given.ts';

const without = (verdict: Judgement['verdict'], says: readonly string[]): Judgement => ({
  verdict,
  says,
  lines: [],
  firstWrong: null,
});

/** `says` in sentences, as in the two below; none where the verdict says it all. */
export const right = (...says: readonly string[]): Judgement => without('right', says);
/** Something is not as it should be. */
export const wrong = (...says: readonly string[]): Judgement => without('wrong', says);
/** Something is missing, and nothing is wrong. */
export const incomplete = (...says: readonly string[]): Judgement => without('incomplete', says);
