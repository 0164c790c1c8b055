/** Compares an answer with the right one, value by value, in the order of computation. */
import { plain } from '../bytes/bytes.ts';
import { type Octets, octetAt } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { firstByte, pairLines } from '../diagnosis/difference/line-difference.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import type { Answer, NoAnswer } from './answer-book.ts';
import { type GradedCase, VALUE_NAMES, type ValueName, type Values } from './cases/graded-case.ts';

/** `not-given`: this value is optional, and the program did not give it. */
export type ValueVerdict = 'right' | 'wrong' | 'not-given';

/** The position where two texts first differ. Lines are counted from 1, columns and offsets in bytes from 0. */
export interface FirstDifference {
  readonly line: number;
  readonly column: number;
  /** In the right text, or in the given text if only that one has the line. */
  readonly offset: number;
  /** The bytes there, 0 to 255; `null` at the end of the line. */
  readonly right: number | null;
  readonly given: number | null;
  /** The lines that contain these bytes, if they exist. */
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
  /** By the values that the right answer has. */
  readonly verdicts: Readonly<Partial<Record<ValueName, ValueVerdict>>>;
  /** The first wrong value, if any. */
  readonly firstWrong: WrongValue | null;
}

/** Compares byte for byte, except for equivalent spellings. For a case to refuse, any problem is right. */
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

/** Normalizes equivalent spellings: spaces after commas, the order of parameters. */
const COMPARABLE: Readonly<Record<ValueName, (octets: Octets) => string>> = {
  canonicalRequest: asItIs,
  stringToSign: asItIs,
  // The key is bytes; hexadecimal is only their notation here.
  signingKeyHex: (octets) => octets.toLowerCase(),
  signature: asItIs,
  authorization: (octets) => octets.replace(/, */g, ', '),
  url: comparableUrl,
};

/** Normalizes the order of parameters and their escapes. */
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
