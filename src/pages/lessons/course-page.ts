/** The lists of lessons, on the screen and as text, and how each lesson stands: a reference as much as a way in. */
import { testResult, wayThrough } from '../../lessons/course/course.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { MISCONCEPTIONS, type Misconception, misconceptionNamed } from '../../lessons/misconceptions.ts';
import { lessonStanding, progressOf, type Records, recordsOf } from '../../lessons/playing/records.ts';
import { aside, type Block, heading, type Line, line, prose, type Run, words } from '../page.ts';

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
  return typeof standing === 'string' ? IN_WORDS[standing] : `begun, ${doneOfAll(standing)}`;
}

/** In the last column of a list: ``, `4 of 9`, `✓ done`, `known`. */
export function standingInList(lesson: Lesson, records: Records): string {
  const standing = standingOf(lesson, records);
  return typeof standing === 'string' ? IN_LIST[standing] : doneOfAll(standing);
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

const doneOfAll = ([done, all]: readonly [number, number]) => `${done} of ${all}`;

/** `next`: where to go on; `null` where all is done. */
export function courseList(lessons: readonly Lesson[], records: Records, next: Lesson | null): Block[] {
  const guided = lessons.filter(({ kind }) => kind !== 'rung');
  const rungs = lessons.filter(({ kind }) => kind === 'rung');
  const minutes = wayThrough(lessons).reduce((sum, lesson) => sum + lesson.minutes, 0);
  const counts = [counted(guided.length, 'lesson'), ...(rungs.length > 0 ? [counted(rungs.length, 'rung')] : [])];
  return [
    prose(words(`${counts.join(' and a ladder of ')}, ${minutes} minutes in all. Each can be left and gone on with.`)),
    heading('Lessons'),
    ...listLines(guided, lessons, records),
    ...(rungs.length > 0
      ? [
          heading('The ladder', aside('a step more of the signature on your own each time')),
          ...listLines(rungs, lessons, records),
        ]
      : []),
    heading('Go on'),
    next
      ? line('', [{ text: `sigv4 learn ${next.name}`, meaning: 'command' }])
      : prose(words('All of it is done. Each lesson can be played again.')),
    ...(records.size === 0
      ? [
          line('', [
            { text: 'sigv4 learn test', meaning: 'command' },
            aside('  five minutes, where you know something of it already'),
          ]),
        ]
      : []),
  ];
}

/** Lessons that somebody looks for, with what people believe of it and what is so. */
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

/** As wide as all lessons need, so that columns stay where they are whichever are listed. */
function listLines(listed: readonly Lesson[], lessons: readonly Lesson[], records: Records): Line[] {
  const widest = (of: (lesson: Lesson) => string) => Math.max(...lessons.map((lesson) => of(lesson).length));
  const standing = (lesson: Lesson) => standingInWords(lesson, records);
  const [label, name, stands] = [widest(lessonLabel), widest((lesson) => lesson.name), widest(standing)];
  return listed.map((lesson) =>
    line('', [
      words(`${lessonLabel(lesson).padStart(label)}  `),
      { text: `${lesson.name.padEnd(name)}  `, meaning: 'name' },
      aside(`${String(lesson.minutes).padStart(3)} min  ${standing(lesson).padEnd(stands)}  `),
      words(lesson.title),
    ]),
  );
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
