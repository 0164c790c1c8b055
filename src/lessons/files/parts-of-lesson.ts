/** Lists the parts of a lesson. */
import type { FrontMatter, Question } from '../format.ts';
import type { Shot } from '../format-parts.ts';
import { kindOf } from '../kinds/table.ts';

type Parts = Pick<FrontMatter, 'predict' | 'run' | 'break' | 'cards' | 'check'>;

/**
 * Lists the questions in order: the predictions, also those of the break switches, and the checks. On paper, the number of a
 * question is its place in this list, starting at 1.
 */
export const questionsOf = (lesson: Parts): readonly Question[] => [
  ...lesson.predict,
  ...lesson.break.flatMap(({ predict }) => predict ?? []),
  ...lesson.check,
];

/** Lists all shots, which come from the runs, the break switches, the cards, and the answers. */
export const shotsOf = (lesson: Parts): readonly Shot[] => [
  ...lesson.run,
  ...lesson.break,
  ...lesson.cards,
  ...questionsOf(lesson).flatMap((question) => kindOf(question).parts(question.answer).shots ?? []),
];

export const findShot = (lesson: Parts, id: string): Shot | null =>
  shotsOf(lesson).find((shot) => shot.id === id) ?? null;
