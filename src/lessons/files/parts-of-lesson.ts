/** What a lesson consists of, each part with the field in which it stands. */
import type { Check, FrontMatter, Question } from '../format.ts';
import type { Exhibit, Option, Shot } from '../format-parts.ts';
import type { AnswerParts } from '../kinds/kind.ts';
import { kindOf } from '../kinds/table.ts';

/** A part and the field in which it stands, with dots. */
export interface Placed<Part> {
  readonly field: string;
  readonly part: Part;
}

const placed = <Part>(field: string, parts: readonly Part[]): Placed<Part>[] =>
  parts.map((part, at) => ({ field: `${field}.${at}`, part }));

type Parts = Pick<FrontMatter, 'predict' | 'run' | 'break' | 'cards' | 'check' | 'quiz'>;

/** The checks, in order. */
export const checksOf = ({ check }: Pick<Parts, 'check'>): Placed<Check>[] => placed('check', check);

/** Predictions, those of the break switches too, and checks. */
export function questionsOf(lesson: Parts): Placed<Question>[] {
  const switches = placed('break', lesson.break).flatMap(({ field, part }) =>
    part.predict ? [{ field: `${field}.predict`, part: part.predict }] : [],
  );
  return [...placed('predict', lesson.predict), ...switches, ...checksOf(lesson)];
}

/** What the answers consist of, each with the field `answer`. */
export function answersOf(lesson: Parts): Placed<AnswerParts>[] {
  return questionsOf(lesson).map(({ field, part }) => ({
    field: `${field}.answer`,
    part: kindOf(part).parts(part.answer),
  }));
}

/** Of the runs, the break switches, those that are no step, and the answers that consist of shots. */
export function shotsOf(lesson: Parts): Placed<Shot>[] {
  const tried = answersOf(lesson).flatMap(({ field, part }) => placed(`${field}.shots`, part.shots ?? []));
  return [...placed('run', lesson.run), ...placed('break', lesson.break), ...placed('cards', lesson.cards), ...tried];
}

/** What there is to choose from: each question's options together. */
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

/** What stands above any question of the lesson. */
export function exhibitsOf(lesson: Parts): Placed<Exhibit>[] {
  return questionsOf(lesson).flatMap(({ field, part }) => placed(`${field}.exhibits`, part.exhibits));
}

/** A shot of a lesson by its id; `null` where there is none. */
export function findShot(lesson: Parts, id: string): Shot | null {
  return shotsOf(lesson).find(({ part }) => part.id === id)?.part ?? null;
}
