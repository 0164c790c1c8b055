/** Whether shots come out as they say, solutions pass, and nothing passes before anything is done. */
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../exhibits.ts';
import { checksOf, exhibitsOf, type Placed, shotsOf } from '../files/parts-of-lesson.ts';
import type { Check } from '../format.ts';
import type { Judgement } from '../judging/judgement.ts';
import { judge, kindOf } from '../kinds/table.ts';
import type { PreparedLesson } from '../lesson.ts';
import { meets } from '../shots/outcome.ts';
import { shoot } from '../shots/shots.ts';
import type { Remark, Reviewer } from './remark.ts';

/** A remark for each shot whose outcome is another than it expects, and for each exhibit that there is not. */
export const reviewShots: Reviewer = ({ file, lesson }) => {
  const shots = shotsOf(lesson).flatMap(({ field, part }): Remark[] => {
    const outcome = shoot(lesson, part);
    const found = isProblem(outcome) ? outcome : meets(part.expect, outcome);
    return found ? [{ file, where: field, says: found.says, fix: found.fix }] : [];
  });
  const exhibits = exhibitsOf(lesson).flatMap(({ field, part }): Remark[] => {
    const text = exhibitText(lesson, part);
    return isProblem(text) ? [{ file, where: field, says: text.says, fix: text.fix }] : [];
  });
  return [...shots, ...exhibits];
};

/**
 * A remark for each check that passes before anything is given, and for each solution that does not pass. No signer is
 * run.
 */
export const reviewAnswers: Reviewer = ({ file, lesson }) =>
  checksOf(lesson).flatMap(({ field, part }) => [
    ...passingStart(lesson, part).map((remark) => ({ file, where: field, ...remark })),
    ...failingSolution(lesson, { field, part }).map((remark) => ({ file, ...remark })),
  ]);

function passingStart(lesson: PreparedLesson, check: Check): Pick<Remark, 'says' | 'fix'>[] {
  const start = kindOf(check).start(check.answer);
  if (!start || judge(lesson, check, start).verdict !== 'right') return [];
  return [{ says: 'The check passes before anything is done.', fix: 'Ask for something that is not so at the start.' }];
}

/** A signer is run by who grades it, so that its command line is all there is to look at. */
function failingSolution(lesson: PreparedLesson, { field, part }: Placed<Check>): Omit<Remark, 'file'>[] {
  const where = `${field}.solution`;
  const kind = kindOf(part);
  const solution = kind.solve(lesson, part.answer, part.solution);
  if (isProblem(solution)) return [{ where, says: solution.says, fix: solution.fix }];
  if (kind.solutionForm === 'command-line') return isBlank(part.solution) ? [{ where, ...NO_COMMAND }] : [];
  const judgement = judge(lesson, part, solution);
  return judgement.verdict === 'right' ? [] : [{ where, ...failed(judgement) }];
}

const isBlank = (solution: Check['solution']): boolean => String(solution).trim() === '';

const NO_COMMAND = { says: 'The solution is empty.', fix: 'Give the command line of a signer that passes.' };

const failed = ({ verdict, says }: Judgement): Pick<Remark, 'says' | 'fix'> => ({
  says: `The solution is ${verdict}. ${says.join(' ')}`.trim(),
  fix: 'Give what is computed, or ask for something else.',
});
