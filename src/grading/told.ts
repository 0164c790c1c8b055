/** What is told of a grade: all of it, or less where somebody is examined. Reports read nothing else. */
import type { Octets } from '../bytes/octets.ts';
import type { Cause } from '../diagnosis/cause.ts';
import type { Fault } from './answer-book.ts';
import type { Candidate } from './candidates.ts';
import type { ValueName } from './cases/graded-case.ts';
import type { Group, LeftOut } from './cases/groups.ts';
import type { CaseResult, FirstDifference, ValueVerdict, WrongValue } from './compare-answer.ts';
import { countsOf, type Grade, type PublisherCount } from './grade.ts';
import type { NamedMistake } from './name-mistakes.ts';

/** `1`: where it is wrong. `2`: also the rule, which is the mistake by its name. `3`: also the values. */
export type Say = '1' | '2' | '3';

/** The lesson of the course that is about a mistake, as `sigv4 learn` knows it; `null` where none is. */
export type LessonOf = (cause: Cause) => string | null;

export interface ToldMistake extends NamedMistake {
  readonly lesson: string | null;
}

export interface ToldWrong {
  readonly name: ValueName;
  /** Lines are counted from 1, columns and offsets in bytes from 0. */
  readonly place: Pick<FirstDifference, 'line' | 'column' | 'offset'> | null;
  /** `null` where values are not told. */
  readonly values: {
    readonly right: Octets;
    readonly given: Octets;
    readonly difference: FirstDifference | null;
  } | null;
}

export interface ToldCase {
  readonly id: string;
  readonly publisher: string;
  readonly needs: readonly Group[];
  readonly isRight: boolean;
  readonly answer: CaseResult['answer']['kind'];
  /** Why there is nothing to compare, in one sentence; `null` where there is. */
  readonly says: string | null;
  readonly verdicts: Readonly<Partial<Record<ValueName, ValueVerdict>>>;
  readonly firstWrong: ToldWrong | null;
  /** The mistake that explains it. */
  readonly mistake: Candidate | null;
}

export interface ToldGrade {
  readonly say: Say;
  readonly isRight: boolean;
  readonly cases: readonly ToldCase[];
  readonly counts: readonly PublisherCount[];
  readonly firstWrong: ValueName | null;
  readonly faults: readonly Fault[];
  /** None where they are not told. */
  readonly mistakes: readonly ToldMistake[];
  /** Wrong cases that no mistake explains which is known, by id. */
  readonly unknown: readonly string[];
  readonly groups: readonly Group[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** As it was named on the command line. */
  readonly program: readonly string[];
}

export interface Telling {
  readonly say: Say;
  readonly lessonOf: LessonOf;
  readonly groups: readonly Group[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  readonly program: readonly string[];
}

/** The grade, without what is not to be told at this level: names of mistakes from 2 on, values at 3. */
export function tell(grade: Grade, telling: Telling): ToldGrade {
  const { say, lessonOf, groups, leftOut, program } = telling;
  const isNamed = say !== '1';
  const { mistakes, unknown } = grade.naming;
  const told = isNamed ? mistakes.map((found) => ({ ...found, lesson: lessonOf(found.cause) })) : [];
  return {
    say,
    groups,
    leftOut,
    program,
    isRight: grade.isRight,
    cases: grade.results.map((result) => tellCase(result, say, told)),
    counts: countsOf(grade.results),
    firstWrong: grade.firstWrong,
    faults: grade.faults,
    mistakes: told,
    unknown: isNamed ? unknown : [],
  };
}

function tellCase(result: CaseResult, say: Say, mistakes: readonly ToldMistake[]): ToldCase {
  const { graded, answer, isRight, verdicts, firstWrong } = result;
  const { id, publisher, needs } = graded;
  const found = mistakes.find(({ explains }) => explains.includes(id));
  return {
    id,
    publisher,
    needs,
    isRight,
    verdicts,
    answer: answer.kind,
    says: isRight ? null : saysOf(result, say),
    firstWrong: firstWrong && tellWrong(firstWrong, say),
    mistake: found === undefined ? null : { cause: found.cause, mutation: found.mutation },
  };
}

function saysOf({ graded, answer }: CaseResult, say: Say): string | null {
  if (answer.kind === 'none') return answer.says;
  if (graded.expected.kind === 'problem') {
    const why = say === '1' ? '' : ` ${graded.expected.says}`;
    return `It was signed, and has to be refused.${why}`;
  }
  if (answer.kind === 'values') return null;
  return answer.says === '' ? 'Your program refused it.' : `Your program refused it: ${answer.says}`;
}

function tellWrong({ name, right, given, difference }: WrongValue, say: Say): ToldWrong {
  return {
    name,
    place: difference && { line: difference.line, column: difference.column, offset: difference.offset },
    values: say === '3' ? { right, given, difference } : null,
  };
}
