/**
 * Reduces a grade to the details that a report may show. Normally, a report may show everything; in an exam, it may
 * show less. Reports read nothing else.
 */
import type { Octets } from '../bytes/octets.ts';
import type { Fault } from './answer-book.ts';
import type { ValueName } from './cases/graded-case.ts';
import type { Group, LeftOut } from './cases/groups.ts';
import type { CaseResult, FirstDifference, ValueVerdict, WrongValue } from './compare-answer.ts';
import { countsOf, type Grade, type PublisherCount } from './grade.ts';
import type { Candidate } from './mistakes/candidates.ts';
import type { NamedMistake } from './mistakes/name-mistakes.ts';

/**
 * The level of detail of a report. `1` says where the program is wrong, `2` also names the mistakes, and `3` also shows
 * the values.
 */
export type Say = '1' | '2' | '3';

export interface ToldWrong {
  readonly name: ValueName;
  readonly place: Pick<FirstDifference, 'line' | 'column' | 'offset'> | null;
  /** The correct value and the given value; `null` if values are not shown at this level. */
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
  /** Where the line asks for the signature; `null` if the request must be refused. */
  readonly form: 'header' | 'query' | null;
  readonly isRight: boolean;
  readonly answer: CaseResult['answer']['kind'];
  /**
   * A sentence that explains why there is nothing to compare; `null` if the case is right or there are values to
   * compare.
   */
  readonly says: string | null;
  readonly verdicts: Readonly<Partial<Record<ValueName, ValueVerdict>>>;
  readonly firstWrong: ToldWrong | null;
  readonly mistake: Candidate | null;
}

export interface Telling {
  readonly say: Say;
  readonly groups: readonly Group[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** The command line of the program, as words. */
  readonly program: readonly string[];
  /** The options with which the same cases are asked again. */
  readonly repeatWith: readonly string[];
}

export interface ToldGrade extends Telling {
  readonly isRight: boolean;
  readonly cases: readonly ToldCase[];
  readonly counts: readonly PublisherCount[];
  readonly firstWrong: ValueName | null;
  readonly faults: readonly Fault[];
  /** The named mistakes. Empty if mistakes are not named at this level. */
  readonly mistakes: readonly NamedMistake[];
  readonly restarts: number;
  /** How long the program was asked, in seconds; `null` if that is unknown. */
  readonly seconds: number | null;
  /** Whether the program knows only the header form; `false` if mistakes are not named at this level. */
  readonly isHeaderFormOnly: boolean;
  /** The IDs of the wrong cases that no known mistake explains. Empty if mistakes are not named at this level. */
  readonly unknown: readonly string[];
}

/**
 * Reduces a grade to the details that its level allows. Mistakes are named from level 2, and values are shown at level
 * 3.
 */
export function tell(grade: Grade, telling: Telling): ToldGrade {
  const { say } = telling;
  const isNamed = say !== '1';
  const { mistakes, unknown, isHeaderFormOnly } = grade.naming;
  const told = isNamed ? mistakes : [];
  return {
    ...telling,
    isRight: grade.isRight,
    cases: grade.results.map((result) => tellCase(result, say, told)),
    counts: countsOf(grade.results),
    firstWrong: grade.firstWrong,
    faults: grade.faults,
    mistakes: told,
    unknown: isNamed ? unknown : [],
    isHeaderFormOnly: isNamed && isHeaderFormOnly,
    restarts: grade.restarts,
    seconds: grade.seconds,
  };
}

function tellCase(result: CaseResult, say: Say, mistakes: readonly NamedMistake[]): ToldCase {
  const { graded, answer, isRight, verdicts, firstWrong } = result;
  const { id, publisher, needs } = graded;
  const found = mistakes.find(({ explains }) => explains.includes(id));
  return {
    id,
    publisher,
    needs,
    form: graded.expected.kind === 'values' ? graded.expected.model.around.scheme : null,
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
    return `Your program signed it instead of refusing it.${why}`;
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

export const VALUE_LABELS: Readonly<Record<ValueName, string>> = {
  canonicalRequest: 'canonical request',
  stringToSign: 'string to sign',
  signingKeyHex: 'signing key',
  signature: 'signature',
  authorization: 'Authorization header',
  url: 'presigned URL',
};

const PUBLISHER_LABELS: Readonly<Record<string, string>> = {
  's3-documentation': 'S3 documentation',
  'aws-signing-test-suite': "AWS's suite, header",
  'aws-signing-test-suite-query': "AWS's suite, query",
  'aws-documentation': 'other documentation',
  'aws-c-auth': 'aws-c-auth',
  'aws-sdk-go-v2': 'SDK for Go',
  'aws-sdk-ruby': 'SDK for Ruby',
  'minio-go': 'minio-go',
  'scality-arsenal': 'Scality Arsenal',
  'smithy-rs': 'SDKs for Rust, Kotlin',
  'smithy-typescript': 'SDK for JavaScript',
  gaps: 'ours (gaps)',
  refuse: 'ours (to refuse)',
};

export const publisherLabel = (publisher: string): string => PUBLISHER_LABELS[publisher] ?? publisher;

/** Returns the command that grades only this case, as words. */
export function commandFor(
  { id, needs }: Pick<ToldCase, 'id' | 'needs'>,
  { program, repeatWith }: Pick<Telling, 'program' | 'repeatWith'>,
): readonly string[] {
  const groups = needs.length === 0 ? [] : ['--groups', needs.join(',')];
  return ['sigv4', 'grade', ...groups, ...repeatWith, '--only', id, '--', ...program];
}
