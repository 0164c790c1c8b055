/** The solutions of a lesson's file in the form in which a learner gives them, and what is given before anything is. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Check } from '../format.ts';
import type { Given } from '../given.ts';
import type { PreparedLesson } from '../prepared.ts';
import { filledIn, type Ordering, offeredParts } from '../values.ts';

/** `null` where there is nothing to give yet. */
export function startOf({ answer }: Pick<Check, 'answer'>): Given | null {
  switch (answer.kind) {
    case 'sort':
      return { kind: 'sort', categories: answer.items.map(() => null) };
    case 'type':
      return { kind: 'type', lines: [], typing: null, behind: [] };
    case 'order':
      return { kind: 'order', taken: [] };
    case 'try':
      return { kind: 'try', shots: [] };
    case 'choose':
    case 'accept':
    case 'grade':
      return null;
  }
}

/** A problem where the solution of the file has another form than the answer, or names what is not there. */
export function solutionOf(lesson: PreparedLesson, { answer, solution }: Check): Given | Problem {
  switch (answer.kind) {
    case 'choose':
      return chosen(solution, answer.options.length);
    case 'sort':
      return sorted(solution, answer);
    case 'order':
      return ordered(lesson, solution, answer);
    case 'try':
      return tried(
        solution,
        answer.shots.map(({ id }) => id),
      );
    case 'type':
      return withText(lesson, solution, (text) => ({
        kind: 'type',
        lines: text.split('\n'),
        typing: null,
        behind: [],
      }));
    case 'accept':
      return withText(lesson, solution, (text) => ({ kind: 'accept', request: octetsFromText(text) }));
    case 'grade':
      // Whether a program passes is seen when it is run; where the course is, whoever runs it knows.
      return typeof solution === 'string'
        ? { kind: 'grade', command: solution, passed: 'no', report: [] }
        : ill('Give a text.');
  }
}

type Solution = Check['solution'];

function chosen(solution: Solution, options: number): Given | Problem {
  const isOption = typeof solution === 'number' && solution >= 1 && solution <= options;
  return isOption ? { kind: 'choose', option: solution - 1 } : ill(`Give a number from 1 to ${options}.`);
}

function sorted(
  solution: Solution,
  { categories, items }: Extract<Check['answer'], { readonly kind: 'sort' }>,
): Given | Problem {
  if (!Array.isArray(solution) || solution.length !== items.length) return ill('Give a category for each item.');
  const places = solution.map((category) => categories.indexOf(category));
  return places.includes(-1)
    ? ill(`The categories are ${categories.join(', ')}.`)
    : { kind: 'sort', categories: places };
}

/** Lines that are the same are as good as each other; each part is taken once. */
function ordered(lesson: PreparedLesson, solution: Solution, answer: Ordering): Given | Problem {
  if (typeof solution === 'number') return ill('Give the lines in order.');
  const parts = offeredParts(lesson, answer);
  const text = filledIn(lesson, [solution].flat().join('\n'));
  if (isProblem(parts)) return parts;
  if (isProblem(text)) return text;
  const taken: number[] = [];
  for (const line of text.split('\n')) {
    const at = parts.findIndex((part, index) => part === line && !taken.includes(index));
    if (at < 0) return ill(`${JSON.stringify(line)} is none of the parts that are left: take those that are offered.`);
    taken.push(at);
  }
  return { kind: 'order', taken };
}

function tried(solution: Solution, ids: readonly string[]): Given | Problem {
  const isKnown = Array.isArray(solution) && solution.every((id) => ids.includes(id));
  return isKnown ? { kind: 'try', shots: solution } : ill(`Give ids of these shots: ${ids.join(', ')}.`);
}

function withText(lesson: PreparedLesson, solution: Solution, give: (text: string) => Given): Given | Problem {
  if (typeof solution !== 'string') return ill('Give a text.');
  const text = filledIn(lesson, solution);
  return isProblem(text) ? text : give(text);
}

function ill(mend: string): Problem {
  return problem('solution', 'The solution does not have the form of the answer.', mend);
}
