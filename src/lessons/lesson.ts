/** A lesson: what its file says. */
import type { FrontMatter } from './format.ts';
import type { SignedRequests } from './prepared.ts';

/** The beats of a lesson, in order. */
export const BEATS = ['predict', 'run', 'look', 'break', 'check', 'take-away'] as const;
export type Beat = (typeof BEATS)[number];

export interface Lesson extends FrontMatter {
  /** From 1, by the names of the files; the rungs of the ladder follow the lessons. */
  readonly number: number;
  /** That of its file, without number: `ten-lines`. Progress is kept under it. */
  readonly name: string;
  /** `rung`: of the ladder, without anything but checks; `test`: put together from the quiz of all lessons. */
  readonly kind: 'lesson' | 'rung' | 'test';
  /** Markdown: what stands before the first heading, and below the heading of each beat. */
  readonly prose: Readonly<Record<'introduction' | Beat, string>>;
  /** Markdown, for whoever teaches: below the heading "For the teacher". */
  readonly notes: string;
  /** Of the test: by the id of its question, the title of the lesson that answers it; else nothing. */
  readonly covers: ReadonlyMap<string, string>;
}

/** A lesson with its requests signed. */
export interface PreparedLesson extends Lesson, SignedRequests {}

/** What a lesson is called beside its name: its number; of a rung the letter and number that its name begins with: `f3`. */
export function lessonLabel({ kind, number, name }: Pick<Lesson, 'kind' | 'number' | 'name'>): string {
  return kind === 'rung' ? (name.split('-')[0] ?? name) : String(number);
}
