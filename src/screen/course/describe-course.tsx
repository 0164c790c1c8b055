/** Describes the course as a session, with its effects. Walks open on top of the session. */

import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Next, Outside, SessionDescription } from '../session-description.ts';
import { describeWalk } from '../walk/describe-walk.tsx';
import { announceCourse, changeOfCourse } from './announce-course.ts';
import { Course, courseRoom } from './course.tsx';
import { type CourseState, type Errand, firstCourseState, type Request } from './course-state.ts';
import { openLesson } from './in-list.ts';
import { type Arrived, nextCourse, say } from './next-course.ts';

/** The effects of the course, all of which result from a change in its state. */
type Effect =
  | Request
  | { readonly kind: 'keep'; readonly progress: Progress }
  | { readonly kind: 'run' | 'give-up'; readonly errand: Errand };

type CourseDescription = SessionDescription<CourseState, Arrived, Effect>;

/** Describes the course. The course begins with the list of lessons, or with a lesson that opens immediately. */
export function describeCourse(course: ShownCourse): CourseDescription {
  return {
    first: () => {
      const state = firstCourseState(course);
      return course.opens
        ? withEffects(state, openLesson(state, course.opens.lesson, course.opens.form))
        : { state, effects: [] };
    },
    reduce: (state, event, room) => withEffects(state, nextCourse(state, event, courseRoom(state, room))),
    draw: (state, room) => <Course state={state} room={room} />,
    announceAll: announceCourse,
    announceChange: changeOfCourse,
    ending: ({ exitCode }) => exitCode,
    carryOut: errands(course),
  };
}

function withEffects({ progress, busy }: CourseState, asked: CourseState): Next<CourseState, Effect> {
  const { asks } = asked;
  const isOther = asked.busy !== busy;
  const effects: Effect[] = [
    ...(asked.progress === progress ? [] : [{ kind: 'keep' as const, progress: asked.progress }]),
    ...(busy && isOther ? [{ kind: 'give-up' as const, errand: busy }] : []),
    ...(asked.busy && isOther ? [{ kind: 'run' as const, errand: asked.busy }] : []),
    ...(asks ? [asks] : []),
  ];
  return { state: asks ? { ...asked, asks: null } : asked, effects };
}

/** Returns the function that carries out effects and can cancel an errand. */
function errands(course: ShownCourse): CourseDescription['carryOut'] {
  let running: { readonly errand: Errand; readonly controller: AbortController } | null = null;
  return (effect, _state, outside) => {
    switch (effect.kind) {
      case 'keep':
        void course.keep(effect.progress).then((problem) => {
          if (problem) outside.take({ kind: 'notice', text: `${problem.says} ${problem.fix}` });
        });
        break;
      case 'run': {
        const controller = new AbortController();
        running = { errand: effect.errand, controller };
        run(course, effect.errand, controller.signal, outside);
        break;
      }
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
      case 'copy':
        outside.copy(effect.text, "The lines were sent to the terminal's clipboard.");
        break;
    }
  };
}

/** Runs an errand. If it fails, the screen says so. */
function run(course: ShownCourse, errand: Errand, signal: AbortSignal, { take, left }: Outside<Arrived>): void {
  const failed = (error: unknown) => (state: CourseState) =>
    say(state, error instanceof Error ? error.message : String(error));
  void errand
    .run(course, AbortSignal.any([signal, left]))
    .catch(failed)
    .then((arrival) => take({ kind: 'arrived', errand, arrival }));
}
