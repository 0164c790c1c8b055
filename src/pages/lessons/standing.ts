/** How a lesson stands, in words. */
import { testResult } from '../../lessons/course.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { lessonStanding, NOTHING_DONE, progressOf, type Records } from '../../lessons/records.ts';

/** `new`, `begun, 4 of 9`, `done`; `known by the test` where nobody has to play it. */
export function standingInWords(lesson: Lesson, records: Records): string {
  const own = records.get(lesson.name) ?? NOTHING_DONE;
  const standing = lessonStanding(lesson, own);
  if (standing === 'done') return 'done';
  if (testResult(lesson, records) === 'known') return 'known by the test';
  if (standing === 'new') return 'new';
  const [done, all] = progressOf(lesson, 'guided', own);
  return `begun, ${done} of ${all}`;
}

/** What a lesson is called beside its name: its number, or that of the rung. */
export function lessonLabel({ kind, number, name }: Lesson): string {
  return kind === 'rung' ? (name.split('-')[0] ?? name) : String(number);
}
