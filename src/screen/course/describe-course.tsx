/** Describes the course as a session, with its effects. Walks open on top of the session. */

import { openLesson } from '../../app/course/lessons.ts';
import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { Errand, Request } from '../../app/course/turn.ts';
import type { Next, Outside, SessionDescription } from '../session-description.ts';
import { describeWalk } from '../walk/describe-walk.tsx';
import { announceCourse } from './announce-course.ts';
import { Course } from './course.tsx';
import { courseRoom } from './course-room.ts';
import { type CourseState, firstCourseState } from './course-state.ts';
import { type Arrived, nextCourse } from './next-course.ts';
import { turned } from './spot.ts';

/** The effects of the course, all of which result from a change in its state. */
type Effect =
  | Request
  | { readonly kind: 'keep'; readonly progress: ShownCourse['progress'] }
  /** Gives up the errand under way, and begins the next one, if any. */
  | { readonly kind: 'run'; readonly errand: Errand | null };

type CourseDescription = SessionDescription<CourseState, Arrived, Effect>;

/** Describes the course. The course begins with the list of lessons, or with a lesson that opens immediately. */
export function describeCourse(course: ShownCourse): CourseDescription {
  return {
    first: (room) => {
      const state = firstCourseState(course);
      const { opens } = course;
      return withEffects(state, opens ? turned(state, openLesson(opens.lesson, opens.form), room) : state);
    },
    reduce: (state, event, room) => withEffects(state, nextCourse(state, event, courseRoom(state, room))),
    draw: (state, room) => <Course state={state} room={room} />,
    ...announceCourse,
    ending: ({ exitCode }) => exitCode,
    carryOut: carryOut(course),
  };
}

function withEffects({ progress, busy }: CourseState, asked: CourseState): Next<CourseState, Effect> {
  const { asks } = asked;
  const effects: Effect[] = asks ? [asks] : [];
  if (asked.busy !== busy) effects.unshift({ kind: 'run', errand: asked.busy });
  if (asked.progress !== progress) effects.unshift({ kind: 'keep', progress: asked.progress });
  return { state: asks ? { ...asked, asks: null } : asked, effects };
}

function carryOut(course: ShownCourse): CourseDescription['carryOut'] {
  let running = new AbortController();
  return (effect, _state, outside) => {
    switch (effect.kind) {
      case 'keep':
        void course.keep(effect.progress).then((problem) => {
          if (problem) outside.take({ kind: 'notice', text: `${problem.says} ${problem.fix}` });
        });
        break;
      case 'run':
        running.abort();
        running = new AbortController();
        if (effect.errand) run(course, effect.errand, AbortSignal.any([running.signal, outside.left]), outside);
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
function run(course: ShownCourse, errand: Errand, signal: AbortSignal, { take }: Outside<Arrived>): void {
  const failed = (error: unknown) => () => ({ notice: error instanceof Error ? error.message : String(error) });
  void errand
    .run(course, signal)
    .catch(failed)
    .then((arrival) => take({ kind: 'arrived', errand, arrival }));
}
