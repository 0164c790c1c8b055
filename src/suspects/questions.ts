/** Chooses the question that best divides the remaining suspects, and applies the answers. */
import type { Cause } from '../causes/cause.ts';
import { QUESTION_IDS, QUESTIONS, type QuestionId } from '../causes/questions.ts';

export type Answer = 'yes' | 'no' | 'unknown';
export type Answers = ReadonlyMap<QuestionId, Answer>;

type AskedCause = Pick<Cause, 'id' | 'stage' | 'yes'>;

/** Returns the probability that the answer is yes if this is the cause. */
const probabilityOfYes = (id: QuestionId, { stage, yes }: AskedCause): number =>
  yes[id] ?? QUESTIONS[id].yes[stage] ?? QUESTIONS[id].otherwise;

export const NO_ANSWERS: Answers = new Map();

/** The suspects, and the answers given so far. */
export interface Inquiry {
  /** The likelihoods given all answers, keyed by cause ID, the most likely first. */
  readonly likelihoods: ReadonlyMap<string, number>;
  /** The probability that none of the causes is right. */
  readonly other: number;
  readonly answers: Answers;
  readonly causes: readonly AskedCause[];
  /** The questions that make no sense for this request. */
  readonly unfit?: ReadonlySet<QuestionId>;
}

/** The maximum number of questions that are asked. */
export const MOST_QUESTIONS = 3;
/** The minimum expected information, in bits, that makes a question worth asking. */
const LEAST_INFORMATION = 0.04;

/**
 * Returns the inquiry with one more answer. An answer of "unknown" changes no likelihood, but the question is not asked
 * again.
 */
export function answer(inquiry: Inquiry, id: QuestionId, given: Answer): Inquiry {
  const answers = new Map(inquiry.answers).set(id, given);
  if (given === 'unknown') return { ...inquiry, answers };
  const of = (probability: number) => (given === 'yes' ? probability : 1 - probability);
  const asked = new Map(inquiry.causes.map((cause) => [cause.id, cause]));
  const weights = [...inquiry.likelihoods].map(([cause, likelihood]) => {
    const own = asked.get(cause);
    return [cause, likelihood * of(own ? probabilityOfYes(id, own) : QUESTIONS[id].otherwise)] as const;
  });
  // For an unknown cause, both answers are equally likely.
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

/**
 * Returns the questions that are worth asking, the most informative first. Returns an empty list after three answers.
 */
export function questionsFor(inquiry: Inquiry): readonly QuestionId[] {
  if (inquiry.answers.size >= MOST_QUESTIONS) return [];
  return QUESTION_IDS.filter((id) => !inquiry.answers.has(id) && !inquiry.unfit?.has(id))
    .map((id) => ({ id, information: QUESTIONS[id].known * informationOf(id, inquiry) }))
    .filter(({ information }) => information >= LEAST_INFORMATION)
    .toSorted((one, other) => other.information - one.information)
    .map(({ id }) => id);
}

/** Returns the question to ask next; `null` if no question is worth asking. */
export const nextQuestion = (inquiry: Inquiry): QuestionId | null => questionsFor(inquiry)[0] ?? null;

/**
 * Returns the expected information about the causes, in bits, which is the entropy of the answer minus the expected
 * entropy of the answer once the cause is known.
 */
function informationOf(question: QuestionId, { likelihoods, causes }: Inquiry): number {
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
