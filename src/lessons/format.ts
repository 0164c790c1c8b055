/** Defines the format of a lesson's front matter. Unknown fields are rejected so that typing errors are noticed. */
import * as v from 'valibot';
import {
  exhibitFormat,
  id,
  optionsFormat,
  requestFormat,
  shotFormat,
  solutionFormat,
  text,
  valueId,
  wholeNumber,
} from './format-parts.ts';
import { ANSWER_FORMATS, PREDICTED_FORMATS } from './kinds/table.ts';

const asking = {
  id,
  ask: text,
  exhibits: v.optional(v.array(exhibitFormat), []),
};

/** A question that is asked before the answer is shown. A wrong guess has no consequences. */
const predictionFormat = v.strictObject({ ...asking, answer: v.variant('kind', PREDICTED_FORMATS) });

/** A task. Its three hints give, in this order, the place to look, the rule with its source, and the value. */
const checkFormat = v.strictObject({
  ...asking,
  answer: v.variant('kind', ANSWER_FORMATS),
  hints: v.pipe(v.array(text), v.length(3, 'Three hints: where to look, the rule with its source, the value')),
  solution: solutionFormat,
});

/** A question of the placement test, which determines which lessons a learner can skip. */
const quizFormat = v.strictObject({ id, ask: text, options: optionsFormat });

/** A shell command that computes a value without using this program. Tests compare its output with `prints`. */
const proofFormat = v.strictObject({ says: text, command: text, prints: v.string() });

export const lessonFormat = v.strictObject({
  title: text,
  minutes: wholeNumber,
  /** The skill that the lesson teaches, in one sentence. */
  goal: text,
  /** Ids of the misconceptions that the lesson corrects, from `misconceptions.ts`. */
  misconceptions: v.optional(v.array(id), []),
  /** Addresses of AWS pages. The first address is the main page for the lesson. */
  see: v.pipe(v.array(v.pipe(text, v.startsWith('https://docs.aws.amazon.com/'))), v.minLength(1)),
  requests: v.record(id, requestFormat),
  predict: v.optional(v.array(predictionFormat), []),
  run: v.optional(v.array(shotFormat), []),
  /** The stage of the walk to look at, and the IDs of the values to show. */
  look: v.exactOptional(v.strictObject({ request: v.exactOptional(id), stage: id, values: v.array(valueId) })),
  break: v.optional(v.array(v.strictObject({ ...shotFormat.entries, predict: v.exactOptional(predictionFormat) })), []),
  /** Shots that are not steps. Exhibits show their outcomes. */
  cards: v.optional(v.array(shotFormat), []),
  check: v.pipe(v.array(checkFormat), v.minLength(1)),
  /** The main point of the lesson, in one sentence. */
  takeAway: text,
  proof: v.optional(v.array(proofFormat), []),
  quiz: v.optional(v.array(quizFormat), []),
  /** Only for a rung of the ladder. These values are shown above the questions. */
  shown: v.optional(v.array(valueId), []),
  /**
   * Numbers and other texts in the prose that are not hexadecimal, each with its source. The source is a value from the
   * first request's trace (`encoded-length`), a value from another request (`other:encoded-length`), `bytes of VALUE`,
   * or `lines of VALUE`.
   */
  values: v.optional(v.record(v.string(), text), {}),
});

export type FrontMatter = v.InferOutput<typeof lessonFormat>;
export type BreakSwitch = FrontMatter['break'][number];
export type Prediction = v.InferOutput<typeof predictionFormat>;
export type Check = v.InferOutput<typeof checkFormat>;
export type QuizItem = v.InferOutput<typeof quizFormat>;
export type Question = Prediction | Check;
