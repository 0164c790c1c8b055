/** Judgements that need no lines. */
import type { Judgement } from './given.ts';

const without = (verdict: Judgement['verdict'], says: readonly string[]): Judgement => ({
  verdict,
  says,
  lines: [],
  firstWrong: null,
});

export const right = (...says: readonly string[]): Judgement => without('right', says);
export const wrong = (...says: readonly string[]): Judgement => without('wrong', says);
export const incomplete = (...says: readonly string[]): Judgement => without('incomplete', says);
