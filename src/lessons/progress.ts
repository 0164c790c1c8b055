/**
 * Progress as plain text: a line for each step that somebody has touched, `LESSON STEP standing` and what else there is to
 * say. Lines of lessons that this program does not know are kept as they are.
 */
import { type LessonRecords, NO_RECORD, type Records, STANDINGS, type StepRecord } from './records.ts';

export interface Progress {
  readonly records: Records;
  /** Lines that cannot be read, or are of lessons that nobody knows: kept. */
  readonly others: readonly string[];
  /** The lesson that was played last; `null` before the first one. */
  readonly last: string | null;
}

export const NO_PROGRESS: Progress = { records: new Map(), others: [], last: null };

const HEADING = '# What was done in "sigv4 learn": a line a step. Lines that are not known are kept.';
const LAST = 'last';

/** `isKnown`: whether there is a lesson of this name. */
export function readProgress(text: string, isKnown: (lesson: string) => boolean): Progress {
  const records = new Map<string, Map<string, StepRecord>>();
  const others: string[] = [];
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line === HEADING) continue;
    const [lesson = '', step = '', ...words] = line.split(' ');
    const record = isKnown(lesson) ? readRecord(words) : null;
    if (lesson === LAST && isKnown(step)) last = step;
    else if (record === null) others.push(line);
    else records.set(lesson, (records.get(lesson) ?? new Map<string, StepRecord>()).set(step, record));
  }
  return { records, others, last };
}

/** Whether a text, read as this progress, was written as one: another one is not to be written over. */
export function isProgress(text: string, { records, last }: Progress): boolean {
  return text.trim() === '' || text.split(/\r?\n/).includes(HEADING) || last !== null || records.size > 0;
}

/** `passed attempts 2 hints 1 solution-shown answer b`. */
function readRecord([first, ...words]: readonly string[]): StepRecord | null {
  const standing = STANDINGS.find((one) => one === first);
  if (standing === undefined) return null;
  const behind = (name: string) => (words.includes(name) ? (words[words.indexOf(name) + 1] ?? null) : null);
  const count = (name: string) => Number.parseInt(behind(name) ?? '0', 10) || 0;
  return {
    standing,
    answer: behind('answer'),
    attempts: count('attempts'),
    hints: count('hints'),
    solution: words.includes('solution-shown') ? 'shown' : 'hidden',
  };
}

/** The text that `readProgress` reads as the same; the lines that are not known stand at its end. */
export function writeProgress({ records, others, last }: Progress): string {
  const lines = [...records].flatMap(([lesson, steps]) =>
    [...steps].map(([step, record]) => `${lesson} ${step} ${recordText(record)}`),
  );
  return [HEADING, ...(last === null ? [] : [`${LAST} ${last}`]), ...lines, ...others, ''].join('\n');
}

function recordText({ standing, answer, attempts, hints, solution }: StepRecord): string {
  return [
    standing,
    ...(attempts === NO_RECORD.attempts ? [] : ['attempts', attempts]),
    ...(hints === NO_RECORD.hints ? [] : ['hints', hints]),
    ...(solution === 'shown' ? ['solution-shown'] : []),
    ...(answer === null ? [] : ['answer', answer]),
  ].join(' ');
}

/** With what became of a lesson, which is the last one now. */
export function withLesson(progress: Progress, lesson: string, records: LessonRecords): Progress {
  return { ...progress, last: lesson, records: new Map([...progress.records, [lesson, records]]) };
}

/** Without what was done in a lesson. */
export function withoutLesson(progress: Progress, lesson: string): Progress {
  const records = new Map([...progress.records].filter(([name]) => name !== lesson));
  return { ...progress, records, last: progress.last === lesson ? null : progress.last };
}
