/**
 * Finds the answers to questions in the values and exhibits of a handout. On the screen, a learner sees these after the
 * questions; a sheet of paper shows everything at once.
 */
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import type { Question } from '../../lessons/format.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import { BLANK } from '../../lessons/kinds/kind.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { expectedText, firstLineOf, lineCount } from '../../lessons/values.ts';
import { aside, type Block, line } from '../page.ts';
import { exhibitBlocks } from './value-lines.ts';

type ValueExhibit = Extract<Exhibit, { readonly kind: 'value' }>;

/** Returns what a question asks for if it is a value of a right request, or a part of it. */
function askedPart(lesson: PreparedLesson, question: Question, { value, request, shot }: ValueExhibit) {
  const [{ name: first }] = lesson.prepared;
  const { expected } = kindOf(question).parts(question.answer);
  if (shot !== undefined || !expected || !('value' in expected) || expected.value !== value) return null;
  return (expected.request ?? first) === (request ?? first) ? expected : null;
}

/** Returns whether an exhibit is the answer to a check. A handout must not show such an exhibit. */
export const isAsked = (lesson: PreparedLesson, exhibit: Exhibit): boolean =>
  exhibit.kind === 'value' && lesson.check.some((one) => askedPart(lesson, one, exhibit) !== null);

/** The shortest answer that is recognized in other text. A shorter one, such as `GET`, is in most requests. */
const SHORTEST = 8;

/**
 * Returns whether a line states the answer to a question: it is a line to write, begins with the digits to write, or
 * contains the right option.
 */
function statesAnswer(lesson: PreparedLesson, question: Question, text: string): boolean {
  const { expected, options = [] } = kindOf(question).parts(question.answer);
  const answer = expected ? expectedText(lesson, expected) : (options.find(({ right }) => right)?.text ?? '');
  if (isProblem(answer)) return false;
  const isPart = expected && 'digits' in expected && expected.digits !== undefined;
  const isStated = (one: string) => {
    if (!expected) return text.includes(one);
    return isPart ? text.startsWith(one) : text === one;
  };
  return answer.split('\n').some((one) => one.length >= SHORTEST && isStated(one));
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
    return isProblem(text) || isAsked(lesson, exhibit) ? [] : text.split('\n');
  });
  return lines.some((text) => before.some((one) => statesAnswer(lesson, one, text)));
}

/** Shows a value on paper. A line that is the answer to one of the questions is a line to write on. */
export function paperValue(lesson: PreparedLesson, exhibit: ValueExhibit, questions: readonly Question[]): Block[] {
  // The heading comes before the first line.
  return exhibitBlocks(lesson, exhibit).map((block, number) => {
    if (block.kind !== 'line') return block;
    const text = block.runs.map((run) => run.text).join('');
    const isAnswer = questions.some((question) => {
      const asked = askedPart(lesson, question, exhibit);
      const at = asked ? number - firstLineOf(asked) : -1;
      return (asked && at >= 0 && at < lineCount(lesson, asked)) || statesAnswer(lesson, question, text);
    });
    return isAnswer ? line(block.label, [aside(BLANK)]) : block;
  });
}
