/** What the front matter of a lesson may say. Fields of no format are refused: a slip of the pen is found, not skipped. */
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

/** What is asked before it is shown: a guess costs nothing. */
const predictionFormat = v.strictObject({ ...asking, answer: v.variant('kind', PREDICTED_FORMATS) });

/** What is asked to be done. Hints: where to look; the rule, with its source; the value. */
const checkFormat = v.strictObject({
  ...asking,
  answer: v.variant('kind', ANSWER_FORMATS),
  hints: v.pipe(v.array(text), v.length(3, 'Three hints: where to look, the rule with its source, the value')),
  solution: solutionFormat,
});

/** A question of the test at the door, which tells who can leave this lesson out. */
const quizFormat = v.strictObject({ id, ask: text, options: optionsFormat });

/** A line for a shell that computes a value without this program; `prints`: what it writes, as the tests see it. */
const proofFormat = v.strictObject({ says: text, command: text, prints: v.string() });

export const lessonFormat = v.strictObject({
  title: text,
  minutes: wholeNumber,
  /** What one can do afterwards, in one sentence. */
  goal: text,
  /** Ids of `misconceptions.ts`. */
  misconceptions: v.optional(v.array(id), []),
  /** AWS's pages, the first one as the page of the lesson. */
  see: v.pipe(v.array(v.pipe(text, v.startsWith('https://docs.aws.amazon.com/'))), v.minLength(1)),
  requests: v.record(id, requestFormat),
  predict: v.optional(v.array(predictionFormat), []),
  run: v.optional(v.array(shotFormat), []),
  /** The stage of the walk that is looked at, and the values of it that are shown. */
  look: v.exactOptional(v.strictObject({ request: v.exactOptional(id), stage: id, values: v.array(valueId) })),
  break: v.optional(v.array(v.strictObject({ ...shotFormat.entries, predict: v.exactOptional(predictionFormat) })), []),
  /** Shots that are no step: exhibits show what came of them. */
  cards: v.optional(v.array(shotFormat), []),
  check: v.pipe(v.array(checkFormat), v.minLength(1)),
  /** One sentence. */
  takeAway: text,
  proof: v.optional(v.array(proofFormat), []),
  quiz: v.optional(v.array(quizFormat), []),
  /** Of a rung of the ladder: values that are given, above the questions. */
  shown: v.optional(v.array(valueId), []),
  /**
   * What stands in the prose and is no hexadecimal value: the text, and what it is of the first request's trace: a value
   * (`encoded-length`), `other:encoded-length` of another request, `bytes of VALUE` or `lines of VALUE`.
   */
  values: v.optional(v.record(v.string(), text), {}),
});

export type FrontMatter = v.InferOutput<typeof lessonFormat>;
export type BreakSwitch = FrontMatter['break'][number];
export type Prediction = v.InferOutput<typeof predictionFormat>;
export type Check = v.InferOutput<typeof checkFormat>;
export type QuizItem = v.InferOutput<typeof quizFormat>;
/** Everything that is asked, in whatever form. */
export type Question = Prediction | Check;
