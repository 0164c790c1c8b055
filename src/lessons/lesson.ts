/** A lesson as read from its file. */
import type { FrontMatter } from './format.ts';
import type { SignedRequests } from './prepared.ts';

const BEATS = ['predict', 'run', 'look', 'break', 'check', 'take-away'] as const;
export type Beat = (typeof BEATS)[number];

export interface Lesson extends FrontMatter {
  /** The number, counted from 1 in the order of the file names. The rungs of the ladder follow the lessons. */
  readonly number: number;
  /** The name of the file without its number, such as `ten-lines`. Progress is stored under this name. */
  readonly name: string;
  /**
   * The kind of lesson. `rung` is a rung of the ladder, and `puzzle` asks for an attack; both have only checks. `test` is the placement test, which
   * consists of the quizzes of all lessons.
   */
  readonly kind: 'lesson' | 'rung' | 'puzzle' | 'test';
  /** Prose in Markdown: the introduction before the first heading, and the text below the heading of each beat. */
  readonly prose: Readonly<Record<'introduction' | Beat, string>>;
  /** The text below the heading "For the teacher", in Markdown. */
  readonly notes: string;
  /**
   * Only for the placement test. The keys are IDs of questions, and the values are the titles of the lessons they
   * cover.
   */
  readonly covers: ReadonlyMap<string, string>;
}

/** A lesson whose requests have been signed. */
export interface PreparedLesson extends Lesson, SignedRequests {}

/**
 * Returns the short name of a lesson. That of a rung or a puzzle is the letter and digit at the beginning of its name,
 * such as `f3`. Any other lesson's short name is its number.
 */
export function lessonLabel({ kind, number, name }: Pick<Lesson, 'kind' | 'number' | 'name'>): string {
  return kind === 'rung' || kind === 'puzzle' ? (name.split('-')[0] ?? name) : String(number);
}
