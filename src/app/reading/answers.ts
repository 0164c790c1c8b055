/** What the value of `--answer` can be: the answer to a question of a diagnosis. */
import { QUESTION_IDS } from '../../causes/questions.ts';
import type { Answer, Answers } from '../../suspects/questions.ts';
import { valueKind } from '../options/value-kinds.ts';

const ANSWERS: readonly Answer[] = ['yes', 'no', 'unknown'];

type Answered = readonly [question: (typeof QUESTION_IDS)[number], answer: Answer];

/** An answer in the form ID=yes, ID=no, or ID=unknown. */
export const ANSWER = valueKind(
  readAnswer,
  'an answer to a question',
  `Give ID=yes, ID=no, or ID=unknown. The IDs are ${QUESTION_IDS.join(', ')}.`,
);

function readAnswer(text: string): Answered | null {
  const [id = '', said = ''] = text.split('=');
  const question = QUESTION_IDS.find((one) => one === id);
  const answer = ANSWERS.find((one) => one === said);
  return question === undefined || answer === undefined ? null : [question, answer];
}

/** Returns the answers together. If a question is answered twice, the last answer counts. */
export const answersOf = (given: readonly Answered[]): Answers => new Map(given);
