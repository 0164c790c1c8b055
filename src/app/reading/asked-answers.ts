/** Asks the user at the terminal about previous attempts, and uses the answers to rank the suspects of a diagnosis. */

import { QUESTIONS, type QuestionId } from '../../causes/questions.ts';
import { type Diagnosis, withAnswers } from '../../diagnosis/diagnosis.ts';
import { type Answer, nextQuestion } from '../../suspects/questions.ts';
import type { Terminal } from '../world/terminal.ts';

const CHOICES = 'y yes, n no, ? not known, Enter ends the questions';

/**
 * Asks at most three questions that best divide the suspects. Each question is chosen after the previous question has
 * been answered. An empty line ends the questions.
 */
export async function withAskedAnswers(
  { askLine, errors }: Pick<Terminal, 'askLine' | 'errors'>,
  diagnosis: Diagnosis,
): Promise<Diagnosis> {
  let asked = diagnosis;
  for (let id = questionOf(asked); askLine !== null && id !== null; id = questionOf(asked)) {
    const typed = await askLine(`${QUESTIONS[id].asks} (${CHOICES}): `);
    if (typed === null) break;
    const answer = answerOf(typed);
    if (answer === null) errors('Type y, n, or ?.\n');
    else asked = withAnswers(asked, new Map([...(asked.suspects?.inquiry.answers ?? []), [id, answer]]));
  }
  return asked;
}

const questionOf = ({ suspects }: Diagnosis): QuestionId | null => suspects && nextQuestion(suspects.inquiry);

const ANSWERS: Readonly<Record<string, Answer>> = {
  y: 'yes',
  yes: 'yes',
  n: 'no',
  no: 'no',
  '?': 'unknown',
  unknown: 'unknown',
};

const answerOf = (typed: string): Answer | null => ANSWERS[typed.trim().toLowerCase()] ?? null;
