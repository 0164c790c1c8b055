/** Whether the values that a lesson speaks of are computed at all: seen once its requests are signed. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { PreparedLesson } from '../prepared.ts';
import { requestNamed } from '../shots/shots.ts';
import { filledIn, tableText, traceText, valueText } from '../values.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { checksOf, exhibitsOf, type Placed, questionsOf } from './parts-of-lesson.ts';

/**
 * A problem for each field that names a value, a stage or lines that the lesson does not have. `file`: where it stands.
 */
export function checkValues(file: string, lesson: PreparedLesson): LessonProblem[] {
  const found: Placed<string | Problem>[] = [
    ...ofLook(lesson),
    ...lesson.shown.map((id, at) => ({ field: `shown.${at}`, part: traceText(lesson, id) })),
    ...Object.entries(lesson.values).map(([text, reference]) => ({
      field: `values.${text}`,
      part: tableText(lesson, reference),
    })),
    ...questionsOf(lesson).flatMap(({ field, part: { answer } }) =>
      'expected' in answer ? [{ field: `${field}.answer.expected`, part: valueText(lesson, answer.expected) }] : [],
    ),
    // What comes of shots is computed when somebody wants to see it.
    ...exhibitsOf(lesson).flatMap(({ field, part }) =>
      part.kind === 'answer' || (part.kind === 'value' && part.shot) ? [] : [{ field, part: valueText(lesson, part) }],
    ),
    ...checksOf(lesson).flatMap(({ field, part: { answer, solution } }) =>
      (answer.kind === 'grade' ? [] : [solution].flat()).map((text) => ({
        field: `${field}.solution`,
        part: filledIn(lesson, String(text)),
      })),
    ),
  ];
  return found.flatMap(({ field, part }) =>
    isProblem(part) ? [lessonProblem({ file, field }, part.code, part.says, part.mend)] : [],
  );
}

function ofLook(lesson: PreparedLesson): Placed<string | Problem>[] {
  const { look } = lesson;
  if (!look) return [];
  const request = requestNamed(lesson, look.request);
  const stages = isProblem(request) ? [] : (request.trace?.stages ?? []).map(({ id }) => id);
  const stage = stages.includes(look.stage) ? [] : [{ field: 'look.stage', part: noStage(look.stage, stages) }];
  const values = look.values.map((id, at) => ({
    field: `look.values.${at}`,
    part: traceText(lesson, id, look.request),
  }));
  return [...stage, ...values];
}

const noStage = (stage: string, stages: readonly string[]): Problem =>
  problem('stage', `The request has no stage ${stage}.`, `It has ${stages.join(', ') || 'none'}.`);
