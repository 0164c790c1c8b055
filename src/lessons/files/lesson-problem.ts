/** Describes a problem in a lesson file, and its location. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { PreparedLesson } from '../lesson.ts';

export interface LessonProblem extends Problem {
  /** The path inside the course folder. */
  readonly file: string;
  /** The field in dot notation, such as `check.0.hints`. If the problem is not in a field, the line or the heading. */
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

/** Creates the exception for a damaged course file, which is a fault of this program. */
export function damaged(problems: readonly LessonProblem[]): Error {
  const each = problems.map(({ file, field, says }) => `${file}, ${field}: ${says}`);
  return new Error(`A file of the course does not have the format of a lesson. ${each.join(' ')}`);
}

/** A problem without the text of the file. `field` can also be a line or a heading. */
export type Remark = Pick<LessonProblem, 'file' | 'field' | 'says' | 'fix'>;

/** The name used instead of a file in remarks about all lessons together. */
export const COURSE = 'the course';

export interface ReviewedLesson {
  readonly file: string;
  readonly text: string;
  readonly lesson: PreparedLesson;
}

export type Reviewer = (reviewed: ReviewedLesson) => readonly Remark[];
