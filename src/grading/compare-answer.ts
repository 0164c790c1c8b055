/** Compares an answer with the correct answer, value by value, in the order in which the values are computed. */
import { plain } from '../bytes/bytes.ts';
import { type Octets, octetAt } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import { firstByte, pairLines } from '../sides/difference/line-difference.ts';
import type { Answer, NoAnswer } from './answer-book.ts';
import { type GradedCase, VALUE_NAMES, type ValueName, type Values } from './cases/graded-case.ts';

/** The verdict on a value. `not-given` means that the value is optional and the program did not give it. */
export type ValueVerdict = 'right' | 'wrong' | 'not-given';

/**
 * The position where two texts first differ. Lines are numbered from 1. Columns and offsets are in bytes and are
 * counted from 0.
 */
export interface FirstDifference {
  readonly line: number;
  readonly column: number;
  /** The offset in the correct text, or in the given text if the correct text has no such line. */
  readonly offset: number;
  /** The bytes at this position, from 0 to 255. Either byte is `null` at the end of its line. */
  readonly right: number | null;
  readonly given: number | null;
  /** The lines that contain these bytes. Either line is `null` if it does not exist. */
  readonly rightLine: Octets | null;
  readonly givenLine: Octets | null;
}

export interface WrongValue {
  readonly name: ValueName;
  readonly right: Octets;
  readonly given: Octets;
  readonly difference: FirstDifference | null;
}

export interface CaseResult {
  readonly graded: GradedCase;
  readonly answer: Answer | NoAnswer;
  readonly isRight: boolean;
  /** The verdict on each value that the correct answer has. */
  readonly verdicts: Readonly<Partial<Record<ValueName, ValueVerdict>>>;
  /** The first wrong value; `null` if no value is wrong. */
  readonly firstWrong: WrongValue | null;
}

/**
 * Compares an answer byte for byte, except that equivalent spellings count as equal. If the case must be refused, any
 * problem is right.
 */
export function compareAnswer(graded: GradedCase, answer: Answer | NoAnswer): CaseResult {
  const { expected } = graded;
  const nothing = { graded, answer, verdicts: {}, firstWrong: null };
  if (expected.kind === 'problem') return { ...nothing, isRight: answer.kind === 'problem' };
  if (answer.kind !== 'values') return { ...nothing, isRight: false };
  const names = VALUE_NAMES.filter((name) => expected.values[name] !== undefined);
  const verdicts = Object.fromEntries(names.map((name) => [name, verdictOf(name, expected.values, answer.values)]));
  const first = names.find((name) => verdicts[name] === 'wrong');
  return {
    graded,
    answer,
    verdicts,
    isRight: first === undefined,
    firstWrong: first === undefined ? null : wrongValue(first, expected.values, answer.values),
  };
}

function verdictOf(name: ValueName, right: Values, given: Values): ValueVerdict {
  const ours = right[name];
  const theirs = given[name];
  if (ours === undefined || theirs === undefined) return 'not-given';
  return COMPARABLE[name](ours) === COMPARABLE[name](theirs) ? 'right' : 'wrong';
}

const asItIs = (octets: Octets): string => octets;

/** Functions that normalize equivalent spellings, for example spaces after commas or the order of parameters. */
const COMPARABLE: Readonly<Record<ValueName, (octets: Octets) => string>> = {
  canonicalRequest: asItIs,
  stringToSign: asItIs,
  // The key is bytes, and hexadecimal is only a notation for them.
  signingKeyHex: (octets) => octets.toLowerCase(),
  signature: asItIs,
  authorization: (octets) => octets.replace(/, */g, ', '),
  url: comparableUrl,
};

/** Normalizes the order and the escaping of the parameters. */
function comparableUrl(url: Octets): string {
  const { path, query } = splitTarget(plain(url));
  const decoded = queryParameters(query).map(({ name, value }) =>
    JSON.stringify([percentDecode(name).octets, value === null ? null : percentDecode(value).octets]),
  );
  return [path.octets, ...decoded.sort()].join('\n');
}

function wrongValue(name: ValueName, right: Values, given: Values): WrongValue {
  const ours = right[name] ?? ('' as Octets);
  const theirs = given[name] ?? ('' as Octets);
  return { name, right: ours, given: theirs, difference: differenceOf(ours, theirs) };
}

function differenceOf(right: Octets, given: Octets): FirstDifference | null {
  const pairs = pairLines(right, given);
  const first = firstByte(pairs);
  const pair = first && pairs[first.pair];
  if (!first || !pair) return null;
  const byteAt = (line: Octets | undefined) =>
    line !== undefined && first.column < line.length ? octetAt(line, first.column) : null;
  return {
    line: first.pair + 1,
    column: first.column,
    offset: first.server ?? first.client ?? 0,
    right: byteAt(pair.server?.octets),
    given: byteAt(pair.client?.octets),
    rightLine: pair.server?.octets ?? null,
    givenLine: pair.client?.octets ?? null,
  };
}
