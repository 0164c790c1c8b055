/** Describes the course as a session, with its effects. Walks open on top of the session. */

import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import { COLUMN } from '../components/regions.ts';
import { columnRoom, drawnColumn } from '../projected-column.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import { describeWalk } from '../walk/describe-walk.ts';
import { announceCourse, changeOfCourse } from './announce-course.ts';
import { drawCourse } from './course-content.ts';
import { type CourseState, type Errand, firstCourseState } from './course-state.ts';
import { type CourseEvent, type CourseNews, nextCourse } from './next-course.ts';
import { type CourseEffect, type CourseErrand, type CourseNext, openLesson } from './opening-lessons.ts';

/** The effects of the course, including the effects that result from a change in its state. */
type Effect =
  | CourseEffect
  | { readonly kind: 'keep'; readonly progress: Progress }
  | { readonly kind: 'give-up'; readonly errand: Errand };

type CourseDescription = SessionDescription<CourseState, CourseEvent, Effect>;

/** Describes the course. The course begins with the list of lessons, or with a lesson that opens immediately. */
export function describeCourse(course: ShownCourse): CourseDescription {
  return {
    first: () => {
      const state = firstCourseState(course);
      return course.opens ? withEffects(state, openLesson(state, course.opens)) : { state, effects: [] };
    },
    reduce: (state, event, room) => withEffects(state, nextCourse(state, event, columnRoom(room, widestOf(state)))),
    draw: (state, whole) => drawnColumn(whole, (room) => drawCourse(state, room), widestOf(state)),
    announceAll: announceCourse,
    announceChange: changeOfCourse,
    ending: ({ exitCode }) => exitCode,
    carryOut: errands(course),
  };
}

/** Text is in a column, because long lines are hard to read. In the list, each lesson is one line with its goal. */
const widestOf = ({ place }: CourseState): number | undefined => (place.kind === 'lesson' ? COLUMN : undefined);

function withEffects({ progress, busy }: CourseState, { state, effect }: CourseNext) {
  const effects: Effect[] = [
    ...(state.progress === progress ? [] : [{ kind: 'keep' as const, progress: state.progress }]),
    ...(busy === null || state.busy === busy ? [] : [{ kind: 'give-up' as const, errand: busy }]),
    ...(effect ? [effect] : []),
  ];
  return { state, effects };
}

/** Returns the function that carries out effects and can cancel an errand. */
function errands(course: ShownCourse): CourseDescription['carryOut'] {
  let running: { readonly errand: Errand; readonly controller: AbortController } | null = null;
  return (effect, _state, outside) => {
    switch (effect.kind) {
      case 'keep':
        keep(course, effect.progress, outside.take);
        break;
      case 'give-up':
        if (running?.errand === effect.errand) running.controller.abort();
        break;
      case 'walk':
        outside.open(
          describeWalk(course.walk(effect.lesson, effect.request), {
            stage: effect.stage,
            home: 'lesson',
            notice: 'This is the whole walk of the request. q or esc goes back to the lesson.',
          }),
        );
        break;
      case 'suspend':
        outside.suspend();
        break;
      case 'copy':
        outside.copy(effect.text, "The lines were sent to the terminal's clipboard.");
        break;
      default: {
        const controller = new AbortController();
        running = { errand: effect.errand, controller };
        void newsOf(course, effect, AbortSignal.any([controller.signal, outside.left])).then(outside.take);
      }
    }
  };
}

function keep(course: ShownCourse, progress: Progress, take: Outside<CourseEvent>['take']): void {
  void course.keep(progress).then((problem) => {
    if (problem) take({ kind: 'notice', text: `${problem.says} ${problem.fix}` });
  });
}

/** Waits for an errand and returns its result as an event. Never rejects. */
async function newsOf(course: ShownCourse, order: CourseErrand, signal: AbortSignal): Promise<CourseNews> {
  try {
    return await waitFor(course, order, signal);
  } catch (error) {
    return { kind: 'failed', errand: order.errand, says: error instanceof Error ? error.message : String(error) };
  }
}

async function waitFor(course: ShownCourse, order: CourseErrand, signal: AbortSignal): Promise<CourseNews> {
  const { errand } = order;
  switch (order.kind) {
    case 'prepare':
      return { kind: 'prepared', errand, lesson: await course.prepare(order.lesson), form: order.form };
    case 'send':
      return { kind: 'outcome', errand, shot: order.shot.id, outcome: await course.send(order.lesson, order.shot) };
    case 'grade': {
      const { command } = order;
      const { passed, says } = await course.grade(command, signal);
      return { kind: 'graded', errand, result: { command, passed, report: says } };
    }
  }
}
