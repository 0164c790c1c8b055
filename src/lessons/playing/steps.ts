/** The steps of a lesson, in order: each is one thing to do, and one screen. */
import type { BreakSwitch, Check, Prediction, Question } from '../format.ts';
import type { Shot } from '../format-parts.ts';
import type { Beat, Lesson } from '../lesson.ts';

export type Step =
  /** What the lesson is about. */
  | { readonly kind: 'introduction'; readonly id: 'introduction'; readonly beat: 'predict' | 'check' }
  /** A question that is asked before what it asks for is shown; `before`: the shot that shows it, where one does. */
  | {
      readonly kind: 'predict';
      readonly id: string;
      readonly beat: 'predict' | 'break';
      readonly question: Prediction;
      readonly before: Shot | null;
    }
  | { readonly kind: 'shot'; readonly id: string; readonly beat: 'run' | 'break'; readonly shot: Shot }
  | { readonly kind: 'look'; readonly id: 'look'; readonly beat: 'look' }
  | { readonly kind: 'check'; readonly id: string; readonly beat: 'check'; readonly question: Check }
  | { readonly kind: 'take-away'; readonly id: 'take-away'; readonly beat: 'take-away' };

/**
 * `guided`: all of a lesson. `challenge`: its checks alone, for who knows it already: whoever knows something learns less
 * from being led through it.
 */
export type LessonForm = 'guided' | 'challenge';

/** All of a lesson, from its introduction to what it leaves one with. */
export function stepsOf(lesson: Lesson, form: LessonForm): readonly Step[] {
  const checks = lesson.check.map((question): Step => ({ kind: 'check', id: question.id, beat: 'check', question }));
  const takeAway: Step = { kind: 'take-away', id: 'take-away', beat: 'take-away' };
  const introduction = (beat: 'predict' | 'check'): Step => ({ kind: 'introduction', id: 'introduction', beat });
  if (form === 'challenge' || lesson.kind === 'rung') return [introduction('check'), ...checks, takeAway];
  return [
    introduction('predict'),
    ...lesson.predict.map((question) => predictionStep(question, 'predict', null)),
    ...lesson.run.map((shot): Step => ({ kind: 'shot', id: shot.id, beat: 'run', shot })),
    ...(lesson.look ? [{ kind: 'look', id: 'look', beat: 'look' } as const] : []),
    ...lesson.break.flatMap(switchSteps),
    ...checks,
    takeAway,
  ];
}

function switchSteps(found: BreakSwitch): Step[] {
  const { predict, ...shot } = found;
  const step: Step = { kind: 'shot', id: shot.id, beat: 'break', shot };
  return predict ? [predictionStep(predict, 'break', shot), step] : [step];
}

function predictionStep(question: Prediction, beat: 'predict' | 'break', before: Shot | null): Step {
  return { kind: 'predict', id: question.id, beat, question, before };
}

/** The beats that the steps have, in order. */
export function beatsOf(steps: readonly Step[]): readonly Beat[] {
  return [...new Set(steps.map(({ beat }) => beat))];
}

/** What is asked in a step; `null` where nothing is. */
export function questionOf(step: Step): Question | null {
  return step.kind === 'predict' || step.kind === 'check' ? step.question : null;
}
