/** Writes the text for a student: the points, the mistakes by name, and where the program is wrong, without the solution. */
import type { SubmissionGrade } from '../../../grading/class/class-grade.ts';
import { type Telling, tell } from '../../../grading/told.ts';
import { reportText } from '../../../outputs/plain/plain-text.ts';
import { printable } from '../../../views/characters/visible.ts';
import { gradeReport } from '../../../views/grading/grade-report.ts';

interface StudentTelling extends Pick<Telling, 'say' | 'groups' | 'leftOut'> {
  readonly of: number;
  /** Whether the cases were drawn. The student then cannot ask them again. */
  readonly isFresh: boolean;
  /** What the program wrote to standard error, as lines. */
  readonly talk: readonly string[];
}

const WIDTH = 100;

/** Returns the text. Hints about copying are for the teacher, and are not in it. */
export function studentReport({ student, result }: SubmissionGrade, telling: StudentTelling): string {
  const name = `${printable(student)}\n\n`;
  if (result.kind === 'not-graded') return `${name}Your program was not graded: ${printable(result.why)}.\n`;
  const { isFresh, talk, ...told } = telling;
  const grade = tell(result.grade, { ...told, program: result.command, repeatWith: isFresh ? null : [] });
  return `${name}${reportText(gradeReport({ grade }), WIDTH)}${talk.map((line) => `${line}\n`).join('')}`;
}
