/** A learner's signer graded without a process: its answers to the cases of these groups. */
import { answerBook } from '../../../src/grading/answer-book.ts';
import { casesOf, selectCases } from '../../../src/grading/cases/cases.ts';
import type { GradedCase } from '../../../src/grading/cases/graded-case.ts';
import type { Group } from '../../../src/grading/cases/groups.ts';
import { type Grade, gradeOf } from '../../../src/grading/grade.ts';
import type { AskedDuring } from '../../../src/grading/mistakes/clock-mistake.ts';
import { sound } from '../problems.ts';
import { VECTOR_GROUPS } from '../vectors/published-vectors.ts';
import { type LearnerLine, learnerAnswer, type Mistake } from './learner-signer.ts';

export const ALL_CASES = casesOf(VECTOR_GROUPS);

/** Those that are asked with these groups. */
export function casesWith(...groups: Group[]): readonly GradedCase[] {
  return sound(selectCases(ALL_CASES.cases, { groups, only: [], skip: [] }));
}

/** What a signer answers to a line, as an object or a line of text; `null` for nothing. */
export type Answering = (line: LearnerLine) => unknown;

export function gradeOfAnswers(
  cases: readonly GradedCase[],
  answer: Answering,
  during: AskedDuring | null = null,
): Grade {
  const book = answerBook(cases);
  book.startProcess();
  for (const { id, line } of cases) {
    const answered = answer(JSON.parse(JSON.stringify(line)));
    if (answered === null) book.miss(id, 'program-ended', 'It ended.');
    else book.take(Buffer.from(typeof answered === 'string' ? answered : JSON.stringify(answered)));
  }
  return gradeOf(cases, book, during);
}

export const gradeOfMistake = (mistake: Mistake, isBare = false): Grade =>
  gradeOfAnswers(casesWith(), (line) => learnerAnswer(line, mistake, isBare));
