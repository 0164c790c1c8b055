/** A lesson, as its file says it. */
import type { FrontMatter } from './format.ts';
import type { SignedRequests } from './prepared.ts';

export const BEATS = ['predict', 'run', 'look', 'break', 'check', 'take-away'] as const;
export type Beat = (typeof BEATS)[number];

export interface Lesson extends FrontMatter {
  /** From 1, by the names of the files. The rungs of the ladder follow the lessons. */
  readonly number: number;
  /** The name of the file without its number: `ten-lines`. Progress is kept under it. */
  readonly name: string;
  /** `rung`: a rung of the ladder, which only has checks. `test`: the placement test, made from the quiz of all lessons. */
  readonly kind: 'lesson' | 'rung' | 'test';
  /** Markdown: the text before the first heading, and below the heading of each beat. */
  readonly prose: Readonly<Record<'introduction' | Beat, string>>;
  /** Markdown: the text below the heading "For the teacher". */
  readonly notes: string;
  /** For the placement test: the title of the lesson that answers a question, by the id of the question. */
  readonly covers: ReadonlyMap<string, string>;
}

/** A lesson with its requests signed. */
export interface PreparedLesson extends Lesson, SignedRequests {}

/** Returns the short name of a lesson: its number, or the letter and number that the name of a rung begins with, `f3`. */
export function lessonLabel({ kind, number, name }: Pick<Lesson, 'kind' | 'number' | 'name'>): string {
  return kind === 'rung' ? (name.split('-')[0] ?? name) : String(number);
}
