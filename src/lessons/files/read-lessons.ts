/**
 * Reads the course files. Each file has the front matter, which is YAML in the format defined in `format.ts`, and the prose
 * of one lesson. The prose is split at the headings of the lesson's beats.
 */
import * as v from 'valibot';
import { parse } from 'yaml';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import { type FrontMatter, lessonFormat } from '../format.ts';
import type { Beat, Lesson } from '../lesson.ts';
import { lessonPlaces } from './file-names.ts';

/** Reads the lessons of the folder that is the root of `files`. Throws if a lesson does not have the format. */
export const readLessons = (files: FixtureFiles): readonly Lesson[] =>
  lessonPlaces(files).map(({ file, ...place }) => ({ ...readLesson(file, files.read(file)), ...place }));

function readLesson(file: string, text: string): Omit<Lesson, 'number' | 'name' | 'kind'> {
  const [, front, prose = ''] = /^---\n([\s\S]*?\n)---(?:\n([\s\S]*))?$/.exec(text) ?? [];
  if (front === undefined) throw damaged(file, 'It does not begin with front matter between two lines of ---.');
  return { ...readFrontMatter(file, front), ...readProse(file, prose), covers: new Map() };
}

function readFrontMatter(file: string, text: string): FrontMatter {
  const read = v.safeParse(lessonFormat, parse(text));
  if (read.success) return read.output;
  throw damaged(file, v.summarize(read.issues));
}

/** Creates the exception for a lesson that does not have the format, which is a fault of this program. */
export const damaged = (lesson: string, says: string): Error =>
  new Error(`A lesson of the course does not have the format of a lesson. ${lesson}: ${says}`);

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

/** Splits the prose at its second-level headings, except for headings inside a fenced code block. */
function readProse(file: string, text: string): Pick<Lesson, 'prose' | 'notes'> {
  const parts = new Map<Part, string[]>([['introduction', []]]);
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
    if (!part || parts.has(part)) throw damaged(file, `No beat has the heading ${line}, or it appears twice.`);
    lines = [];
    parts.set(part, lines);
  }
  const textOf = (part: Part) => (parts.get(part) ?? []).join('\n').trim();
  const prose = {
    introduction: textOf('introduction'),
    predict: textOf('predict'),
    run: textOf('run'),
    look: textOf('look'),
    break: textOf('break'),
    check: textOf('check'),
    'take-away': textOf('take-away'),
  };
  return { prose, notes: textOf('notes') };
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
