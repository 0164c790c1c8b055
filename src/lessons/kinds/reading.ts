/** Reads answers and solutions, which can be texts, lines, or the letters of options. */
import { joined } from '../../bytes/joined.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Solution } from '../format-parts.ts';
import type { SignedRequests } from '../prepared.ts';
import { filledIn } from '../values.ts';

const FIRST_LETTER = 'a'.charCodeAt(0);

/** Returns the letter of the option with this index. The letter for 0 is `a`. */
export const letterOf = (index: number): string => String.fromCharCode(FIRST_LETTER + index);

/**
 * Returns the index of the option with this letter. For any other character, the result is not the index of an option.
 */
export const indexOfLetter = (letter: string): number => letter.charCodeAt(0) - FIRST_LETTER;

/** Lists the letters of the options, such as `a, b, c`. */
export const lettersOf = (offered: readonly unknown[]): string =>
  offered.map((_one, index) => letterOf(index)).join(', ');

/** Lists the letters of the options as alternatives, such as `a, b, or c`. */
export const choiceOf = (offered: readonly unknown[]): string =>
  joined(
    offered.map((_one, index) => letterOf(index)),
    'or',
  );

export const isLetterOf = (offered: readonly unknown[], letter: string): boolean =>
  offered[indexOfLetter(letter)] !== undefined;

/**
 * Reads lines, each of which names an option by its letter, by its number (counted from 1), or by its text. Empty lines
 * are skipped. Returns the indexes of the options, or a problem for the first line that does not name an option.
 */
export function readNamed(lines: readonly string[], offered: readonly string[]): readonly number[] | Problem {
  const named = lines.filter((line) => line.trim() !== '').map((line) => ({ line, index: indexNamed(line, offered) }));
  const unknown = named.find(({ index }) => index < 0);
  if (!unknown) return named.map(({ index }) => index);
  const says = `${wordSaid(unknown.line, 'The answer')} is not one of the options.`;
  return problem('answer', says, `Give one of ${lettersOf(offered)}, or the text of an option.`);
}

function indexNamed(line: string, offered: readonly string[]): number {
  const word = line.trim();
  const named = /^.$/.test(word) ? word.toLowerCase() : word;
  return offered.findIndex((text, at) => [letterOf(at), String(at + 1), text].includes(named));
}

/** Reads an answer as UTF-8 text. Returns a problem if the answer is not UTF-8. */
export function answerText(octets: Octets): string | Problem {
  return textFromOctets(octets) ?? problem('answer', 'The answer is not UTF-8.', 'Write it as text in UTF-8.');
}

/**
 * Reads an answer as lines. A line ending after the last line does not start another line, and an empty answer has no
 * lines.
 */
export function answerLines(octets: Octets): readonly string[] | Problem {
  const text = answerText(octets);
  if (isProblem(text)) return text;
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Reads a solution that is a single text, and fills in the values that it refers to. */
export function solutionText(lesson: SignedRequests, solution: Solution): string | Problem {
  return typeof solution === 'string' ? filledIn(lesson, solution) : notSolution('Give a text.');
}

/** Returns the problem for a solution whose form does not match the answer. */
export function notSolution(fix: string): Problem {
  return problem('solution', 'The solution does not have the form of the answer.', fix);
}

/** Quotes a typed word. Returns `otherwise` instead if the text is not an ordinary word, because it may be a secret. */
export const wordSaid = (typed: string, otherwise: string): string =>
  /^[\p{L}\p{N}_-]{1,30}$/u.test(typed) ? JSON.stringify(typed) : otherwise;

/** Reads a request that was pasted. Terminals send CR for each line ending in pasted text. */
export const pastedRequest = (pasted: string): Octets => octetsFromText(pasted.replace(/\r\n?|\n/g, '\r\n'));
