/** What the value of `--answer` can be: the answer to a question of a diagnosis. */
import { problem } from '../../bytes/problem.ts';
import { QUESTION_IDS } from '../../causes/questions.ts';
import type { Answer, Answers } from '../../suspects/questions.ts';
import type { ValueKind } from '../options/option-values.ts';

const ANSWERS: readonly Answer[] = ['yes', 'no', 'unknown'];

type Answered = readonly [question: (typeof QUESTION_IDS)[number], answer: Answer];

/** An answer in the form ID=yes, ID=no, or ID=unknown. */
export const ANSWER: ValueKind<Answered> = {
  read: (text) => {
    const [id = '', said = ''] = text.split('=');
    const question = QUESTION_IDS.find((one) => one === id);
    const answer = ANSWERS.find((one) => one === said);
    if (question !== undefined && answer !== undefined) return [question, answer];
    return problem(
      'option',
      `"${text}" is not an answer to a question.`,
      `Give ID=yes, ID=no, or ID=unknown. The IDs are ${QUESTION_IDS.join(', ')}.`,
    );
  },
};

/** Returns the answers together. If a question is answered twice, the last answer counts. */
export const answersOf = (given: readonly Answered[]): Answers => new Map(given);
