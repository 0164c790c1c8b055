/** The course as a list: what there is, how each lesson stands, where to go on. */
import { wayThrough } from '../../lessons/course/course.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { MISCONCEPTIONS, type Misconception } from '../../lessons/misconceptions.ts';
import type { Records } from '../../lessons/playing/records.ts';
import { aside, type Block, heading, type Line, line, prose, words } from '../page.ts';
import { standingInWords } from './course-page.ts';

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
