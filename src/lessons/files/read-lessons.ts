/**
 * Reads the course files. Each file has the front matter and the prose of one lesson. The prose is split at the
 * headings of the lesson's beats.
 */
import { reasonOf } from '../../bytes/system-errors.ts';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import type { Beat, Lesson } from '../lesson.ts';
import { overLimits } from '../prose-limits.ts';
import { checkReferences } from './check-references.ts';
import { type LessonPlace, lessonPlaces } from './file-names.ts';
import { damaged, type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { readFrontMatter } from './read-front-matter.ts';

/** A course file. `lesson` is `null` if the file has problems. */
export interface LessonFile {
  /** The path inside the course folder. */
  readonly file: string;
  readonly text: string;
  readonly lesson: Lesson | null;
  readonly problems: readonly LessonProblem[];
}

/**
 * Reads the lessons of the folder that is the root of `files`. Throws if a lesson is damaged, with an error that names
 * the file and the field.
 */
export function readLessons(files: FixtureFiles): readonly Lesson[] {
  const read = readLessonFiles(files);
  const problems = read.flatMap((file) => file.problems);
  if (problems.length > 0) throw damaged(problems);
  return read.flatMap(({ lesson }) => (lesson ? [lesson] : []));
}

/** Reads the lessons of a folder for an author. Returns the problems in each file instead of throwing. */
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
  const says = `It cannot be read: ${reasonOf(error)}.`;
  return lessonProblem({ file, field: 'the whole' }, 'file', says, 'A lesson is a text file of at most 256 KiB.');
}

function readLesson({ file, ...place }: LessonPlace, text: string): LessonFile {
  const [, front, prose = ''] = /^---\n([\s\S]*?\n)---(?:\n([\s\S]*))?$/.exec(text) ?? [];
  if (front === undefined) return { file, text, lesson: null, problems: [noFrontMatter(file)] };
  const said = readFrontMatter(file, front);
  const beats = readProse(file, prose);
  if (!said.lesson) return { file, text, lesson: null, problems: [...said.problems, ...beats.problems] };
  const lesson = {
    ...said.lesson,
    ...place,
    prose: beats.prose,
    notes: beats.notes,
    covers: new Map<string, string>(),
  };
  const problems = [...beats.problems, ...checkReferences(file, lesson)];
  return { file, text, lesson: problems.length > 0 ? null : lesson, problems };
}

function noFrontMatter(file: string): LessonProblem {
  const says = 'It does not begin with front matter between two lines of ---.';
  return lessonProblem({ file, field: 'line 1' }, 'front-matter', says, 'Begin it with ---, YAML, ---.');
}

/**
 * Reports files that have the same name or the same number. Both must be unique because progress is stored by name and
 * people refer to lessons by number.
 */
function withoutTwins(read: readonly LessonFile[]): LessonFile[] {
  return read.map((one, at) => {
    const { lesson, file } = one;
    const twin = read.slice(0, at).find((other) => isTwin(other.lesson, lesson));
    if (!twin) return one;
    const says = `${twin.file} already has this name or number.`;
    const problem = lessonProblem(
      { file, field: 'file name' },
      'twin',
      says,
      'Give each file its own name and number.',
    );
    return { ...one, lesson: null, problems: [...one.problems, problem] };
  });
}

const isTwin = (one: Lesson | null, other: Lesson | null): boolean =>
  one !== null && other !== null && (one.name === other.name || one.number === other.number);

type Part = 'introduction' | Beat | 'notes';

const HEADINGS: ReadonlyMap<string, Part> = new Map([
  ['Predict', 'predict'],
  ['Run', 'run'],
  ['Look', 'look'],
  ['Break', 'break'],
  ['Check', 'check'],
  ['Take away', 'take-away'],
  ['For the teacher', 'notes'],
]);

const HEADING = /^##(?:[ \t]+(.*?))?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Splits the prose at its second-level headings, except for headings inside a fenced code block. Reports each heading
 * that is not the name of a beat.
 */
function readProse(file: string, text: string): Pick<Lesson, 'prose' | 'notes'> & Pick<LessonFile, 'problems'> {
  const parts = new Map<Part, string[]>([['introduction', []]]);
  const problems: LessonProblem[] = [];
  let lines = parts.get('introduction') ?? [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    fence = fenceAfter(line, fence);
    const heading = fence === null ? HEADING.exec(line) : null;
    if (!heading) {
      lines.push(line);
      continue;
    }
    const part = HEADINGS.get(heading[1] ?? '');
    if (!part || parts.has(part)) problems.push(badHeading(file, line, part !== undefined));
    lines = [];
    if (part) parts.set(part, lines);
  }
  const texts = new Map([...parts].map(([part, own]) => [part, own.join('\n').trim()]));
  for (const [part, own] of texts) {
    const why = overLimits(own);
    if (why !== null) problems.push(tooMuch(file, part, why));
  }
  const textOf = (part: Part) => texts.get(part) ?? '';
  const prose = {
    introduction: textOf('introduction'),
    predict: textOf('predict'),
    run: textOf('run'),
    look: textOf('look'),
    break: textOf('break'),
    check: textOf('check'),
    'take-away': textOf('take-away'),
  };
  return { prose, notes: textOf('notes'), problems };
}

/**
 * Returns the marker of the code fence that is still open after a line (CommonMark 0.31.2, section 4.5). Returns `null`
 * if no fence is open.
 */
function fenceAfter(line: string, open: string | null): string | null {
  const marks = FENCE.exec(line)?.[1];
  if (marks === undefined) return open;
  if (open === null) return marks;
  const closes = marks.startsWith(open) && line.trim() === marks;
  return closes ? null : open;
}

const tooMuch = (file: string, part: Part, why: string): LessonProblem =>
  lessonProblem({ file, field: part }, 'prose', `${why}.`, 'Make it shorter and simpler.');

function badHeading(file: string, line: string, isTwice: boolean): LessonProblem {
  const says = isTwice ? 'This heading appears twice.' : 'No beat of a lesson has this heading.';
  const fix = `The headings are ${[...HEADINGS.keys()].join(', ')}, each at most one time. Smaller headings begin with ###.`;
  return lessonProblem({ file, field: line.trim() }, 'heading', says, fix);
}
