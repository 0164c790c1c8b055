/**
 * Finds the answers to questions in the values and exhibits of a handout. On the screen, a learner sees these after the
 * questions; a sheet of paper shows everything at once.
 */
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import type { Question } from '../../lessons/format.ts';
import { BLANK } from '../../lessons/kinds/kind.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { expectedText, firstLineOf } from '../../lessons/values.ts';
import { aside, type Block, line } from '../page.ts';
import { blocksOfValue } from './value-lines.ts';

interface WantedValue {
  readonly value: string;
  readonly request?: string | undefined;
}

/** Returns whether a question asks for a value, or for a part of it. */
export function asksFor(lesson: PreparedLesson, question: Question, wanted: WantedValue): boolean {
  const [{ name: first }] = lesson.prepared;
  const { expected } = kindOf(question).parts(question.answer);
  if (!expected || !('value' in expected)) return false;
  return expected.value === wanted.value && (expected.request ?? first) === (wanted.request ?? first);
}

/** The shortest answer that is recognized in other text. A shorter one, such as `GET`, is in most requests. */
const SHORTEST = 8;

/** Lists the texts that are the answer to a question: the lines to write, or the right option. */
function answerTexts(lesson: PreparedLesson, question: Question): string[] {
  const { expected, options = [] } = kindOf(question).parts(question.answer);
  const text = expected ? expectedText(lesson, expected) : (options.find(({ right }) => right)?.text ?? '');
  return isProblem(text) ? [] : text.split('\n').filter(({ length }) => length >= SHORTEST);
}

/**
 * Returns whether a line states the answer to a question: it is a line to write, begins with the digits to write, or
 * contains the right option.
 */
function statesAnswer(lesson: PreparedLesson, question: Question, text: string): boolean {
  const { expected } = kindOf(question).parts(question.answer);
  const isPart = expected && 'digits' in expected && expected.digits !== undefined;
  return answerTexts(lesson, question).some((answer) => {
    if (expected) return isPart ? text.startsWith(answer) : text === answer;
    return text.includes(answer);
  });
}

/** Returns whether an exhibit of a question states the answer to a question that comes before it. */
export function statesEarlierAnswer(
  lesson: PreparedLesson,
  question: Question,
  questions: readonly Question[],
): boolean {
  const before = questions.slice(0, Math.max(questions.indexOf(question), 0));
  const lines = question.exhibits.flatMap((exhibit) => {
    const text = exhibitText(lesson, exhibit);
    const isLeftOut =
      exhibit.kind === 'value' &&
      exhibit.shot === undefined &&
      lesson.check.some((one) => asksFor(lesson, one, exhibit));
    return isProblem(text) || isLeftOut ? [] : text.split('\n');
  });
  return lines.some((text) => before.some((one) => statesAnswer(lesson, one, text)));
}

/** Shows a value on paper. A line that is the answer to one of the questions is a line to write on. */
export function paperValue(lesson: PreparedLesson, wanted: WantedValue, questions: readonly Question[]): Block[] {
  const { request } = wanted;
  let number = 0;
  return blocksOfValue(lesson, { value: wanted.value, ...(request === undefined ? {} : { request }) }).map((block) => {
    if (block.kind !== 'line') return block;
    number += 1;
    const text = block.runs.map((run) => run.text).join('');
    const isAnswer = questions.some(
      (question) => isAskedLine(lesson, question, wanted, number) || statesAnswer(lesson, question, text),
    );
    return isAnswer ? line(block.label, [aside(BLANK)]) : block;
  });
}

function isAskedLine(lesson: PreparedLesson, question: Question, wanted: WantedValue, number: number): boolean {
  const { expected } = kindOf(question).parts(question.answer);
  if (!expected || !asksFor(lesson, question, wanted)) return false;
  const text = expectedText(lesson, expected);
  const first = firstLineOf(expected);
  return !isProblem(text) && number >= first && number < first + text.split('\n').length;
}
