/** The prose of a lesson, cut at the headings of its beats. */
import type { Beat, Lesson } from '../lesson.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';

export interface ReadProse {
  readonly prose: Lesson['prose'];
  readonly notes: string;
  readonly problems: readonly LessonProblem[];
}

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

/** Any other heading of the second level is a slip; inside a fence, what looks like one is none. */
export function readProse(file: string, text: string): ReadProse {
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
  return { prose, notes: textOf('notes'), problems };
}

/** The marks of the fence that is open behind a line (CommonMark 0.31.2, section 4.5); `null` where none is. */
function fenceAfter(line: string, open: string | null): string | null {
  const marks = FENCE.exec(line)?.[1];
  if (marks === undefined) return open;
  if (open === null) return marks;
  const closes = marks.startsWith(open) && line.trim() === marks;
  return closes ? null : open;
}

function badHeading(file: string, line: string, isTwice: boolean): LessonProblem {
  const says = isTwice ? 'This heading stands here twice.' : 'No beat of a lesson has this heading.';
  const fix = `The headings are ${[...HEADINGS.keys()].join(', ')}, each once; smaller ones begin with ###.`;
  return lessonProblem({ file, field: line.trim() }, 'heading', says, fix);
}
