/** The list of lessons, a reference as much as a way in, and how each lesson stands. */
import { testResult, wayThrough } from '../../lessons/course/course.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { misconceptionNamed } from '../../lessons/misconceptions.ts';
import { lessonStanding, progressOf, type Records, recordsOf } from '../../lessons/playing/records.ts';
import { aside, type Run, words } from '../page.ts';

/** `3 Ten lines, two of them empty`; `F3 The signing key`. */
export function lessonTitle(lesson: Lesson): string {
  return lesson.kind === 'test' ? lesson.title : `${lessonLabel(lesson).toUpperCase()} ${lesson.title}`;
}

/** In the order in which they are taken; those alone in which every word is found, in titles, names and beliefs. */
export function lessonsFound(lessons: readonly Lesson[], searched: string): readonly Lesson[] {
  const wanted = searched
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return wayThrough(lessons).filter((lesson) => wanted.every((word) => textToSearch(lesson).includes(word)));
}

function textToSearch({ name, title, goal, misconceptions }: Lesson): string {
  const beliefs = misconceptions.flatMap((id) => {
    const found = misconceptionNamed(id);
    return found ? [found.belief, found.truth] : [];
  });
  return [name, title, goal, ...beliefs].join('\n').toLowerCase();
}

/** A row of the list. */
export function lessonItem(lesson: Lesson, records: Records): Run[] {
  return [
    { text: lessonLabel(lesson).toUpperCase().padEnd(LABEL_WIDTH), meaning: 'name' },
    words(lesson.title.padEnd(TITLE_WIDTH)),
    aside(` ${standingInList(lesson, records)}`),
  ];
}

const LABEL_WIDTH = 4;
const TITLE_WIDTH = 42;

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
