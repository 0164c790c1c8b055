/** Two terminals play the same course: what one of them changed goes into what the other has written since. */

import type { Progress } from './progress.ts';
import type { LessonRecords, Records } from './records.ts';

/** `kept`: what the file says now. Of lessons that `after` has as `before` had them, the file is right. */
export function mergedProgress(kept: Progress, before: Progress, after: Progress): Progress {
  const names = new Set([...before.records.keys(), ...after.records.keys()]);
  const changed = [...names].filter((name) => before.records.get(name) !== after.records.get(name));
  return { ...kept, last: after.last, records: withRecordsOf(kept.records, after.records, changed) };
}

function withRecordsOf(records: Records, others: Records, names: readonly string[]): Records {
  const merged = new Map<string, LessonRecords>(records);
  for (const name of names) {
    const changed = others.get(name);
    if (changed) merged.set(name, changed);
    else merged.delete(name);
  }
  return merged;
}
