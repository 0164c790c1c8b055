/** Lists the kinds of questions. Code in higher layers reaches all behavior of a question through its kind. */
import type * as v from 'valibot';
import { incomplete, type Judgment } from '../judging/judge-lines.ts';
import type { SignedRequests } from '../prepared.ts';
import { accept } from './accept.ts';
import { attack } from './attack.ts';
import { choose } from './choose.ts';
import { extend } from './extend.ts';
import { grade } from './grade.ts';
import type * as of from './kind.ts';
import { order } from './order.ts';
import { sort } from './sort.ts';
import { attempt } from './try.ts';
import { type } from './type.ts';

const PREDICTED = { choose, sort };

/** The kinds, keyed by their `kind` in the front matter. */
const KINDS = { ...PREDICTED, type, order, try: attempt, accept, attack, extend, grade };

type KindName = keyof typeof KINDS;

export const PREDICTED_FORMATS = Object.values(PREDICTED).map(({ schema }) => schema);
export const ANSWER_FORMATS = Object.values(KINDS).map(({ schema }) => schema);

export type AnswerForm = v.InferOutput<(typeof KINDS)[KindName]['schema']>;
export type Given = Parameters<(typeof KINDS)[KindName]['judge']>[2];

/** The types from `kind.ts` for a question of any kind. */
export type Kind = of.Kind<AnswerForm, Given>;
export type Asked = of.Asked<AnswerForm, Given>;
export type Move = of.Move<Given>;

/** Finds the kind of a question. The result must only be used with the same question. */
export const kindOf = ({ answer }: { readonly answer: AnswerForm }): Kind => KINDS[answer.kind];

/** Judges an answer. If the answer is for another kind of question, the verdict is `incomplete`. */
export function judge(lesson: SignedRequests, question: { readonly answer: AnswerForm }, given: Given): Judgment {
  const { answer } = question;
  return answer.kind === given.kind
    ? kindOf(question).judge(lesson, answer, given)
    : incomplete('The answer does not have the form that the question asks for.');
}
