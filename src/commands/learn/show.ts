/** A lesson, or the list of all: on the screen where there is one, else as text. */

import { DONE } from '../../app/options/command.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { handoutBlocks } from '../../pages/lessons/handout.ts';
import { plainBlocks } from '../../render/plain.ts';
import type { Learning } from './learning.ts';
import { listCourse } from './list.ts';
import { shownCourse } from './shown-course.ts';

/** `null` for the list. */
export async function showLesson(learning: Learning, lesson: Lesson | null): Promise<number> {
  const { world, options, screen } = learning;
  const form: LessonForm = options.challenge ? 'challenge' : 'guided';
  if (world.showCourse && !options.plain)
    return world.showCourse(shownCourse(learning, lesson && { lesson, form }), screen);
  if (lesson === null) return listCourse(learning, []);
  const notes = options.notes ? 'shown' : 'hidden';
  world.output(plainBlocks(handoutBlocks(await prepareLesson(lesson), { form, notes }), world.outputWidth));
  return DONE;
}
