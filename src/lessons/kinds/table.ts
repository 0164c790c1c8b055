/** The kinds of questions. What the floors above do with a question, they ask of its kind. */
import type * as v from 'valibot';
import { incomplete, type Judgement } from '../judging/judgement.ts';
import type { SignedRequests } from '../prepared.ts';
import { accept } from './accept.ts';
import { choose } from './choose.ts';
import { grade } from './grade.ts';
import type * as of from './kind.ts';
import { order } from './order.ts';
import { sort } from './sort.ts';
import { attempt } from './try.ts';
import { type } from './type.ts';

/** Those that can be asked before what they ask for is shown. */
const PREDICTED = { choose, sort };

/** By the `kind` of the front matter. */
const KINDS = { ...PREDICTED, type, order, try: attempt, accept, grade };

type KindName = keyof typeof KINDS;

export const PREDICTED_FORMATS = Object.values(PREDICTED).map(({ schema }) => schema);
export const ANSWER_FORMATS = Object.values(KINDS).map(({ schema }) => schema);

/** What the front matter says of an answer. */
export type AnswerForm = v.InferOutput<(typeof KINDS)[KindName]['schema']>;
/** What a learner gives as an answer: what each kind judges. */
export type Given = Parameters<(typeof KINDS)[KindName]['judge']>[2];

/** Those of `kind.ts` for a question of any kind. */
export type Kind = of.Kind<AnswerForm, Given>;
export type Asked = of.Asked<AnswerForm, Given>;
export type Move = of.Move<Given>;

/** Finds the kind of a question, to be asked about this question alone. */
export const kindOf = ({ answer }: { readonly answer: AnswerForm }): Kind => KINDS[answer.kind];

/** Judges an answer; `incomplete` also where it has another form than the question asks for. */
export function judge(lesson: SignedRequests, question: { readonly answer: AnswerForm }, given: Given): Judgement {
  const { answer } = question;
  return answer.kind === given.kind
    ? kindOf(question).judge(lesson, answer, given)
    : incomplete('The answer has another form than the question asks for.');
}
