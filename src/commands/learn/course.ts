/** Opens the course, which consists of the lessons and the learner's progress. The progress is kept in a file. */

import type { CourseSession } from '../../app/course/shown-course.ts';
import { ANSWER_IS_NO, complain, DONE, problemText } from '../../app/options/command.ts';
import type { ScreenChoice } from '../../app/world/screens.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import type { CourseFiles, World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { findLesson, lessonToGoOnWith, nextPuzzle, TEST, testLesson } from '../../lessons/course/course.ts';
import {
  type IsAnswer,
  isProgress,
  mergeProgress,
  NO_PROGRESS,
  type Progress,
  readProgress,
  withLesson,
  writeProgress,
} from '../../lessons/course/progress.ts';
import { readLessons } from '../../lessons/files/read-lessons.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { type LessonRecords, questionOf, stepsOf } from '../../lessons/playing/records.ts';
import { shellWord } from '../../views/shell.ts';
import type { LearnValues } from './learn-options.ts';

export interface Course {
  /** The lessons in order, followed by the rungs of the ladder. */
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  /** Whether there is a file in which the progress can be saved. */
  readonly place: 'found' | 'none';
  /**
   * Saves the progress, merged with changes from other terminals. Calls are executed one after another. When saving
   * begins to fail, resolves with the problem, but only once. The next call also writes everything that is missing.
   */
  readonly keep: (progress: Progress) => Promise<Problem | null>;
}

/**
 * Opens the course. Resolves with a problem if the file that --state names cannot be read or does not contain progress.
 * If the usual file cannot be read, this function reports the problem, and no progress is kept. With --fresh, progress is
 * neither read nor kept. Throws if a file of the course is damaged.
 */
export async function openCourse(world: CourseFiles & Terminal, options: LearnValues): Promise<Course | Problem> {
  const lessons = readLessons(world.lessons).map((lesson) => inFolder(lesson, world.lessonsFolder));
  if (options.fresh) return withoutFile(lessons);
  const read = readerFor(lessons);
  const file = options.state ?? null;
  const text = await world.readProgress(file);
  if (!isProblem(text)) {
    const progress = read(text);
    if (file !== null && !isProgress(text, progress)) return otherFile();
    return { lessons, progress, place: 'found', keep: keeper(world, file, read, progress) };
  }
  if (file !== null) return text;
  world.errors(problemText(text));
  return withoutFile(lessons);
}

const withoutFile = (lessons: readonly Lesson[]): Course => ({
  lessons,
  progress: NO_PROGRESS,
  place: 'none',
  keep: async () => null,
});

/**
 * Creates the function that reads progress. The function checks the answers to known steps, and keeps the answers to
 * unknown steps without checking them.
 */
function readerFor(lessons: readonly Lesson[]): (text: string) => Progress {
  const played = new Map([...lessons, testLesson(lessons)].map((lesson) => [lesson.name, lesson]));
  const isAnswer: IsAnswer = (name, id, letters) => {
    const lesson = played.get(name);
    const step = lesson && stepsOf(lesson, 'guided').find((one) => one.id === id);
    const question = step && questionOf(step);
    return !question || (kindOf(question).prediction?.isAnswer(question.answer, letters) ?? false);
  };
  return (text) => readProgress(text, (name) => played.has(name), isAnswer);
}

function otherFile(): Problem {
  const says = 'The file of --state is not a file of progress.';
  return problem('state', says, 'Name an empty file, or one that does not exist yet.');
}

/** Inserts the folder of the course into the command lines of the signers that come with the course. */
function inFolder(lesson: Lesson, folder: string): Lesson {
  const quoted = shellWord(folder);
  const check = lesson.check.map((one) =>
    kindOf(one).solutionForm === 'command-line' && typeof one.solution === 'string'
      ? { ...one, solution: one.solution.replaceAll('{{tutorial}}', quoted) }
      : one,
  );
  return { ...lesson, check };
}

function keeper(
  world: Pick<World, 'updateProgress'>,
  file: string | null,
  read: (text: string) => Progress,
  opened: Progress,
): Course['keep'] {
  let before = opened;
  let isReported = false;
  const write = async (after: Progress): Promise<Problem | null> => {
    const failed = await world.updateProgress(file, (text) => writeProgress(mergeProgress(read(text), before, after)));
    if (failed) return failed;
    // If writing fails, `before` stays unchanged, and the next call writes everything that is missing.
    before = after;
    return null;
  };
  let last: Promise<unknown> = Promise.resolve();
  return (after) => {
    const written = last.then(() => write(after));
    last = written;
    return written.then((found) => {
      const isNew = found !== null && !isReported;
      isReported = found !== null;
      return isNew ? found : null;
    });
  };
}

export interface Learning {
  readonly world: World<CourseSession>;
  readonly options: LearnValues;
  readonly screen: ScreenChoice;
  readonly course: Course;
}

/**
 * Finds the lesson that a word names. Without a word, finds the lesson that was played last, or else the first open
 * lesson.
 */
export function lessonMeant(
  { lessons, progress }: Pick<Course, 'lessons' | 'progress'>,
  word: string | null,
): Lesson | Problem {
  if (word === 'test' || word === TEST) return testLesson(lessons);
  if (word === 'puzzles') return nextPuzzle(lessons, progress.records) ?? NO_PUZZLE;
  if (word !== null) return findLesson(lessons, word);
  return lessonToGoOnWith(lessons, progress) ?? ALL_DONE;
}

const NO_PUZZLE = problem('no-puzzle', 'This course has no puzzles.', 'Name a lesson: sigv4 learn NAME.');

/** The problem of a course in which no lesson is open. */
export const ALL_DONE = problem('all-done', 'All lessons are done.', 'Name one to play it again: sigv4 learn NAME.');

/** Saves the records of a lesson and resolves with the exit code. Reports a problem if saving fails. */
export async function keepRecords(
  { world, course }: Learning,
  { name }: Lesson,
  records: LessonRecords,
): Promise<number> {
  const failed = await course.keep(withLesson(course.progress, name, records));
  if (failed) return complain(world, failed, ANSWER_IS_NO);
  return course.place === 'found' ? DONE : ANSWER_IS_NO;
}
