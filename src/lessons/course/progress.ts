/**
 * Reads and writes progress as plain text. Each step that the learner has worked on has one line, which consists of
 * `LESSON STEP state` and details. Unknown lines are kept unchanged.
 */
import {
  type LessonRecords,
  NO_RECORD,
  NOTHING_DONE,
  type Records,
  STEP_STATES,
  type StepRecord,
} from '../playing/records.ts';

export interface Progress {
  readonly records: Records;
  /** Lines that cannot be read, or that belong to unknown lessons. */
  readonly others: readonly string[];
  /** The name of the lesson that was played last; `null` if no lesson has been played. */
  readonly last: string | null;
}

export const NO_PROGRESS: Progress = { records: new Map(), others: [], last: null };

const HEADING = '# What was done in "sigv4 learn": a line a step. Lines that are not known are kept.';
const LAST = 'last';

/** Returns whether these letters can be an answer to a step of a lesson. */
export type IsAnswer = (lesson: string, step: string, letters: string) => boolean;

/** Reads progress, which may have been edited by hand. `isKnown` returns whether a lesson with this name exists. */
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

/** Returns whether a text is a progress file. Any other file must not be overwritten. */
export function isProgress(text: string, { records, last }: Progress): boolean {
  return text.trim() === '' || text.split(/\r?\n/).includes(HEADING) || last !== null || records.size > 0;
}

/** Reads a record such as `passed attempts 2 hints 1 solution-shown answer b`. Returns `null` for anything else. */
function readRecord([first, ...words]: readonly string[]): StepRecord | null {
  const state = STEP_STATES.find((one) => one === first);
  if (state === undefined) return null;
  const found = RECORD.exec(words.map((word) => ` ${word}`).join(''));
  if (found === null) return null;
  const { attempts = '0', hints = '0', solution, answer = null } = found.groups ?? {};
  return {
    state,
    answer,
    attempts: Number(attempts),
    hints: Number(hints),
    solution: solution === undefined ? 'hidden' : 'shown',
  };
}

/** The maximum number of attempts that is written to the progress file. */
const MOST = 9_999;
const RECORD =
  /^(?: attempts (?<attempts>\d{1,4}))?(?: hints (?<hints>[0-3]))?(?<solution> solution-shown)?(?: answer (?<answer>[a-z-]+))?$/;

/** Writes progress in the format that `readProgress` reads. Unknown lines come last. */
export function writeProgress({ records, others, last }: Progress): string {
  const lines = [...records].flatMap(([lesson, steps]) =>
    [...steps].map(([step, record]) => `${lesson} ${step} ${recordText(record)}`),
  );
  return [HEADING, ...(last === null ? [] : [`${LAST} ${last}`]), ...lines, ...others, ''].join('\n');
}

function recordText({ state, answer, attempts, hints, solution }: StepRecord): string {
  return [
    state,
    ...(attempts === NO_RECORD.attempts ? [] : ['attempts', Math.min(attempts, MOST)]),
    ...(hints === NO_RECORD.hints ? [] : ['hints', hints]),
    ...(solution === 'shown' ? ['solution-shown'] : []),
    ...(answer === null ? [] : ['answer', answer]),
  ].join(' ');
}

/** Sets the records of a lesson and marks the lesson as played last. */
export function withLesson(progress: Progress, lesson: string, records: LessonRecords): Progress {
  return { ...progress, last: lesson, records: new Map([...progress.records, [lesson, records]]) };
}

export function withoutLesson(progress: Progress, lesson: string): Progress {
  const records = new Map([...progress.records].filter(([name]) => name !== lesson));
  return { ...progress, records, last: progress.last === lesson ? null : progress.last };
}

/**
 * Merges the changes made in this terminal, from `before` to `after`, into `kept`, the current file, which another
 * terminal may have written. Steps that this terminal did not change come from the file. A lesson that was reset in
 * this terminal is removed completely.
 */
export function mergeProgress(kept: Progress, before: Progress, after: Progress): Progress {
  const records = new Map<string, LessonRecords>();
  for (const name of new Set([...kept.records.keys(), ...before.records.keys(), ...after.records.keys()])) {
    const steps = mergeLesson(
      lessonOf(kept.records, name),
      lessonOf(before.records, name),
      lessonOf(after.records, name),
    );
    if (steps.size > 0) records.set(name, steps);
  }
  return { ...kept, last: mergeLast(kept, before, after), records };
}

const lessonOf = (records: Records, name: string): LessonRecords => records.get(name) ?? NOTHING_DONE;

function mergeLesson(kept: LessonRecords, before: LessonRecords, after: LessonRecords): LessonRecords {
  if (before.size > 0 && after.size === 0) return NOTHING_DONE;
  const merged = new Map(kept);
  for (const [id, record] of after) {
    const old = before.get(id);
    if (old === undefined || recordText(old) !== recordText(record))
      merged.set(id, mergeRecord(kept.get(id) ?? NO_RECORD, old ?? NO_RECORD, record));
  }
  for (const id of before.keys()) if (!after.has(id)) merged.delete(id);
  return merged;
}

/**
 * Merges the records of a step. Each detail that this terminal did not change comes from the file. The attempts from
 * both terminals are added together.
 */
function mergeRecord(kept: StepRecord, before: StepRecord, after: StepRecord): StepRecord {
  return {
    state: after.state === before.state ? kept.state : after.state,
    answer: after.answer === before.answer ? kept.answer : after.answer,
    attempts: Math.max(0, kept.attempts + after.attempts - before.attempts),
    hints: after.hints === before.hints ? kept.hints : after.hints,
    solution: after.solution === before.solution ? kept.solution : after.solution,
  };
}

/**
 * Returns the lesson that was last played in this terminal. If no lesson was played here, returns the lesson from the
 * file, unless this terminal has reset that lesson.
 */
function mergeLast(kept: Progress, before: Progress, after: Progress): string | null {
  const { last } = after;
  if (last === null) return kept.last === before.last ? null : kept.last;
  const isPlayed = last !== before.last || before.records.get(last) !== after.records.get(last);
  return isPlayed ? last : kept.last;
}
