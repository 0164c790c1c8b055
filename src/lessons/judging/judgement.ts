/** What is found out about an answer. */

/** The first byte that is not as it should be. Numbers from 1, the offset from 0 in the whole text. */
export interface FirstWrong {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** The byte that was given, and the one that belongs there; `null` where the line or the text ends. */
  readonly given: number | null;
  readonly wanted: number | null;
}

/** A line as far as it goes. */
export type LineStanding = 'right' | 'so-far' | 'wrong';

export interface Judgement {
  readonly verdict: 'right' | 'wrong' | 'incomplete';
  /** What the learner is told, in sentences; none where the verdict says it all. */
  readonly says: readonly string[];
  /** For typed lines and ordered parts, one for each that was given. */
  readonly lines: readonly LineStanding[];
  readonly firstWrong: FirstWrong | null;
}

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
