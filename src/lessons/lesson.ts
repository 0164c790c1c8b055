/** A lesson, as read from its file. */
import type { FrontMatter } from './format.ts';
import type { SignedRequests } from './prepared.ts';

export const BEATS = ['predict', 'run', 'look', 'break', 'check', 'take-away'] as const;
export type Beat = (typeof BEATS)[number];

export interface Lesson extends FrontMatter {
  /** From 1, in the order of the file names. The rungs of the ladder follow the lessons. */
  readonly number: number;
  /** The name of the file without its number: `ten-lines`. Progress is stored under it. */
  readonly name: string;
  /** `rung`: a rung of the ladder, which only has checks. `test`: the placement test, made from the quiz of all lessons. */
  readonly kind: 'lesson' | 'rung' | 'test';
  /** Markdown: the introduction before the first heading, and the text below the heading of each beat. */
  readonly prose: Readonly<Record<'introduction' | Beat, string>>;
  /** Markdown: the text below the heading "For the teacher". */
  readonly notes: string;
  /** For the placement test: the title of the lesson that covers a question, by the id of the question. */
  readonly covers: ReadonlyMap<string, string>;
}

/** A lesson with its requests signed. */
export interface PreparedLesson extends Lesson, SignedRequests {}

/** Returns the short name of a lesson: its number, or for a rung the letter and number that begin its name, `f3`. */
export function lessonLabel({ kind, number, name }: Pick<Lesson, 'kind' | 'number' | 'name'>): string {
  return kind === 'rung' ? (name.split('-')[0] ?? name) : String(number);
}
