/** Finds the lessons among the files of the course, and determines their order. */
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import type { Lesson } from '../lesson.ts';

const LESSON_FILE = /^(\d\d)-([a-z0-9-]+)\.md$/;
/**
 * The folders of other lessons, in order, and the names of the files in them. The letter and the number are part of the
 * name, because they identify the lesson.
 */
const FOLDERS = [
  { folder: 'ladder', kind: 'rung', pattern: /^(?=f(\d)-)([a-z0-9-]+)\.md$/ },
  { folder: 'puzzles', kind: 'puzzle', pattern: /^(?=p(\d)-)([a-z0-9-]+)\.md$/ },
] as const;

/** The location of a lesson. `file` is the path inside the course folder. */
export type LessonPlace = Pick<Lesson, 'number' | 'name' | 'kind'> & { readonly file: string };

/**
 * Lists the lessons in order, followed by the rungs of the ladder and the puzzles. Ignores all other files. The root of
 * `files` is the course folder.
 */
export function lessonPlaces(files: FixtureFiles): LessonPlace[] {
  const names = files.list('').toSorted();
  const places = placesIn(names, LESSON_FILE, { folder: '', kind: 'lesson', from: 0 });
  for (const { folder, kind, pattern } of FOLDERS) {
    const from = (places.at(-1)?.number ?? 0) + 1;
    const own = names.includes(folder) ? files.list(folder).toSorted() : [];
    places.push(...placesIn(own, pattern, { folder: `${folder}/`, kind, from }));
  }
  return places;
}

function placesIn(
  names: readonly string[],
  pattern: RegExp,
  { folder, kind, from }: Pick<LessonPlace, 'kind'> & { readonly folder: string; readonly from: number },
): LessonPlace[] {
  return names.flatMap((file) => {
    const [, digits, name] = pattern.exec(file) ?? [];
    return name === undefined ? [] : [{ file: `${folder}${file}`, kind, name, number: from + Number(digits) }];
  });
}
