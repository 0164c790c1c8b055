/** What somebody who reviews the course says of a lesson. */
import type { LessonProblem } from '../files/lesson-problem.ts';
import type { PreparedLesson } from '../lesson.ts';

export interface Remark {
  /** Its path in the folder of the course. */
  readonly file: string;
  /** The field, the line or the heading. */
  readonly where: string;
  /** One sentence: what is wrong. */
  readonly says: string;
  /** One sentence: how to fix it. */
  readonly fix: string;
}

/** The file of a remark on all lessons together. */
export const COURSE = 'the course';

/** A lesson with the text of its file. */
export interface ReviewedLesson {
  readonly file: string;
  readonly text: string;
  readonly lesson: PreparedLesson;
}

/** Looks at one thing in a lesson; what it needs to know beside the lesson it brings along. */
export type Reviewer = (reviewed: ReviewedLesson) => readonly Remark[];

/** What a problem of a file is for whoever reviews it. */
export const remarkOf = ({ file, field, says, fix }: LessonProblem): Remark => ({ file, where: field, says, fix });
