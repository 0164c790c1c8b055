/** Finds lessons in the course by name or by order, and assembles the placement test. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { QuizItem } from '../format.ts';
import { letterOf, wordSaid } from '../kinds/reading.ts';
import { type Lesson, lessonLabel } from '../lesson.ts';
import { isClean, lessonState, type Records, recordOf, recordsOf } from '../playing/records.ts';
import type { Progress } from './progress.ts';

/**
 * Finds a lesson by its name, its number (`3` or `03`), its rung (`f3`), or the beginning of its name if that is
 * unambiguous.
 */
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
      ? `Several lessons begin with "${word}".`
      : `There is no lesson ${wordSaid(word, 'with this name')}.`,
    `Use one of ${among.map(({ name }) => name).join(', ')}.`,
  );
}

/**
 * Finds the next lesson, which is the first lesson after `after` that is not done. If there is no such lesson, starts
 * again from the beginning. The rungs of the ladder come before the last lesson. After two consecutive rungs without a
 * mistake, one rung is skipped. Returns `null` if all lessons are done.
 */
export function nextLesson(lessons: readonly Lesson[], records: Records, after: Lesson | null): Lesson | null {
  const way = wayThrough(lessons);
  const start = after === null ? 0 : way.findIndex(({ name }) => name === after.name) + 1;
  const isOpen = (lesson: Lesson) =>
    lessonState(lesson, recordsOf(records, lesson)) !== 'done' && testResult(lesson, records) !== 'known';
  const [first, second] = way.slice(start).filter(isOpen);
  if (first && second && isRung(first) && isRung(second) && hasTwoClean(way, first, records)) return second;
  return first ?? way.find(isOpen) ?? null;
}

const isRung = ({ kind }: Lesson) => kind === 'rung';

/** Lists the lessons in course order. The ladder comes before the last lesson, and the puzzles come after it. */
export function wayThrough(lessons: readonly Lesson[]): readonly Lesson[] {
  const of = (wanted: Lesson['kind']) => lessons.filter(({ kind }) => kind === wanted);
  const guided = of('lesson');
  return [...guided.slice(0, -1), ...of('rung'), ...guided.slice(-1), ...of('puzzle')];
}

function hasTwoClean(way: readonly Lesson[], rung: Lesson, records: Records): boolean {
  const before = way.slice(0, way.indexOf(rung)).filter(isRung).slice(-2);
  return before.length === 2 && before.every((one) => isClean(one, recordsOf(records, one)));
}

/** Finds the first puzzle that is not solved; the first one if all are. */
export function nextPuzzle(lessons: readonly Lesson[], records: Records): Lesson | null {
  const puzzles = lessons.filter(({ kind }) => kind === 'puzzle');
  const isOpen = (puzzle: Lesson) => lessonState(puzzle, recordsOf(records, puzzle)) !== 'done';
  return puzzles.find(isOpen) ?? puzzles[0] ?? null;
}

export interface TestItem extends QuizItem {
  readonly lesson: Lesson;
}

/** Lists the questions of the placement test in course order. */
export function testItems(lessons: readonly Lesson[]): readonly TestItem[] {
  return lessons.flatMap((lesson) => lesson.quiz.map((item) => ({ ...item, lesson })));
}

/** The lesson name that the progress file uses for the answers to the placement test. */
export const TEST = 'test-out';

/** Turns the placement test into a lesson. Each question is asked once, and the results follow the last question. */
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
    goal: `${items.length} questions. You can skip the lessons whose questions you answer correctly.`,
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

/** The result for one lesson. `known` means that all questions about the lesson were answered correctly. */
export type TestResult = 'known' | 'not-known' | 'not-asked';

export function testResult(lesson: Lesson, records: Records): TestResult {
  const answers = recordsOf(records, { name: TEST });
  const asked = lesson.quiz.filter(({ id }) => recordOf(answers, `${lesson.name}-${id}`).state !== 'open');
  if (asked.length < lesson.quiz.length || lesson.quiz.length === 0) return 'not-asked';
  return lesson.quiz.every((item) => isRight(item, recordOf(answers, `${lesson.name}-${item.id}`).answer))
    ? 'known'
    : 'not-known';
}

function isRight({ options }: QuizItem, answer: string | null): boolean {
  return options.some(({ right }, index) => right && answer === letterOf(index));
}

function lastLesson(lessons: readonly Lesson[], { last }: Progress): Lesson | null {
  return lessons.find(({ name }) => name === last) ?? null;
}

/**
 * Finds the lesson that was played last. If that lesson is done, finds the next one. Returns `null` if all lessons are
 * done.
 */
export function lessonToGoOnWith(lessons: readonly Lesson[], progress: Progress): Lesson | null {
  const last = lastLesson(lessons, progress);
  const isDone = last && lessonState(last, recordsOf(progress.records, last)) === 'done';
  return last && !isDone ? last : nextLesson(lessons, progress.records, last);
}

/**
 * Finds the lesson that follows the lesson played last, even if the latter is not done. Returns `null` if all lessons
 * are done.
 */
export function nextToLearn(lessons: readonly Lesson[], progress: Progress): Lesson | null {
  return nextLesson(lessons, progress.records, lastLesson(lessons, progress));
}
