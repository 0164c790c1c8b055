/** The parts of a text that is to be put in order: its lines and the others, in an order that tells nothing. */
import { isProblem } from '../../bytes/problem.ts';
import type { Question } from '../../lessons/format.ts';
import type { PreparedLesson } from '../../lessons/prepared.ts';
import { offeredParts } from '../../lessons/values.ts';

/** None of a question that is another. */
export function partsOf(lesson: PreparedLesson, { answer }: Question): readonly string[] {
  if (answer.kind !== 'order') return [];
  const parts = offeredParts(lesson, answer);
  return isProblem(parts) ? [] : parts;
}
