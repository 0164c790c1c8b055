/** Lists the lessons and the state of each lesson, for the screen and as plain text. */
import { counted, joined } from '../../bytes/joined.ts';
import { testItems, testResult, wayThrough } from '../../lessons/course/course.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { MISCONCEPTIONS } from '../../lessons/misconceptions.ts';
import {
  firstOpen,
  type LessonRecords,
  lessonState,
  type Records,
  recordOf,
  recordsOf,
  type Step,
  stepsOf,
} from '../../lessons/playing/records.ts';
import { aside, type Block, headed, heading, type Line, line, link, named, prose, type Run, words } from '../page.ts';
import { learnCommand } from '../value-blocks.ts';
import { BEAT_TITLES } from './listed-steps.ts';

/** Returns the label of a lesson, such as `3` or `F3`, which is what is typed to choose it. */
export const labelOf = (lesson: Lesson): string => lessonLabel(lesson).toUpperCase();

/** Returns the label and the title of a lesson, such as `3 Ten lines, two of them empty` or `F3 The signing key`. */
export function lessonTitle(lesson: Lesson): string {
  return lesson.kind === 'test' ? lesson.title : `${labelOf(lesson)} ${lesson.title}`;
}

/**
 * Finds the lessons that contain every searched word in their title, name, goal, or misconceptions. Returns them in
 * course order.
 */
