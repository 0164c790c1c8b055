/** A question on paper: what is asked, and what there is to choose from; no answer. */
import type { Question } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { aside, type Block, heading, line, words } from '../page.ts';
import { exhibitBlocks } from './exhibits.ts';
import { rowRuns } from './value-lines.ts';

/** Below a heading with the id of the step, by which it is answered. */
export function askedBlocks(lesson: PreparedLesson, question: Question): Block[] {
  return [
    heading(question.id, words(question.ask)),
    ...question.exhibits.flatMap((exhibit) =>
      isAsked(lesson, exhibit) ? [line('', [aside('(what you have made above)')])] : exhibitBlocks(lesson, exhibit),
    ),
    ...kindOf(question)
      .paper(lesson, question.answer)
      .map((one) => line('', rowRuns(one))),
  ];
}

/** On a screen it is there once it has been written; on paper it would be the answer to what is asked above. */
function isAsked({ check, prepared }: PreparedLesson, exhibit: Exhibit): boolean {
  if (exhibit.kind !== 'value' || exhibit.shot !== undefined) return false;
  const [{ name: first }] = prepared;
  return check.some((question) => {
    const { expected } = kindOf(question).parts(question.answer);
    if (!expected || !('value' in expected)) return false;
    const { value, request = first } = expected;
    return value === exhibit.value && request === (exhibit.request ?? first);
  });
}
