/** Two terminals play the same course: what one of them changed goes into what the other has written since, step by step. */

import { type LessonRecords, NO_RECORD, NOTHING_DONE, type Records, type StepRecord } from '../playing/records.ts';
import type { Progress } from './progress.ts';

/**
 * `kept`: what the file says now. Of steps that `after` has as `before` had them, the file is right. A lesson that was
 * reset is taken away whole: also what another terminal has added to it.
 */
export function mergedProgress(kept: Progress, before: Progress, after: Progress): Progress {
  const records = new Map<string, LessonRecords>();
  for (const name of new Set([...kept.records.keys(), ...before.records.keys(), ...after.records.keys()])) {
    const steps = mergedLesson(
      lessonOf(kept.records, name),
      lessonOf(before.records, name),
      lessonOf(after.records, name),
    );
    if (steps.size > 0) records.set(name, steps);
  }
  return { ...kept, last: mergedLast(kept, before, after), records };
}

const lessonOf = (records: Records, name: string): LessonRecords => records.get(name) ?? NOTHING_DONE;

function mergedLesson(kept: LessonRecords, before: LessonRecords, after: LessonRecords): LessonRecords {
  if (before.size > 0 && after.size === 0) return NOTHING_DONE;
  const merged = new Map(kept);
  for (const [id, record] of after) {
    const old = before.get(id);
    if (old === undefined || !isSame(old, record))
      merged.set(id, mergedRecord(kept.get(id) ?? NO_RECORD, old ?? NO_RECORD, record));
  }
  for (const id of before.keys()) if (!after.has(id)) merged.delete(id);
  return merged;
}

/** Who is wrong in one terminal does not undo what passed in the other; both were judged. */
function mergedRecord(kept: StepRecord, before: StepRecord, after: StepRecord): StepRecord {
  return {
    standing: after.standing === before.standing ? kept.standing : after.standing,
    answer: after.answer === before.answer ? kept.answer : after.answer,
    attempts: Math.max(0, kept.attempts + after.attempts - before.attempts),
    hints: after.hints === before.hints ? kept.hints : after.hints,
    solution: after.solution === before.solution ? kept.solution : after.solution,
  };
}

function isSame(one: StepRecord, other: StepRecord): boolean {
  return (
    one.standing === other.standing &&
    one.answer === other.answer &&
    one.attempts === other.attempts &&
    one.hints === other.hints &&
    one.solution === other.solution
  );
}

/** The lesson in which something was done just now; else the file is right, but for a lesson that was reset. */
function mergedLast(kept: Progress, before: Progress, after: Progress): string | null {
  const { last } = after;
  if (last === null) return kept.last === before.last ? null : kept.last;
  const isPlayed = last !== before.last || before.records.get(last) !== after.records.get(last);
  return isPlayed ? last : kept.last;
}