export function lessonsFound(lessons: readonly Lesson[], searched: string): readonly Lesson[] {
  const wanted = searched.toLowerCase().split(/\s+/);
  return wayThrough(lessons).filter((lesson) => {
    const beliefs = beliefsOf(lesson).flatMap(({ belief, truth }) => [belief, truth]);
    const text = [lesson.name, lesson.title, lesson.goal, ...beliefs].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const beliefsOf = ({ misconceptions }: Lesson) => MISCONCEPTIONS.filter(({ id }) => misconceptions.includes(id));

/** The lessons of a list that follow each other and are of one kind. */
interface Section {
  readonly title: string;
  readonly lessons: Lesson[];
}

/** Divides lessons in course order into sections. */
export function sectionsOf(lessons: readonly Lesson[]): readonly Section[] {
  const sections: Section[] = [];
  for (const lesson of lessons) {
    const isOfKind = ({ lessons: [first] }: Section) => first?.kind === lesson.kind;
    const last = sections.at(-1);
    if (last && isOfKind(last)) last.lessons.push(lesson);
    else sections.push({ title: sections.some(isOfKind) ? 'At the end' : TITLES[lesson.kind], lessons: [lesson] });
  }
  return sections;
}

const TITLES: Readonly<Record<Lesson['kind'], string>> = {
  lesson: 'Lessons',
  rung: 'On your own: in each step, you do one more part of the signature',
  puzzle: 'Puzzles: a captured request, and no key',
  test: 'Test',
};

/** Says how far the learner has come, and what comes next. */
export function courseVerdict(lessons: readonly Lesson[], { records }: Progress): string {
  const done = lessons.filter((lesson) => lessonState(lesson, recordsOf(records, lesson)) === 'done').length;
  return `${done} of ${lessons.length} done. t: ${testItems(lessons).length} questions show what you can skip.`;
}

/** Lists a lesson in columns. The last column has its goal, which a screen shows elsewhere. */
export function lessonItem(lesson: Lesson, { records }: Progress, goal: 'shown' | 'hidden'): Run[] {
  return [
    named(labelOf(lesson).padEnd(LABEL_WIDTH)),
    words(lesson.title.padEnd(TITLE_WIDTH)),
    aside(`${minutesOf(lesson)}  ${stateInWords(lesson, records, IN_LIST).padEnd(STATE_WIDTH)}  `),
    ...(goal === 'shown' ? [aside(lesson.goal.replace(/^Learn /, ''))] : []),
  ];
}

const LABEL_WIDTH = 4;
const TITLE_WIDTH = 42;
const STATE_WIDTH = 8;
/** The width of a lesson in columns, without its goal. */
export const LESSON_WIDTH = LABEL_WIDTH + TITLE_WIDTH + ' 15 min'.length + STATE_WIDTH + 4;
const minutesOf = ({ minutes }: Lesson) => `${String(minutes).padStart(3)} min`;

/** The words for the state of a lesson in plain text, and in a column of the screen. */
export const IN_WORDS = {
  new: 'new',
  begun: (step: number, of: number) => `started, at step ${step} of ${of}`,
  known: 'known from the test',
  done: 'done',
} as const;
export const IN_LIST = {
  new: '',
  begun: (step: number, of: number) => `▸ ${step}/${of}`,
  known: 'known',
  done: '✓ done',
} as const;

/**
 * Describes the state of a lesson, such as `new`, `started, at step 4 of 9`, `done`, or `known from the test`. A lesson
 * that has begun counts as known if the placement test shows that the learner knows it.
 */
export function stateInWords(lesson: Lesson, records: Records, said: typeof IN_WORDS | typeof IN_LIST): string {
  const own = recordsOf(records, lesson);
  const state = lessonState(lesson, own);
  if (state !== 'done' && testResult(lesson, records) === 'known') return said.known;
  if (state !== 'begun') return said[state];
  const steps = stepsOf(lesson, 'guided');
  return said.begun(firstOpen(steps, own) + 1, steps.length);
}

/** Says in a sentence or two what a lesson is about. */
export const lessonSummary = ({ goal, minutes }: Lesson): Run[] => [words(goal), aside(` About ${minutes} minutes.`)];

/** Describes a lesson: its goal, where the learner is in it, what there is to do, and what it is about. */
export function lessonDescription(lesson: Lesson, { records }: Progress): Block[] {
  return [
    prose(named(lessonTitle(lesson))),
    prose(lesson.goal),
    prose(),
    prose(aside(`${lesson.minutes} minutes, ${stateInWords(lesson, records, IN_WORDS)}`)),
    ...headed('What you do', beatLines(lesson, recordsOf(records, lesson))),
    ...beliefBlocks(lesson),
    ...headed(
      "AWS's pages",
      lesson.see.map((address) => prose(link(address))),
    ),
  ];
}

/** Quotes the misconceptions that a lesson corrects. */
export const beliefBlocks = (lesson: Lesson): Block[] =>
  headed(
    'Common misconceptions',
    beliefsOf(lesson).map(({ belief }) => prose(`“${belief}”`)),
  );

/** Counts the steps of each beat. A mark is before a beat that is done, or in which the learner goes on. */
function beatLines(lesson: Lesson, records: LessonRecords): Line[] {
  const steps = stepsOf(lesson, 'guided').filter(({ kind }) => kind !== 'introduction');
  const isOpen = ({ id }: Step) => recordOf(records, id).state === 'open';
  const here = records.size === 0 ? null : (steps.find(isOpen)?.beat ?? null);
  return [...Map.groupBy(steps, ({ beat }) => beat)].map(([beat, own]) => {
    const left = own.filter(isOpen).length;
    const mark = left === 0 ? '✓' : beat === here ? '▸' : ' ';
    const steps = counted(own.length, 'step');
    const isPart = left > 0 && left < own.length;
    return line(`${mark} ${BEAT_TITLES[beat]}`, isPart ? `${steps}, ${left} left` : steps);
  });
}

/** Counts the lessons of each kind, such as `17 lessons, 7 exercises, and 4 puzzles`. */
function kindsInWords(lessons: readonly Lesson[]): string {
  const kinds = [...Map.groupBy(lessons, ({ kind }) => kind)];
  return joined(
    kinds.map(([kind, { length }]) => counted(length, NOUNS[kind])),
    'and',
  );
}

const NOUNS: Readonly<Record<Lesson['kind'], string>> = {
  lesson: 'lesson',
  rung: 'exercise',
  puzzle: 'puzzle',
  test: 'test',
};

/** Returns the list. `next` is the lesson to continue with, or `null` if all lessons are done. */
export function courseList(lessons: readonly Lesson[], records: Records, next: Lesson | null): Block[] {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  return [
    prose(
      `${kindsInWords(lessons)}: ${minutes} minutes in total. You can leave a lesson at any time and continue later.`,
    ),
    ...sectionsOf(wayThrough(lessons)).flatMap((section) => [
      heading(section.title),
      ...listLines(section.lessons, lessons, records),
    ]),
    heading('Continue'),
    next
      ? line('', { text: learnCommand(next.name), meaning: 'command' })
      : prose('You have finished everything. You can repeat any lesson.'),
    ...(records.size === 0
      ? [
          line('', [
            { text: learnCommand('test'), meaning: 'command' },
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
    prose(lesson.goal),
    ...beliefsOf(lesson).map(({ belief, truth }) => prose(aside(`“${belief}” `), truth)),
    prose(),
  ]);
}

/** Lists lessons in columns. The columns are wide enough for any lesson in the course, so that all lists align. */
function listLines(listed: readonly Lesson[], lessons: readonly Lesson[], records: Records): Line[] {
  const widest = (of: (lesson: Lesson) => string) => Math.max(...lessons.map((lesson) => of(lesson).length));
  const inWords = (lesson: Lesson) => stateInWords(lesson, records, IN_WORDS);
  const [label, name, state] = [widest(labelOf), widest((lesson) => lesson.name), widest(inWords)];
  return listed.map((lesson) =>
    line('', [
      `${labelOf(lesson).padStart(label)}  `,
      named(`${lesson.name.padEnd(name)}  `),
      aside(`${minutesOf(lesson)}  ${inWords(lesson).padEnd(state)}  `),
      lesson.title,
    ]),
  );
}
