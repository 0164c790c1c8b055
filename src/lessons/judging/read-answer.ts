/** An answer as a pipe brings it: what a screen would have taken key by key. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Question } from '../format.ts';
import type { Given } from '../given.ts';
import { letterOf } from '../kinds/letters.ts';
import { wordSaid } from '../typed-word.ts';

type Answer = Question['answer'];

/**
 * Lines of text; of a request that is to be accepted the bytes as they are. A choice is a letter, a number from 1 or the
 * text of the option; of items that are sorted there is one such line each. What is tried or graded needs more than this.
 */
export function readAnswer(
  answer: Exclude<Answer, { kind: 'order' | 'try' | 'grade' }>,
  octets: Octets,
): Given | Problem {
  if (answer.kind === 'accept') return { kind: 'accept', request: octets };
  const text = answerText(octets);
  if (isProblem(text)) return text;
  const lines = linesOfAnswer(text);
  if (answer.kind === 'type') return { kind: 'type', lines, typing: null, behind: [] };
  const offered = answer.kind === 'choose' ? answer.options.map((option) => option.text) : answer.categories;
  const taken = lines.filter((one) => one.trim() !== '').map((one) => ({ one, index: indexOf(offered, one) }));
  const unknown = taken.find(({ index }) => index === null);
  if (unknown) return notOffered(unknown.one, offered);
  if (answer.kind === 'choose')
    return oneOption(
      taken.flatMap(({ index }) => index ?? []),
      offered,
    );
  if (taken.length > answer.items.length)
    return problem(
      'answer',
      `There are ${taken.length} lines for ${answer.items.length} items.`,
      'Give one line for each item.',
    );
  return { kind: 'sort', categories: answer.items.map((_item, index) => taken[index]?.index ?? null) };
}

/** A problem where it is not UTF-8. */
export function answerText(octets: Octets): string | Problem {
  return textFromOctets(octets) ?? problem('answer', 'The answer is not UTF-8.', 'Write it as text in UTF-8.');
}

/** What ends the last line is no line; without a byte there is none. */
function linesOfAnswer(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function oneOption(taken: readonly number[], offered: readonly string[]): Given | Problem {
  const [option, ...others] = taken;
  if (option !== undefined && others.length === 0) return { kind: 'choose', option };
  return problem('answer', 'One of the options is asked for.', `Give one of ${lettersOf(offered)}.`);
}

function indexOf(offered: readonly string[], line: string): number | null {
  const word = line.trim();
  const index = offered.findIndex((text, at) =>
    [letterOf(at), String(at + 1), text].includes(/^.$/.test(word) ? word.toLowerCase() : word),
  );
  return index < 0 ? null : index;
}

function notOffered(line: string, offered: readonly string[]): Problem {
  return problem(
    'answer',
    `${wordSaid(line, 'What was given')} is not offered.`,
    `Give one of ${lettersOf(offered)}, or the text of one.`,
  );
}

const lettersOf = (offered: readonly string[]) => offered.map((_text, index) => letterOf(index)).join(', ');
