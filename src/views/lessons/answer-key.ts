/** Writes the answer key of a lesson for the teacher. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { Question } from '../../lessons/format.ts';
import { letterOf } from '../../lessons/kinds/reading.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { questionNumber, questionOf, type Step } from '../../lessons/playing/records.ts';
import { expectedText, filledIn, firstLineOf } from '../../lessons/values.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, heading, line, prose } from '../page.ts';
import { lessonTitle } from './course-page.ts';
import { recalledIn } from './predictions.ts';
import { commandLines, messageLines, numberedLines, problemBlock, shownLine } from './value-lines.ts';

/** Returns the answer to each question of the steps, with its reason. Returns nothing if the steps ask no questions. */
export function answerKey(lesson: PreparedLesson, steps: readonly Step[]): Block[] {
  const questions = steps.flatMap((step) => questionOf(step) ?? []);
  const answers = questions.flatMap((question) => [
    questionHeading(lesson, question),
    ...answerLines(lesson, question),
    ...reasonBlocks(question),
  ]);
  return questions.length === 0 ? [] : [heading('Answers', aside(lessonTitle(lesson))), ...answers];
}

/** Returns a question below its number on paper. */
export const questionHeading = (lesson: PreparedLesson, question: Question): Block =>
  heading(`${questionNumber(lesson, question)}. ${question.ask}`);

/** Returns the right option, the category of each item, what to send, or the lines to write. */
function answerLines(lesson: PreparedLesson, question: Question): Block[] {
  const recalled = recalledIn(question, null);
  if (recalled?.kind === 'option') return [line('', `${recalled.right.letter}  ${recalled.right.text}`)];
  if (recalled)
    return recalled.items.flatMap(({ text, category, says }) => [line('', `${text}: ${category}`), prose(aside(says))]);
  if (!('solution' in question)) return [];
  const kind = kindOf(question);
  const { answer, solution } = question;
  const solved = kind.solve(lesson, answer, solution);
  if (kind.tell && !isProblem(solved)) return [prose(kind.tell(answer, solved))];
  if (kind.solutionForm === 'command-line') return commandLines(String(solution));
  const { expected } = kind.parts(answer);
  const text = expected ? expectedText(lesson, expected) : filledIn(lesson, [solution].flat().join('\n'));
  if (isProblem(text)) return [problemBlock(text)];
  return expected
    ? numberedLines(text.split('\n').map(shownLine), firstLineOf(expected))
    : messageLines(octetsFromText(text));
}

/**
 * Returns the feedback of the right option and the reply to each wrong one or, for a task without options, the rule from its
 * hints.
 */
function reasonBlocks(question: Question): Block[] {
  const { options = [] } = kindOf(question).parts(question.answer);
  const rule = options.length === 0 && 'hints' in question ? markdownBlocks(question.hints[RULE] ?? '') : [];
  const reason = options.flatMap(({ right, says }) => (right && says !== undefined ? [prose(says)] : []));
  const replies = options.flatMap(({ right, says }, at) =>
    right || says === undefined ? [] : [prose(`To ${letterOf(at)}: `, aside(says))],
  );
  return [...rule, ...reason, ...replies];
}

/** The index of the hint that gives the rule with its source. */
const RULE = 1;
