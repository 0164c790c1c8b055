/** Options are called by letters: on the screen, in a pipe, and in what is kept. */
import type { Question } from '../format.ts';

const FIRST_LETTER = 'a'.charCodeAt(0);

/** The letter of the option with this number, from 0: `a`. */
export const letterOf = (index: number): string => String.fromCharCode(FIRST_LETTER + index);

/** The number, from 0, of the option that a letter stands for; one that no option has where it is no letter. */
export const indexOfLetter = (letter: string): number => letter.charCodeAt(0) - FIRST_LETTER;

/** Whether an answer that was kept can be one to this question: an option's letter, or for each item that of a category or `-`. */
export function isAnswerTo({ answer }: Pick<Question, 'answer'>, letters: string): boolean {
  const isOf = (offered: readonly unknown[], letter: string) => offered[indexOfLetter(letter)] !== undefined;
  if (answer.kind === 'choose') return letters.length === 1 && isOf(answer.options, letters);
  if (answer.kind !== 'sort' || letters.length !== answer.items.length) return false;
  return [...letters].every((letter) => letter === '-' || isOf(answer.categories, letter));
}
