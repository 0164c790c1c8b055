/** Makes the tests that a build server reads in a grade: one for each case, and a last one for what was not an answer. */
import type { ToldCase, ToldGrade } from '../../grading/told.ts';
import { wrongStages } from './grade-report.ts';

export interface TestPoint {
  readonly suite: string;
  readonly name: string;
  /** The reason for the failure; `null` if the answer is correct. */
  readonly failure: string | null;
}

/** The test case that fails if any output was not an answer. */
const PROTOCOL = 'protocol';

/** Returns the tests in the order of the cases. */
export function testPoints({ cases, faults }: ToldGrade): TestPoint[] {
  return [
    ...cases.map((one) => ({ suite: one.publisher, name: one.id, failure: one.isRight ? null : failureOf(one) })),
    { suite: PROTOCOL, name: PROTOCOL, failure: faults.length === 0 ? null : faults.map(({ says }) => says).join(' ') },
  ];
}

function failureOf(one: ToldCase): string {
  const { says, firstWrong, mistake } = one;
  if (says !== null) return says;
  const where = firstWrong?.place ? `; first at line ${firstWrong.place.line}, byte ${firstWrong.place.column}` : '';
  const named = mistake === null ? '' : ` ${mistake.mutation.says}`;
  return `Wrong: ${wrongStages(one).join(', ')}${where}.${named}`;
}
