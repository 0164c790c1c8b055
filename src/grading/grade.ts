/** The whole grade: every case, counts by publisher and stage, the mistakes by name. */
import type { AnswerBook, Fault, NoAnswer } from './answer-book.ts';
import type { Answer } from './answer-line.ts';
import { type GradedCase, VALUE_NAMES, type ValueName } from './cases/graded-case.ts';
import { type CaseResult, compareAnswer } from './compare-answer.ts';
import { type Naming, nameMistakes } from './name-mistakes.ts';

export interface Grade {
  /** In the order in which they were asked. */
  readonly results: readonly CaseResult[];
  readonly faults: readonly Fault[];
  readonly naming: Naming;
  /** The first value, in the order in which values are made, that is wrong in any case; `null` where none is. */
  readonly firstWrong: ValueName | null;
  /** Everything that was asked is right, and nothing was printed that is no answer. */
  readonly isRight: boolean;
}

const NOT_ASKED: NoAnswer = { kind: 'none', why: 'not-asked', says: 'It was not asked.' };

/** A case without an answer in the book counts as not asked, and as wrong. */
export function gradeOf(cases: readonly GradedCase[], book: Pick<AnswerBook, 'answerOf' | 'faults'>): Grade {
  const answerTo = ({ id }: GradedCase): Answer | NoAnswer => book.answerOf(id) ?? NOT_ASKED;
  const results = cases.map((graded) => compareAnswer(graded, answerTo(graded)));
  const firstWrong = VALUE_NAMES.find((name) => results.some(({ verdicts }) => verdicts[name] === 'wrong')) ?? null;
  return {
    results,
    faults: book.faults,
    naming: nameMistakes(results),
    firstWrong,
    isRight: book.faults.length === 0 && results.every(({ isRight }) => isRight),
  };
}

/** How many of the values that the program gives are right; `given` of 0 is "not given". */
export interface StageCount {
  readonly name: ValueName;
  readonly right: number;
  readonly given: number;
}

export interface PublisherCount {
  /** The name of the group of vectors. */
  readonly publisher: string;
  readonly right: number;
  readonly asked: number;
  /** Of the values that any case of the group has. */
  readonly stages: readonly StageCount[];
}

/** By publisher, in the order in which they were asked; the stages in the order in which their values are made. */
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
