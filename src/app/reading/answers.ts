/** Reads the answers to questions of a diagnosis. */
import { type Problem, problem } from '../../bytes/problem.ts';
import { QUESTION_IDS } from '../../causes/questions.ts';
import type { Answer, Answers } from '../../suspects/questions.ts';

const ANSWERS: readonly Answer[] = ['yes', 'no', 'unknown'];

/** Reads answers in the form ID=yes, ID=no, or ID=unknown. If a question is answered twice, the last answer counts. */
export function readAnswers(given: readonly string[]): Answers | Problem {
  const answers = new Map();
  for (const text of given) {
    const [id = '', said = ''] = text.split('=');
    const question = QUESTION_IDS.find((one) => one === id);
    const answer = ANSWERS.find((one) => one === said);
    if (question === undefined || answer === undefined) return wrongAnswer(text);
    answers.set(question, answer);
  }
  return answers;
}

function wrongAnswer(text: string): Problem {
  return problem(
    'option',
    `"${text}" is not an answer to a question.`,
    `Give ID=yes, ID=no, or ID=unknown. The IDs are ${QUESTION_IDS.join(', ')}.`,
  );
}
