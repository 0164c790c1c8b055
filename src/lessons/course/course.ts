/** The course as a whole: which lesson somebody means, which one comes next, also for somebody who comes back. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { QuizItem } from '../format.ts';
import { letterOf } from '../kinds/reading.ts';
import { type Lesson, lessonLabel } from '../lesson.ts';
import { isClean, lessonStanding, type Records, recordOf, recordsOf } from '../playing/records.ts';
import { wordSaid } from '../typed-word.ts';
import type { Progress } from './progress.ts';

/** By its name, its number (`3`, `03`), the rung (`f3`), or a beginning that only one name has. */
export function findLesson(lessons: readonly Lesson[], word: string): Lesson | Problem {
  const asked = word.trim().toLowerCase();
  const named = asked.replace(/^0+(?=\d)/, '');
  const exact = lessons.find((lesson) => [lesson.name, lessonLabel(lesson)].includes(named));
  if (exact) return exact;
  const begun = asked === '' ? [] : lessons.filter(({ name }) => name.startsWith(asked));
  const [only, ...others] = begun;
  if (only && others.length === 0) return only;
  const among = begun.length > 0 ? begun : lessons;
  return problem(
    'no-lesson',
    begun.length > 0
      ? `"${word}" begins the name of several lessons.`
      : `There is no lesson ${wordSaid(word, 'of this name')}.`,
    `Take one of ${among.map(({ name }) => name).join(', ')}.`,
  );
}

/**
 * The lesson to go on with: behind `after`, if there is one, the first that is not done. The rungs of the ladder come
 * before the last lesson, which they lead to; after two in a row without a slip one is left out, since whoever can do it
 * learns nothing from doing it again. `null` where all is done.
 */
export function nextLesson(lessons: readonly Lesson[], records: Records, after: Lesson | null): Lesson | null {
  const way = wayThrough(lessons);
  const start = after === null ? 0 : way.findIndex(({ name }) => name === after.name) + 1;
  const isOpen = (lesson: Lesson) =>
    lessonStanding(lesson, recordsOf(records, lesson)) !== 'done' && testResult(lesson, records) !== 'known';
  const behind = way.slice(start).filter(isOpen);
  const [first, second] = behind;
  if (first && second && isRung(first) && isRung(second) && hasTwoClean(way, first, records)) return second;
  return first ?? way.find(isOpen) ?? null;
}

const isRung = ({ kind }: Lesson) => kind === 'rung';

/** The lessons, the ladder before the last one. */
export function wayThrough(lessons: readonly Lesson[]): readonly Lesson[] {
  const guided = lessons.filter((lesson) => !isRung(lesson));
  return [...guided.slice(0, -1), ...lessons.filter(isRung), ...guided.slice(-1)];
}

function hasTwoClean(way: readonly Lesson[], rung: Lesson, records: Records): boolean {
  const before = way.slice(0, way.indexOf(rung)).filter(isRung).slice(-2);
  return before.length === 2 && before.every((one) => isClean(one, recordsOf(records, one)));
}

/** A question of the test at the door, and the lesson that answers it. */
export interface TestItem extends QuizItem {
  readonly lesson: Lesson;
}

/** The questions of the test, lesson by lesson, in the order of the course. */
export function testItems(lessons: readonly Lesson[]): readonly TestItem[] {
  return lessons.flatMap((lesson) => lesson.quiz.map((item) => ({ ...item, lesson })));
}

/** The name under which the answers to the test are kept. */
export const TEST = 'test-out';

/** The test at the door as a lesson: each question is asked once, and nothing is said before the last. */
export function testLesson(lessons: readonly Lesson[]): Lesson {
  const items = testItems(lessons);
  const [first] = lessons;
  if (!first) throw new Error('There are no lessons.');
  return {
    number: 0,
    name: TEST,
    kind: 'test',
    title: 'Do you know it already?',
    minutes: 5,
    goal: `${items.length} questions; whoever answers those of a lesson can leave it out.`,
    misconceptions: [],
    see: first.see,
    requests: first.requests,
    predict: items.map(({ id, ask, options, lesson }) => ({
      id: `${lesson.name}-${id}`,
      ask,
      exhibits: [],
      answer: { kind: 'choose' as const, options },
    })),
    run: [],
    break: [],
    check: [],
    takeAway: '',
    proof: [],
    quiz: [],
    shown: [],
    cards: [],
    values: {},
    prose: { introduction: '', predict: '', run: '', look: '', break: '', check: '', 'take-away': '' },
    notes: '',
    covers: new Map(items.map(({ id, lesson }) => [`${lesson.name}-${id}`, lesson.title])),
  };
}

/** What the test tells of a lesson: `known` where every question of it was answered right. */
export type TestResult = 'known' | 'not-known' | 'not-asked';

/** By the answers that are kept under `TEST`; a lesson without questions is never asked. */
export function testResult(lesson: Lesson, records: Records): TestResult {
  const answers = recordsOf(records, { name: TEST });
  const asked = lesson.quiz.filter(({ id }) => recordOf(answers, `${lesson.name}-${id}`).standing !== 'open');
  if (asked.length < lesson.quiz.length || lesson.quiz.length === 0) return 'not-asked';
  return lesson.quiz.every((item) => isRight(item, recordOf(answers, `${lesson.name}-${item.id}`).answer))
    ? 'known'
    : 'not-known';
}

function isRight({ options }: QuizItem, answer: string | null): boolean {
  return options.some(({ right }, index) => right && answer === letterOf(index));
}

/** The lesson that was played last; `null` before the first one, and for the test at the door. */
function lastLesson(lessons: readonly Lesson[], { last }: Progress): Lesson | null {
  return lessons.find(({ name }) => name === last) ?? null;
}

/** The lesson that was played last, where it is not done; else the next one; `null` where all is done. */
export function lessonToGoOnWith(lessons: readonly Lesson[], progress: Progress): Lesson | null {
  const last = lastLesson(lessons, progress);
  const isDone = last && lessonStanding(last, recordsOf(progress.records, last)) === 'done';
  return last && !isDone ? last : nextLesson(lessons, progress.records, last);
}

/** The one behind the lesson that was played last, whether that is done or not. */
export function nextToLearn(lessons: readonly Lesson[], progress: Progress): Lesson | null {
  return nextLesson(lessons, progress.records, lastLesson(lessons, progress));
}
