/**
 * Progress as plain text: a line for each step that somebody has touched, `LESSON STEP standing` and what else there is to
 * say. Lines of lessons that this program does not know are kept as they are.
 */
import { type LessonRecords, NO_RECORD, type Records, STANDINGS, type StepRecord } from '../playing/records.ts';

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

/** Whether these letters can be the answer to a step of a lesson. */
export type IsAnswer = (lesson: string, step: string, letters: string) => boolean;

/** `isKnown`: whether there is a lesson of this name. Somebody may have changed the text by hand. */
export function readProgress(
  text: string,
  isKnown: (lesson: string) => boolean,
  isAnswer: IsAnswer = () => true,
): Progress {
  const records = new Map<string, Map<string, StepRecord>>();
  const others: string[] = [];
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line === HEADING) continue;
    const [lesson = '', step = '', ...words] = line.split(' ');
    const read = isKnown(lesson) && step !== '' ? readRecord(words) : null;
    const record = read === null || read.answer === null || isAnswer(lesson, step, read.answer) ? read : null;
    if (lesson === LAST && words.length === 0 && isKnown(step)) last = step;
    else if (record === null) others.push(line);
    else records.set(lesson, (records.get(lesson) ?? new Map<string, StepRecord>()).set(step, record));
  }
  return { records, others, last };
}

/** Whether a text, read as this progress, was written as one: another one is not to be written over. */
export function isProgress(text: string, { records, last }: Progress): boolean {
  return text.trim() === '' || text.split(/\r?\n/).includes(HEADING) || last !== null || records.size > 0;
}

/** `passed attempts 2 hints 1 solution-shown answer b`; `null` where a word is another one, or a number cannot be. */
function readRecord([first, ...words]: readonly string[]): StepRecord | null {
  const standing = STANDINGS.find((one) => one === first);
  if (standing === undefined) return null;
  const found = RECORD.exec(words.map((word) => ` ${word}`).join(''));
  if (found === null) return null;
  const { attempts = '0', hints = '0', solution, answer = null } = found.groups ?? {};
  return {
    standing,
    answer,
    attempts: Number(attempts),
    hints: Number(hints),
    solution: solution === undefined ? 'hidden' : 'shown',
  };
}

/** Numbers up to this one have four digits; of hints there are three. */
const MOST = 9_999;
const RECORD =
  /^(?: attempts (?<attempts>\d{1,4}))?(?: hints (?<hints>[0-3]))?(?<solution> solution-shown)?(?: answer (?<answer>[a-z-]+))?$/;

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
    ...(attempts === NO_RECORD.attempts ? [] : ['attempts', Math.min(attempts, MOST)]),
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
