/** Reading the course: the lessons in order, and behind them the rungs of the ladder. */
import type { FixtureFiles } from '../../vectors/vector.ts';
import type { Lesson } from '../lesson.ts';
import { checkReferences } from './check-references.ts';
import { type LessonPlace, lessonPlaces } from './file-names.ts';
import { damaged, type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { readFrontMatter } from './read-front-matter.ts';
import { readProse } from './read-prose.ts';

/** Only the test covers lessons. */
const NOTHING_COVERED: Lesson['covers'] = new Map();

/** A file of the course; `lesson` is `null` where it says what no lesson may. */
export interface LessonFile {
  /** Its path in the folder of the course. */
  readonly file: string;
  readonly text: string;
  readonly lesson: Lesson | null;
  readonly problems: readonly LessonProblem[];
}

/** `files` has the folder of the course as its root. Throws, naming file and field, where one is no lesson. */
export function readLessons(files: FixtureFiles): readonly Lesson[] {
  const read = readLessonFiles(files);
  const problems = read.flatMap((file) => file.problems);
  if (problems.length > 0) throw damaged(problems);
  return read.flatMap(({ lesson }) => (lesson ? [lesson] : []));
}

/** The same for those who write lessons: what is wrong with each file is said, and nothing is thrown for it. */
export function readLessonFiles(files: FixtureFiles): readonly LessonFile[] {
  return withoutTwins(lessonPlaces(files).map((place) => readLessonFile(files, place)));
}

function readLessonFile(files: FixtureFiles, place: LessonPlace): LessonFile {
  let text: string;
  try {
    text = files.read(place.file);
  } catch (error) {
    return { file: place.file, text: '', lesson: null, problems: [unreadable(place.file, error)] };
  }
  return readLesson(place, text);
}

function unreadable(file: string, error: unknown): LessonProblem {
  const says = `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
  return lessonProblem({ file, field: 'the whole' }, 'file', says, 'A lesson is a text file of 256 KiB at most.');
}

function readLesson({ file, ...place }: LessonPlace, text: string): LessonFile {
  const [, front, prose = ''] = /^---\n([\s\S]*?\n)---(?:\n([\s\S]*))?$/.exec(text) ?? [];
  if (front === undefined) return { file, text, lesson: null, problems: [noFrontMatter(file)] };
  const said = readFrontMatter(file, front);
  const beats = readProse(file, prose);
  if (!said.lesson) return { file, text, lesson: null, problems: [...said.problems, ...beats.problems] };
  const lesson = { ...said.lesson, ...place, prose: beats.prose, notes: beats.notes, covers: NOTHING_COVERED };
  const problems = [...beats.problems, ...checkReferences(file, lesson)];
  return { file, text, lesson: problems.length > 0 ? null : lesson, problems };
}

function noFrontMatter(file: string): LessonProblem {
  const says = 'It does not begin with a front matter between two lines ---.';
  return lessonProblem({ file, field: 'line 1' }, 'front-matter', says, 'Begin it with ---, YAML, ---.');
}

/** Progress is kept under the name, and the number is what people say. */
function withoutTwins(read: readonly LessonFile[]): LessonFile[] {
  return read.map((one, at) => {
    const { lesson, file } = one;
    const twin = read.slice(0, at).find((other) => isTwin(other.lesson, lesson));
    if (!twin) return one;
    const says = `${twin.file} has this name or this number already.`;
    const problem = lessonProblem({ file, field: 'file name' }, 'twin', says, 'Give each file its own.');
    return { ...one, lesson: null, problems: [...one.problems, problem] };
  });
}

const isTwin = (one: Lesson | null, other: Lesson | null): boolean =>
  one !== null && other !== null && (one.name === other.name || one.number === other.number);
