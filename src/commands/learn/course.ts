/** The course as commands have it: its lessons, what was done, and how that is kept. */

import { ANSWER_IS_NO, DONE, problemText } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import type { ScreenChoice } from '../../app/options/screen-options.ts';
import type { CourseFiles, Terminal, World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { findLesson, lessonToGoOnWith, TEST, testLesson } from '../../lessons/course/course.ts';
import { mergedProgress } from '../../lessons/course/merge-progress.ts';
import {
  type IsAnswer,
  isProgress,
  NO_PROGRESS,
  type Progress,
  readProgress,
  withLesson,
  writeProgress,
} from '../../lessons/course/progress.ts';
import { readLessons } from '../../lessons/files/read-lessons.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { LessonRecords } from '../../lessons/playing/records.ts';
import { questionOf, stepsOf } from '../../lessons/playing/steps.ts';
import { shellWord } from '../../pages/shell.ts';

export interface Course {
  /** In order, the rungs of the ladder behind the lessons. */
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  /** Where it is kept. Without one nothing is, which was said. */
  readonly place: 'found' | 'none';
  /**
   * Also what another terminal has written meanwhile stays. One after the other: what is given last is kept last. Where
   * it cannot be kept, a problem, said once until it can be again; the next time all that is missing is written.
   */
  readonly keep: (progress: Progress) => Promise<Problem | null>;
}

/**
 * A problem where the file that is named cannot be read, or is another one. Without the usual one the course is played all the same: that
 * nothing is kept is said at once. Throws where a file of the course is damaged.
 */
export async function openCourse(world: CourseFiles & Terminal, options: OptionValues): Promise<Course | Problem> {
  const lessons = readLessons(world.lessons).map((lesson) => inFolder(lesson, world.lessonsFolder));
  const read = readerFor(lessons);
  const file = typeof options.state === 'string' ? options.state : null;
  const text = await world.readProgress(file);
  if (!isProblem(text)) {
    const progress = read(text);
    if (file !== null && !isProgress(text, progress)) return otherFile();
    return { lessons, progress, place: 'found', keep: keeper(world, file, read, progress) };
  }
  if (file !== null) return text;
  world.errors(problemText(text));
  return { lessons, progress: NO_PROGRESS, place: 'none', keep: async () => null };
}

/** What is kept of these lessons and of the test; of steps that they have not, whatever it says. */
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
  const says = 'The file of --state has something else in it than what was done in the course.';
  return problem('state', says, 'Name one that is empty, or not there yet.');
}

/** Signers that come with the course are named by where they are. */
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
  let isSaid = false;
  const write = async (after: Progress): Promise<Problem | null> => {
    const failed = await world.updateProgress(file, (text) => writeProgress(mergedProgress(read(text), before, after)));
    if (failed) return failed;
    // What could not be written is still to be written.
    before = after;
    return null;
  };
  let last: Promise<unknown> = Promise.resolve();
  return (after) => {
    const written = last.then(() => write(after));
    last = written;
    return written.then((found) => {
      const isNew = found !== null && !isSaid;
      isSaid = found !== null;
      return isNew ? found : null;
    });
  };
}

export interface Learning {
  readonly world: World;
  readonly options: OptionValues;
  readonly screen: ScreenChoice;
  readonly course: Course;
}

/** The lesson that a word says; without one the one that was played last, or else the first that is open. */
export function lessonMeant(
  { lessons, progress }: Pick<Course, 'lessons' | 'progress'>,
  word: string | null,
): Lesson | Problem {
  if (word === 'test' || word === TEST) return testLesson(lessons);
  if (word !== null) return findLesson(lessons, word);
  return lessonToGoOnWith(lessons, progress) ?? allDone();
}

/** For who asks for a lesson to go on with. */
export const allDone = (): Problem =>
  problem('all-done', 'All lessons are done.', 'Name one to play it again: sigv4 learn NAME.');

/** Resolves with an exit code: where it cannot be kept, that is said, and nothing else is the worse for it. */
export async function keepRecords(
  { world, course }: Learning,
  { name }: Lesson,
  records: LessonRecords,
): Promise<number> {
  const problem = await course.keep(withLesson(course.progress, name, records));
  if (problem) world.errors(problemText(problem));
  return problem === null && course.place === 'found' ? DONE : ANSWER_IS_NO;
}
