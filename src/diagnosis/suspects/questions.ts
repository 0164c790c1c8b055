/** Chooses the question that best splits the suspects that are left, and takes answers into account. */
import { type AskedCause, probabilityOfYes, QUESTIONS, type Question, type QuestionId } from './question-table.ts';

export type Answer = 'yes' | 'no' | 'unknown';
export type Answers = ReadonlyMap<QuestionId, Answer>;

export const NO_ANSWERS: Answers = new Map();

/** Suspects with what was answered about them. */
export interface Inquiry {
  /** The likelihoods with all answers, by the id of the cause, the likeliest first. */
  readonly likelihoods: ReadonlyMap<string, number>;
  /** The probability that it is none of the causes. */
  readonly other: number;
  readonly answers: Answers;
  readonly causes: readonly AskedCause[];
}

/** More questions than these are not asked. */
export const MOST_QUESTIONS = 3;
/** A question that is expected to say less, in bits, is not worth asking. */
const LEAST_INFORMATION = 0.04;

/** Returns the inquiry with one more answer. An unknown answer changes no likelihood, but is not asked again. */
export function answer(inquiry: Inquiry, id: QuestionId, given: Answer): Inquiry {
  const answers = new Map(inquiry.answers).set(id, given);
  const question = QUESTIONS.find((one) => one.id === id);
  if (given === 'unknown' || question === undefined) return { ...inquiry, answers };
  const of = (probability: number) => (given === 'yes' ? probability : 1 - probability);
  const stages = new Map(inquiry.causes.map((cause) => [cause.id, cause]));
  const weights = [...inquiry.likelihoods].map(([cause, likelihood]) => {
    const asked = stages.get(cause);
    return [cause, likelihood * of(asked ? probabilityOfYes(question, asked) : question.otherwise)] as const;
  });
  // Of a cause that is not known, nothing is expected.
  const rest = inquiry.other / 2;
  const sum = weights.reduce((total, [, weight]) => total + weight, rest);
  const likelihoods = weights.map(([cause, weight]) => [cause, weight / sum] as const);
  return {
    ...inquiry,
    likelihoods: new Map(likelihoods.toSorted(([, one], [, another]) => another - one)),
    other: rest / sum,
    answers,
  };
}

/** Returns the questions that are worth asking, the one that says most first. Returns none after three answers. */
export function questionsFor(inquiry: Inquiry): readonly QuestionId[] {
  if (inquiry.answers.size >= MOST_QUESTIONS) return [];
  return QUESTIONS.filter(({ id }) => !inquiry.answers.has(id))
    .map((question) => ({ id: question.id, information: question.known * informationOf(question, inquiry) }))
    .filter(({ information }) => information >= LEAST_INFORMATION)
    .toSorted((one, other) => other.information - one.information)
    .map(({ id }) => id);
}

/** Returns the question to ask next; `null` if none is worth asking. */
export const nextQuestion = (inquiry: Inquiry): QuestionId | null => questionsFor(inquiry)[0] ?? null;

/** Returns the expected information about the causes, in bits: the entropy of the answer less that with each cause. */
function informationOf(question: Question, { likelihoods, causes }: Inquiry): number {
  const known = causes.filter(({ id }) => likelihoods.has(id));
  const total = known.reduce((sum, { id }) => sum + (likelihoods.get(id) ?? 0), 0);
  const parts = known.map((cause) => ({
    share: (likelihoods.get(cause.id) ?? 0) / total,
    yes: probabilityOfYes(question, cause),
  }));
  const yes = parts.reduce((sum, part) => sum + part.share * part.yes, 0);
  return entropy(yes) - parts.reduce((sum, part) => sum + part.share * entropy(part.yes), 0);
}

const entropy = (yes: number): number =>
  yes <= 0 || yes >= 1 ? 0 : -yes * Math.log2(yes) - (1 - yes) * Math.log2(1 - yes);
