/** Whether the values that a lesson speaks of are computed at all: seen once its requests are signed. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { exhibitText } from '../exhibits.ts';
import { kindOf } from '../kinds/table.ts';
import type { PreparedLesson } from '../lesson.ts';
import { requestNamed } from '../shots/shots.ts';
import { expectedText, filledIn, tableText, traceText } from '../values.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { answersOf, checksOf, exhibitsOf, type Placed } from './parts-of-lesson.ts';

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
    ...answersOf(lesson).flatMap(({ field, part: { expected } }) =>
      expected ? [{ field: `${field}.expected`, part: expectedText(lesson, expected) }] : [],
    ),
    // What comes of shots is computed when somebody wants to see it.
    ...exhibitsOf(lesson).flatMap(({ field, part }) =>
      part.kind === 'answer' || (part.kind === 'value' && part.shot)
        ? []
        : [{ field, part: exhibitText(lesson, part) }],
    ),
    ...checksOf(lesson).flatMap(({ field, part }) =>
      (kindOf(part).solutionForm === 'command-line' ? [] : [part.solution].flat()).map((text) => ({
        field: `${field}.solution`,
        part: filledIn(lesson, String(text)),
      })),
    ),
  ];
  return found.flatMap(({ field, part }) =>
    isProblem(part) ? [lessonProblem({ file, field }, part.code, part.says, part.fix)] : [],
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
