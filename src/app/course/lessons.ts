/** Opens the lessons of the course after signing their requests, and keeps the progress in them. */
import { lessonToGoOnWith, nextToLearn, testLesson, wayThrough } from '../../lessons/course/course.ts';
import { type Progress, withLesson, withoutLesson } from '../../lessons/course/progress.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { beginPlay, type Play } from '../../lessons/playing/play.ts';
import { type LessonForm, recordsOf } from '../../lessons/playing/records.ts';
import type { ShownCourse } from './shown-course.ts';
import type { Turn } from './turn.ts';

type Listed = Pick<ShownCourse, 'lessons' | 'progress'>;

/** Returns the index of a lesson in the order of the course, or of the first lesson if it is not in the course. */
export function indexInCourse(lessons: readonly Lesson[], lesson: Lesson | null): number {
  return Math.max(
    wayThrough(lessons).findIndex(({ name }) => name === lesson?.name),
    0,
  );
}

/** Returns the index of the lesson that was played last or, if that is done, of the next one. */
export const firstInList = ({ lessons, progress }: Listed): number =>
  indexInCourse(lessons, lessonToGoOnWith(lessons, progress));

/** Opens a lesson at the point where the learner left it or, for an audience, at its beginning. */
export const openLesson = (lesson: Lesson, form: LessonForm = 'guided'): Turn => ({
  begins: {
    says: 'Signing the requests of this lesson…',
    run: async (course) => {
      const prepared = await course.prepare(lesson);
      return ({ progress }) => ({
        play: beginPlay(prepared, form, recordsOf(progress.records, prepared)),
        lookAt: 'beginning',
      });
    },
  },
});

export const openTest = ({ lessons }: Listed): Turn => openLesson(testLesson(lessons));

/** Opens the lesson after the one that was played last. */
export function openNext({ lessons, progress }: Listed): Turn {
  const next = nextToLearn(lessons, progress);
  return next ? openLesson(next) : { notice: ALL_DONE };
}

export const FORGOTTEN = 'Your progress in this lesson is forgotten.';
export const ALL_DONE = 'Every lesson is done.';

export const withoutProgressIn = (progress: Progress, { name }: Lesson): Progress => withoutLesson(progress, name);

/** Returns the progress with what was done in a lesson since `before`. */
export function withProgressOf(progress: Progress, before: Play | null, { lesson, records }: Play): Progress {
  // A lesson that was only opened does not count as begun.
  const known = before?.lesson === lesson ? before.records : recordsOf(progress.records, lesson);
  if (known === records) return progress;
  // Neither does a lesson whose progress was deleted.
  return records.size === 0 ? withoutLesson(progress, lesson.name) : withLesson(progress, lesson.name, records);
}
