/** Reading the course: the lessons in order, and behind them the rungs of the ladder. */
import type { FixtureFiles } from '../vectors/vector.ts';
import { checkReferences } from './check-references.ts';
import type { Lesson } from './lesson.ts';
import { damaged, type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { readFrontMatter } from './read-front-matter.ts';
import { readProse } from './read-prose.ts';

const LADDER = 'ladder';
const LESSON_FILE = /^(\d\d)-([a-z0-9-]+)\.md$/;
const RUNG_FILE = /^f(\d)-([a-z0-9-]+)\.md$/;

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

/** The same for whoever writes lessons: what is wrong with each file is said, and nothing is thrown for it. */
export function readLessonFiles(files: FixtureFiles): readonly LessonFile[] {
  const names = [...files.list('')].sort();
  const lessons = placesIn(names, LESSON_FILE, { folder: '', kind: 'lesson', from: 0 });
  const from = (lessons.at(-1)?.number ?? 0) + 1;
  const rungNames = names.includes(LADDER) ? [...files.list(LADDER)].sort() : [];
  const rungs = placesIn(rungNames, RUNG_FILE, { folder: `${LADDER}/`, kind: 'rung', from });
  return withoutTwins([...lessons, ...rungs].map((place) => readLesson(place, files.read(place.file))));
}

/** What the name of a file says. */
type Place = Pick<Lesson, 'number' | 'name' | 'kind'> & { readonly file: string };

function placesIn(
  names: readonly string[],
  pattern: RegExp,
  { folder, kind, from }: { readonly folder: string; readonly kind: 'lesson' | 'rung'; readonly from: number },
): Place[] {
  return names.flatMap((file) => {
    const [, digits, name] = pattern.exec(file) ?? [];
    return name === undefined ? [] : [{ file: `${folder}${file}`, kind, name, number: from + Number(digits) }];
  });
}

function readLesson({ file, ...place }: Place, text: string): LessonFile {
  const [, front, prose = ''] = /^---\n([\s\S]*?\n)---(?:\n([\s\S]*))?$/.exec(text) ?? [];
  if (front === undefined) return { file, text, lesson: null, problems: [noFrontMatter(file)] };
  const said = readFrontMatter(file, front);
  const beats = readProse(file, prose);
  if (!said.lesson) return { file, text, lesson: null, problems: [...said.problems, ...beats.problems] };
  const lesson = { ...said.lesson, ...place, prose: beats.prose, notes: beats.notes };
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
