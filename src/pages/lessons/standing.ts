/** How a lesson stands, in words. */
import { testResult } from '../../lessons/course/course.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { lessonStanding, progressOf, type Records, recordsOf } from '../../lessons/playing/records.ts';

/** In words that stand alone: `new`, `begun, 4 of 9`, `done`; `known by the test` where nobody has to play it. */
export function standingInWords(lesson: Lesson, records: Records): string {
  const standing = standingOf(lesson, records);
  return typeof standing === 'string' ? IN_WORDS[standing] : `begun, ${counted(standing)}`;
}

/** In the last column of a list: ``, `4 of 9`, `✓ done`, `known`. */
export function standingInList(lesson: Lesson, records: Records): string {
  const standing = standingOf(lesson, records);
  return typeof standing === 'string' ? IN_LIST[standing] : counted(standing);
}

/** A lesson that is begun as its steps that are not open any more, and all of them. */
type CourseStanding = 'new' | 'known' | 'done' | readonly [number, number];

const IN_WORDS = { new: 'new', known: 'known by the test', done: 'done' } as const;
const IN_LIST = { new: '', known: 'known', done: '✓ done' } as const;

/** Who has begun a lesson, and then answers its questions in the test, need not go on with it. */
function standingOf(lesson: Lesson, records: Records): CourseStanding {
  const own = recordsOf(records, lesson);
  const standing = lessonStanding(lesson, own);
  if (standing === 'done') return 'done';
  if (testResult(lesson, records) === 'known') return 'known';
  return standing === 'new' ? 'new' : progressOf(lesson, 'guided', own);
}

const counted = ([done, all]: readonly [number, number]) => `${done} of ${all}`;
