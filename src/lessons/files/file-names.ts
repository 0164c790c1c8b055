/** Finds the lessons among the files of the course, and determines their order. */
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import type { Lesson } from '../lesson.ts';

const LADDER = 'ladder';
const LESSON_FILE = /^(\d\d)-([a-z0-9-]+)\.md$/;
/** Matches the file of a rung. The letter and the number are part of the name, because they identify the rung. */
const RUNG_FILE = /^(?=f(\d)-)([a-z0-9-]+)\.md$/;

/** The location of a lesson. `file` is the path inside the course folder. */
export type LessonPlace = Pick<Lesson, 'number' | 'name' | 'kind'> & { readonly file: string };

/**
 * Lists the lessons in order, followed by the rungs of the ladder. Ignores all other files. The root of `files` is the
 * course folder.
 */
export function lessonPlaces(files: FixtureFiles): LessonPlace[] {
  const names = files.list('').toSorted();
  const lessons = placesIn(names, LESSON_FILE, { folder: '', kind: 'lesson', from: 0 });
  const from = (lessons.at(-1)?.number ?? 0) + 1;
  const rungNames = names.includes(LADDER) ? files.list(LADDER).toSorted() : [];
  return [...lessons, ...placesIn(rungNames, RUNG_FILE, { folder: `${LADDER}/`, kind: 'rung', from })];
}

function placesIn(
  names: readonly string[],
  pattern: RegExp,
  { folder, kind, from }: { readonly folder: string; readonly kind: 'lesson' | 'rung'; readonly from: number },
): LessonPlace[] {
  return names.flatMap((file) => {
    const [, digits, name] = pattern.exec(file) ?? [];
    return name === undefined ? [] : [{ file: `${folder}${file}`, kind, name, number: from + Number(digits) }];
  });
}
