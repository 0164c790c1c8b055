/** The grades of a class: a result for each submission, and what is compared between them. */
import type { Grade } from '../grade.ts';
import type { Points } from '../points/points.ts';
import type { Hint } from './hints.ts';

export interface SubmissionGrade {
  /** The name of the file or the folder that was handed in. */
  readonly submission: string;
  readonly student: string;
  readonly result: SubmissionResult;
  readonly hints: readonly Hint[];
}

export type SubmissionResult =
  | {
      readonly kind: 'graded';
      /** The command that was run, as words. */
      readonly command: readonly string[];
      readonly grade: Grade;
      readonly points: Points;
      /** The number of its own files that the program changed while it was graded. */
      readonly changed: number;
    }
  /** It could not be run. `why` has no period at the end. */
  | { readonly kind: 'not-graded'; readonly why: string };

export interface ClassGrade {
  /** In the order of the names of the submissions. */
  readonly submissions: readonly SubmissionGrade[];
  /** The submissions whose files were changed in the folder that was read. This has no effect on the grades. */
  readonly changedOriginals: readonly string[];
}
