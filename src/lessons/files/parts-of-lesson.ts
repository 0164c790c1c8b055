/** Lists the parts of a lesson, each with the field that contains it. */
import type { Check, FrontMatter, Question } from '../format.ts';
import type { Exhibit, Option, Shot } from '../format-parts.ts';
import type { AnswerParts } from '../kinds/kind.ts';
import { kindOf } from '../kinds/table.ts';

/** A part and its field in the front matter, in dot notation, such as `break.1.predict`. */
export interface Placed<Part> {
  readonly field: string;
  readonly part: Part;
}

const placed = <Part>(field: string, parts: readonly Part[]): Placed<Part>[] =>
  parts.map((part, at) => ({ field: `${field}.${at}`, part }));

type Parts = Pick<FrontMatter, 'predict' | 'run' | 'break' | 'cards' | 'check' | 'quiz'>;

export const checksOf = ({ check }: Pick<Parts, 'check'>): Placed<Check>[] => placed('check', check);

/** Lists the predictions and the checks. The predictions include the break switches' own predictions. */
export function questionsOf(lesson: Parts): Placed<Question>[] {
  const switches = placed('break', lesson.break).flatMap(({ field, part }) =>
    part.predict ? [{ field: `${field}.predict`, part: part.predict }] : [],
  );
  return [...placed('predict', lesson.predict), ...switches, ...checksOf(lesson)];
}

/** Lists the parts of all answers, each with its field, such as `check.0.answer`. */
export function answersOf(lesson: Parts): Placed<AnswerParts>[] {
  return questionsOf(lesson).map(({ field, part }) => ({
    field: `${field}.answer`,
    part: kindOf(part).parts(part.answer),
  }));
}

/** Lists all shots, which come from the runs, the break switches, the cards, and the answers. */
export function shotsOf(lesson: Parts): Placed<Shot>[] {
  const tried = answersOf(lesson).flatMap(({ field, part }) => placed(`${field}.shots`, part.shots ?? []));
  return [...placed('run', lesson.run), ...placed('break', lesson.break), ...placed('cards', lesson.cards), ...tried];
}

export function choicesOf(lesson: Parts): Placed<readonly Option[]>[] {
  const asked = answersOf(lesson).flatMap(({ field, part: { options } }) =>
    options ? [{ field: `${field}.options`, part: options }] : [],
  );
  const quiz = placed('quiz', lesson.quiz).map(({ field, part }) => ({
    field: `${field}.options`,
    part: part.options,
  }));
  return [...asked, ...quiz];
}

export function exhibitsOf(lesson: Parts): Placed<Exhibit>[] {
  return questionsOf(lesson).flatMap(({ field, part }) => placed(`${field}.exhibits`, part.exhibits));
}

export function findShot(lesson: Parts, id: string): Shot | null {
  return shotsOf(lesson).find(({ part }) => part.id === id)?.part ?? null;
}
