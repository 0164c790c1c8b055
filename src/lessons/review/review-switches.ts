/** Checks that a learner keeps predicting while breaking things, instead of only pressing Enter. */
import type { Remark, Reviewer } from '../files/lesson-problem.ts';

/** The maximum number of break switches in a row without a prediction. */
const MOST_IN_A_ROW = 4;

/** Reports each break switch that is one too many since the last prediction. */
export const reviewSwitches: Reviewer = ({ file, lesson }) => {
  let inARow = 0;
  return lesson.break.flatMap(({ predict }, at): Remark[] => {
    inARow = predict ? 0 : inARow + 1;
    if (inARow !== MOST_IN_A_ROW + 1) return [];
    const says = `This is switch number ${inARow} in a row without a question.`;
    return [{ file, field: `break.${at}`, says, fix: 'Ask for a prediction before it, or before one of the others.' }];
  });
};
