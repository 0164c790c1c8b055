/** An answer beside the right one, value by value, in the order in which they are made. */
import { plain } from '../bytes/bytes.ts';
import { type Octets, octetAt } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { firstByte, pairLines } from '../diagnosis/difference/line-difference.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import type { NoAnswer } from './answer-book.ts';
import type { Answer } from './answer-line.ts';
import { type GradedCase, VALUE_NAMES, type ValueName, type Values } from './cases/graded-case.ts';

/** `not-given`: the program need not give it. */
export type ValueVerdict = 'right' | 'wrong' | 'not-given';

/** Where two texts begin to differ. Lines are counted from 1, columns and offsets in bytes from 0. */
export interface FirstDifference {
  readonly line: number;
  readonly column: number;
  /** In the whole of what is right, or of what was given where only that has the line. */
  readonly offset: number;
  /** The bytes there, 0 to 255; `null` where the line ends. */
  readonly right: number | null;
  readonly given: number | null;
  /** The lines around them; `null` where there is none. */
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
  /** Of the values that the right answer has. */
  readonly verdicts: Readonly<Partial<Record<ValueName, ValueVerdict>>>;
  /** The first of them that is wrong; `null` where none is, or there are none to compare. */
  readonly firstWrong: WrongValue | null;
}

/** Byte for byte, but for what is left to whoever writes it. A case that is to be refused is right with any problem. */
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

/** What is left to whoever writes it is no mistake: spaces behind commas, the order of parameters. */
const COMPARABLE: Readonly<Record<ValueName, (octets: Octets) => string>> = {
  canonicalRequest: asItIs,
  stringToSign: asItIs,
  // Our own notation: what is signed with are bytes.
  signingKeyHex: (octets) => octets.toLowerCase(),
  signature: asItIs,
  authorization: (octets) => octets.replace(/, */g, ', '),
  url: comparableUrl,
};

/** Its parameters in whatever order and however much of them is escaped. */
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
