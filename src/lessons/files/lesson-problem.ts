/** Describes what is wrong with the file of a lesson, and where. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { PreparedLesson } from '../lesson.ts';

export interface LessonProblem extends Problem {
  /** The path in the folder of the course. */
  readonly file: string;
  /** The field, with dots: `check.0.hints`. For other problems, the line or the heading. */
  readonly field: string;
}

export function lessonProblem(
  place: Pick<LessonProblem, 'file' | 'field'>,
  code: string,
  says: string,
  fix: string,
): LessonProblem {
  return { ...problem(code, says, fix), ...place };
}

/** Makes the exception for a damaged file of the course, which is a fault of this program. */
export function damaged(problems: readonly LessonProblem[]): Error {
  const each = problems.map(({ file, field, says }) => `${file}, ${field}: ${says}`);
  return new Error(`A file of the course does not have the format of a lesson. ${each.join(' ')}`);
}

/** A problem without the text of the file; `field` may also be a line or a heading. */
export type Remark = Pick<LessonProblem, 'file' | 'field' | 'says' | 'fix'>;

/** Names the file of a remark about all lessons together. */
export const COURSE = 'the course';

/** A lesson with the text of its file. */
export interface ReviewedLesson {
  readonly file: string;
  readonly text: string;
  readonly lesson: PreparedLesson;
}

export type Reviewer = (reviewed: ReviewedLesson) => readonly Remark[];
