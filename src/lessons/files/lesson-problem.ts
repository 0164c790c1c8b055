/** What is wrong with the file of a lesson, and where in it. */
import { type Problem, problem } from '../../bytes/problem.ts';

export interface LessonProblem extends Problem {
  /** Its path in the folder of the course. */
  readonly file: string;
  /** The field, with dots: `check.0.hints`; the line, or the heading, where it is none. */
  readonly field: string;
}

/** Where in the files of the course something stands. */
export interface LessonPlace {
  readonly file: string;
  readonly field: string;
}

/** A problem with the place that it is about; `code`, `says` and `fix` as in `problem`. */
export function lessonProblem(place: LessonPlace, code: string, says: string, fix: string): LessonProblem {
  return { ...problem(code, says, fix), ...place };
}

/** A damaged file of the course is a fault of the program. */
export function damaged(problems: readonly LessonProblem[]): Error {
  const each = problems.map(({ file, field, says }) => `${file}, ${field}: ${says}`);
  return new Error(`A file of the course does not have the format of a lesson. ${each.join(' ')}`);
}
