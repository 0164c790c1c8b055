/** Lists the lessons and the state of each lesson, for the screen and as plain text. */
import { testResult, wayThrough } from '../../lessons/course/course.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { MISCONCEPTIONS, type Misconception, misconceptionNamed } from '../../lessons/misconceptions.ts';
import { lessonStanding, progressOf, type Records, recordsOf } from '../../lessons/playing/records.ts';
import { aside, type Block, heading, type Line, line, prose, type Run, words } from '../page.ts';

/** Returns the label and the title of a lesson, such as `3 Ten lines, two of them empty` or `F3 The signing key`. */
export function lessonTitle(lesson: Lesson): string {
  return lesson.kind === 'test' ? lesson.title : `${lessonLabel(lesson).toUpperCase()} ${lesson.title}`;
}

/**
 * Finds the lessons that contain every searched word in their title, name, goal, or misconceptions. Returns them in
 * course order.
 */
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

/** Lists a lesson in columns. The last column has its goal, and is left out where it does not fit. */
export function lessonItem(lesson: Lesson, records: Records, goal: 'shown' | 'hidden'): Run[] {
  return [
    // A label is no key, so it does not look like one.
    aside(lessonLabel(lesson).toUpperCase().padEnd(LABEL_WIDTH)),
    words(lesson.title.padEnd(TITLE_WIDTH)),
    aside(`${String(lesson.minutes).padStart(3)} min  ${standingInList(lesson, records).padEnd(STANDING_WIDTH)}  `),
    ...(goal === 'shown' ? [aside(lesson.goal.replace(/^Learn /, ''))] : []),
  ];
}

const LABEL_WIDTH = 4;
const TITLE_WIDTH = 42;
const STANDING_WIDTH = 8;

/** The heading above the first lesson of each kind in a list. */
export const SECTIONS: Readonly<Record<Lesson['kind'], string>> = {
  lesson: 'Lessons',
  rung: 'On your own: in each step, you do one more part of the signature',
  test: 'Test',
};

/** Describes the state of a lesson, such as `new`, `started, 4 of 9`, `done`, or `known from the test`. */
export function standingInWords(lesson: Lesson, records: Records): string {
  const standing = standingOf(lesson, records);
  return typeof standing === 'string' ? IN_WORDS[standing] : `started, ${doneOfAll(standing)}`;
}

/**
 * Describes the state of a lesson in a column, such as `4 of 9`, `✓ done`, or `known`. A new lesson has an empty text.
 */
export function standingInList(lesson: Lesson, records: Records): string {
  const standing = standingOf(lesson, records);
  return typeof standing === 'string' ? IN_LIST[standing] : doneOfAll(standing);
}

/**
 * The state of a lesson. A lesson in progress is represented by the number of completed steps and the total number of
 * steps.
 */
type CourseStanding = 'new' | 'known' | 'done' | readonly [number, number];

const IN_WORDS = { new: 'new', known: 'known from the test', done: 'done' } as const;
const IN_LIST = { new: '', known: 'known', done: '✓ done' } as const;

/**
 * Returns the state of a lesson. A lesson that has begun counts as known if the placement test shows that the learner
 * knows it.
 */
function standingOf(lesson: Lesson, records: Records): CourseStanding {
  const own = recordsOf(records, lesson);
  const standing = lessonStanding(lesson, own);
  if (standing === 'done') return 'done';
  if (testResult(lesson, records) === 'known') return 'known';
  return standing === 'new' ? 'new' : progressOf(lesson, 'guided', own);
}

const doneOfAll = ([done, all]: readonly [number, number]) => `${done} of ${all}`;

/** Returns the list. `next` is the lesson to continue with, or `null` if all lessons are done. */
export function courseList(lessons: readonly Lesson[], records: Records, next: Lesson | null): Block[] {
  const guided = lessons.filter(({ kind }) => kind !== 'rung');
  const rungs = lessons.filter(({ kind }) => kind === 'rung');
  const minutes = wayThrough(lessons).reduce((sum, lesson) => sum + lesson.minutes, 0);
  const counts = [counted(guided.length, 'lesson'), ...(rungs.length > 0 ? [counted(rungs.length, 'rung')] : [])];
  return [
    prose(
      words(
        `${counts.join(' and a ladder of ')}, ${minutes} minutes in total. You can leave a lesson at any time and continue later.`,
      ),
    ),
    heading('Lessons'),
    ...listLines(guided, lessons, records),
    ...(rungs.length > 0
      ? [
          heading('The ladder', aside('in each rung, you do one more step of the signature on your own')),
          ...listLines(rungs, lessons, records),
        ]
      : []),
    heading('Continue'),
    next
      ? line('', [{ text: `sigv4 learn ${next.name}`, meaning: 'command' }])
      : prose(words('You have finished everything. You can repeat any lesson.')),
    ...(records.size === 0
      ? [
          line('', [
            { text: 'sigv4 learn test', meaning: 'command' },
            aside('  a five-minute test that shows which lessons you can skip'),
          ]),
        ]
      : []),
  ];
}

/** Shows the lessons that were found. Each lesson is followed by its misconceptions and their corrections. */
export function foundLessons(found: readonly Lesson[], lessons: readonly Lesson[], records: Records): Block[] {
  return found.flatMap((lesson) => [
    ...listLines([lesson], lessons, records),
    prose(words(lesson.goal)),
    ...beliefsOf(lesson).map(({ belief, truth }) => prose(aside(`“${belief}” `), words(truth))),
    prose(),
  ]);
}

function beliefsOf({ misconceptions }: Lesson): Misconception[] {
  return MISCONCEPTIONS.filter(({ id }) => misconceptions.includes(id));
}

/** Lists lessons in columns. The columns are wide enough for any lesson in the course, so that all lists align. */
function listLines(listed: readonly Lesson[], lessons: readonly Lesson[], records: Records): Line[] {
  const widest = (of: (lesson: Lesson) => string) => Math.max(...lessons.map((lesson) => of(lesson).length));
  const standing = (lesson: Lesson) => standingInWords(lesson, records);
  const [label, name, state] = [widest(lessonLabel), widest((lesson) => lesson.name), widest(standing)];
  return listed.map((lesson) =>
    line('', [
      words(`${lessonLabel(lesson).padStart(label)}  `),
      { text: `${lesson.name.padEnd(name)}  `, meaning: 'name' },
      aside(`${String(lesson.minutes).padStart(3)} min  ${standing(lesson).padEnd(state)}  `),
      words(lesson.title),
    ]),
  );
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
