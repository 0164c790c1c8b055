/** Remembers what was computed for a shot as long as its lesson is in use. */
import type { Shot } from '../format-parts.ts';
import type { SignedRequests } from '../prepared.ts';

/** Returns a function that computes its result only once for each shot of a prepared lesson. */
export function onceForShot<Lesson extends SignedRequests, Result>(
  compute: (lesson: Lesson, shot: Shot) => Result,
): (lesson: Lesson, shot: Shot) => Result {
  const results = new WeakMap<Lesson, Map<Shot, Result>>();
  return (lesson, shot) => {
    const known = results.get(lesson) ?? new Map<Shot, Result>();
    results.set(lesson, known);
    const before = known.get(shot);
    if (before !== undefined || known.has(shot)) return before as Result;
    const result = compute(lesson, shot);
    known.set(shot, result);
    return result;
  };
}
