/** The texts that kinds of questions read: answers from a pipe, solutions from the file of a lesson. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Solution } from '../format-parts.ts';
import type { SignedRequests } from '../prepared.ts';
import { filledIn } from '../values.ts';

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
export function notSolution(mend: string): Problem {
  return problem('solution', 'The solution does not have the form of the answer.', mend);
}
