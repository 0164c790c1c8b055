/** How answers and solutions are read: texts, lines, and the letters by which options are called. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Solution } from '../format-parts.ts';
import type { SignedRequests } from '../prepared.ts';
import { wordSaid } from '../typed-word.ts';
import { filledIn } from '../values.ts';

const FIRST_LETTER = 'a'.charCodeAt(0);

/** The letter of the option with this number, from 0: `a`. */
export const letterOf = (index: number): string => String.fromCharCode(FIRST_LETTER + index);

/** The number, from 0, of the option that a letter stands for; one that no option has where it is no letter. */
export const indexOfLetter = (letter: string): number => letter.charCodeAt(0) - FIRST_LETTER;

/** Names the letters that there are: `a, b, c`. */
export const lettersOf = (offered: readonly unknown[]): string =>
  offered.map((_one, index) => letterOf(index)).join(', ');

/** Whether a letter stands for one of these. */
export const isLetterOf = (offered: readonly unknown[], letter: string): boolean =>
  offered[indexOfLetter(letter)] !== undefined;

/**
 * Reads lines that name what is offered, each by a letter, a number from 1 or its text; empty lines are left out. Gives
 * the numbers from 0, or a problem for the first line that names nothing.
 */
export function readNamed(lines: readonly string[], offered: readonly string[]): readonly number[] | Problem {
  const named = lines.filter((line) => line.trim() !== '').map((line) => ({ line, index: indexNamed(line, offered) }));
  const unknown = named.find(({ index }) => index < 0);
  if (!unknown) return named.map(({ index }) => index);
  const says = `${wordSaid(unknown.line, 'What was given')} is not offered.`;
  return problem('answer', says, `Give one of ${lettersOf(offered)}, or the text of one.`);
}

/** From 0; -1 where there is none. */
function indexNamed(line: string, offered: readonly string[]): number {
  const word = line.trim();
  const named = /^.$/.test(word) ? word.toLowerCase() : word;
  return offered.findIndex((text, at) => [letterOf(at), String(at + 1), text].includes(named));
}

/** Reads an answer as text; a problem where it is not UTF-8. */
export function answerText(octets: Octets): string | Problem {
  return textFromOctets(octets) ?? problem('answer', 'The answer is not UTF-8.', 'Write it as text in UTF-8.');
}

/** Reads an answer as lines. What ends the last line is no line; without a byte there is none. */
export function answerLines(octets: Octets): readonly string[] | Problem {
  const text = answerText(octets);
  if (isProblem(text)) return text;
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Reads a solution that is one text, with the values that it names. */
export function solutionText(lesson: SignedRequests, solution: Solution): string | Problem {
  return typeof solution === 'string' ? filledIn(lesson, solution) : notSolution('Give a text.');
}

/** The problem of a solution that has another form than the answer. */
export function notSolution(fix: string): Problem {
  return problem('solution', 'The solution does not have the form of the answer.', fix);
}
