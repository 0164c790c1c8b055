/** Links the parts of the book: a cause and a lesson to the steps that they are about. */
import type { BookStep, Cause } from '../../causes/cause.ts';
import { CAUSE_STAGES } from '../../causes/stages.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { lessonOfValue } from '../../lessons/lesson-of.ts';
import { questionOf, stepsOf } from '../../lessons/playing/records.ts';
import { AUTHORIZATION_STAGE } from '../../sigv4/stages/authorization.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import type { WalkFacts } from '../facts.ts';
import type { FormId } from './forms.ts';

/** The walk through the example in one form. */
export interface FormWalk {
  readonly id: FormId;
  readonly facts: WalkFacts;
}

/** Returns the step at which a cause occurs. */
export function stepOfCause({ stage, lesson, shownIn }: Cause): BookStep {
  if (shownIn) return shownIn;
  const { step } = CAUSE_STAGES[stage];
  if (lesson !== 'in-the-url') return { form: 'header', stage: step };
  return { form: 'presigned', stage: step === AUTHORIZATION_STAGE.id ? PRESIGNED_URL_STAGE.id : step };
}

/**
 * Returns the steps that a lesson is about: the step that it looks at, the steps of the values that it shows or asks
 * for, and the steps of the values that it teaches. A lesson that names no step is about all steps.
 */
export function stepsOfLesson(lesson: Lesson, forms: readonly FormWalk[]): readonly BookStep[] {
  const form = formOfLesson(lesson);
  const { values = [], stages: all = [] } = forms.find(({ id }) => id === form)?.facts.trace ?? {};
  const named = valuesOf(lesson);
  const taught = values.filter((value) => named.includes(value.id) || lessonOfValue(value) === lesson.name);
  const found = all.filter(({ id }) => id === lesson.look?.stage || taught.some(({ stage }) => stage === id));
  return (found.length > 0 ? found : all).map(({ id }) => ({ form, stage: id }));
}

/**
 * Returns the form of the requests that a lesson signs: of the request that it looks at or, failing that, the first.
 */
function formOfLesson({ requests, look }: Lesson): FormId {
  const asked = requests[look?.request ?? ''] ?? Object.values(requests)[0];
  if (asked?.form === 'query') return 'presigned';
  return asked?.payload === 'streaming' ? 'chunked' : 'header';
}

/** Returns the IDs of the values that a lesson shows or asks for. */
function valuesOf(lesson: Lesson): string[] {
  const questions = stepsOf(lesson, 'guided').flatMap((step) => questionOf(step) ?? []);
  const exhibited = questions.flatMap(({ exhibits }) =>
    exhibits.flatMap((exhibit) => (exhibit.kind === 'value' ? [exhibit.value] : [])),
  );
  const asked = questions.flatMap(({ answer }) => {
    const { expected } = kindOf({ answer }).parts(answer);
    return expected && 'value' in expected ? [expected.value] : [];
  });
  return [...lesson.shown, ...(lesson.look?.values ?? []), ...exhibited, ...asked];
}
