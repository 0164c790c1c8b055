/** Defines what the book is written from. */
import type { Cause } from '../../../causes/cause.ts';
import type { PreparedLesson } from '../../../lessons/lesson.ts';
import type { SignedRequests } from '../../../lessons/prepared.ts';
import type { FormId } from '../../../views/book/forms.ts';
import type { WalkFacts } from '../../../views/facts.ts';

/** The example in one form, and the command line that walks through it. */
export interface BookForm {
  readonly id: FormId;
  readonly facts: WalkFacts;
  readonly command: string;
}

/** Everything that the book is written from. */
export interface Book {
  /** The version of this program. */
  readonly version: string;
  readonly forms: readonly BookForm[];
  readonly lessons: readonly PreparedLesson[];
  readonly causes: readonly Cause[];
  /** The requests with which the examples of causes are made. */
  readonly demonstrated: SignedRequests;
}
