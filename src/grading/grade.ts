/** Computes the grade, which consists of all cases, the counts by publisher and stage, and the named mistakes. */
import type { Answer, AnswerBook, Fault, NoAnswer } from './answer-book.ts';
import { type GradedCase, VALUE_NAMES, type ValueName } from './cases/graded-case.ts';
import { type CaseResult, compareAnswer } from './compare-answer.ts';
import { type AskedDuring, clockMistakes } from './mistakes/clock-mistake.ts';
import { type Naming, nameMistakes } from './mistakes/name-mistakes.ts';

export interface Grade {
  /** The results, in the order of the questions. */
  readonly results: readonly CaseResult[];
  readonly faults: readonly Fault[];
  readonly naming: Naming;
  /** The earliest value that is wrong in any case; `null` if no value is wrong. */
  readonly firstWrong: ValueName | null;
  /** Whether every case is right and the program printed only answers. */
  readonly isRight: boolean;
  /** How often the program was started again, because it ended, or gave no answer, before all cases were answered. */
  readonly restarts: number;
  /** How long the program was asked, in seconds; `null` if that is unknown. */
  readonly seconds: number | null;
}

const NOT_ASKED: NoAnswer = { kind: 'none', why: 'not-asked', says: 'It was not asked.' };

/**
 * Grades the answers in a book. A case that has no answer counts as not asked and as wrong. `during` is when the program
 * was asked, to recognize the time on its clock; `null` if that is unknown.
 */
export function gradeOf(
  cases: readonly GradedCase[],
  book: Pick<AnswerBook, 'answerOf' | 'faults' | 'processes'>,
  during: AskedDuring | null = null,
): Grade {
  const answerTo = ({ id }: GradedCase): Answer | NoAnswer => book.answerOf(id) ?? NOT_ASKED;
  const results = cases.map((graded) => compareAnswer(graded, answerTo(graded)));
  const firstWrong = VALUE_NAMES.find((name) => results.some(({ verdicts }) => verdicts[name] === 'wrong')) ?? null;
  return {
    results,
    faults: book.faults,
    naming: nameMistakes(results, during === null ? [] : clockMistakes(during)),
    firstWrong,
    isRight: book.faults.length === 0 && results.every(({ isRight }) => isRight),
    restarts: Math.max(0, book.processes() - 1),
    seconds: during === null ? null : (during.to.getTime() - during.from.getTime()) / 1000,
  };
}

/** The number of values given for a stage, and the number of correct values among them. */
export interface StageCount {
  readonly name: ValueName;
  readonly right: number;
  readonly given: number;
}

export interface PublisherCount {
  readonly publisher: string;
  readonly right: number;
  readonly asked: number;
  /** One count for each value that any case of the publisher has. */
  readonly stages: readonly StageCount[];
}

/** Counts values by publisher, in the order of the questions. */
export function countsOf(results: readonly CaseResult[]): readonly PublisherCount[] {
  const publishers = [...new Set(results.map(({ graded }) => graded.publisher))];
  return publishers.map((publisher) => {
    const own = results.filter(({ graded }) => graded.publisher === publisher);
    const stages = VALUE_NAMES.filter((name) => own.some(({ graded }) => hasValue(graded, name)));
    return {
      publisher,
      right: own.filter(({ isRight }) => isRight).length,
      asked: own.length,
      stages: stages.map((name) => countStage(own, name)),
    };
  });
}

const hasValue = ({ expected }: GradedCase, name: ValueName) =>
  expected.kind === 'values' && expected.values[name] !== undefined;

function countStage(results: readonly CaseResult[], name: ValueName): StageCount {
  const withVerdict = (wanted: string) => results.filter(({ verdicts }) => verdicts[name] === wanted).length;
  const right = withVerdict('right');
  return { name, right, given: right + withVerdict('wrong') };
}
