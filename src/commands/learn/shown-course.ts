/** The course for the screen: what it shows, and what it may have done. */

import type { ShownCourse } from '../../app/world/screens.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { gradeInCourse } from '../grade/grade-in-course.ts';
import type { Learning } from './learning.ts';
import { lessonWalk } from './lesson-walk.ts';
import { sendShot } from './send-shot.ts';

/** `opens`: the lesson that is on the screen at first; `null` for the list. */
export function shownCourse({ world, options, course }: Learning, opens: ShownCourse['opens']): ShownCourse {
  return {
    ...course,
    opens,
    prepare: prepareLesson,
    send: (lesson, shot) => sendShot(world, lesson, shot),
    walk: (lesson, request) => lessonWalk(world, options, lesson, request),
    grade: (command, signal) => gradeInCourse(world, command, signal),
  };
}
