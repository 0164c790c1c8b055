/** What a learner gives as an answer, and what is to be said of it. */
import type { Octets } from '../bytes/octets.ts';

/** Nothing given is not the same as an empty line given: each is `null` until it is. */
export type Given =
  /** The option, from 0. */
  | { readonly kind: 'choose'; readonly option: number }
  /** The category of each item, from 0; `null` for one without. */
  | { readonly kind: 'sort'; readonly categories: readonly (number | null)[] }
  /** Lines that were ended with enter, the one that is being typed, `null` where none is, and those that stand behind it. */
  | {
      readonly kind: 'type';
      readonly lines: readonly string[];
      readonly typing: string | null;
      readonly behind: readonly string[];
    }
  /** The parts that were taken, by their number among all that are offered. */
  | { readonly kind: 'order'; readonly taken: readonly number[] }
  /** The ids of the shots that were tried. */
  | { readonly kind: 'try'; readonly shots: readonly string[] }
  /** A whole HTTP request. */
  | { readonly kind: 'accept'; readonly request: Octets }
  /** A command line, whether its program passed, and the report; no report where it was not run. */
  | {
      readonly kind: 'grade';
      readonly command: string;
      readonly passed: 'yes' | 'no';
      readonly report: readonly string[];
    };

/** The first byte that is not as it should be. Numbers from 1, the offset from 0 in the whole text. */
export interface FirstWrong {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** The byte that was given, and the one that belongs there; `null` where the line or the text ends. */
  readonly given: number | null;
  readonly wanted: number | null;
}

/** Of a line that is typed: how it stands as far as it goes. */
export type LineStanding = 'right' | 'so-far' | 'wrong';

export interface Judgement {
  readonly verdict: 'right' | 'wrong' | 'incomplete';
  /** What is to be said, in sentences; none where the verdict says it all. */
  readonly says: readonly string[];
  /** For typed lines and ordered parts, one for each that was given. */
  readonly lines: readonly LineStanding[];
  readonly firstWrong: FirstWrong | null;
}
