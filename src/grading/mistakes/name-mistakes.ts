/**
 * Names the mistakes in a program. Applies each known mistake to every case and compares the result with the program's
 * answer. In a case that the program answered correctly, a mistake must change nothing.
 */

import type { CaseResult } from '../compare-answer.ts';
import { type Candidate, type Comparable, comparableOf, type Tried, type Trying, tryCandidates } from './candidates.ts';
import { isHeaderFormOnly, isInQuery } from './header-form-only.ts';

/** A mistake that explains wrong answers from the program. */
export interface NamedMistake extends Candidate, Trying {
  /** The IDs of the wrong cases that the mistake explains. */
  readonly explains: readonly string[];
  /** The IDs of the correct cases that the mistake would make wrong. */
  readonly contradicts: readonly string[];
  /** Other mistakes that have the same result in every case. */
  readonly twins: readonly Candidate[];
}

export interface Naming {
  /**
   * The named mistakes. The first mistake explains the most cases, and each further mistake explains cases that the
   * previous mistakes do not.
   */
  readonly mistakes: readonly NamedMistake[];
  /** The IDs of the wrong cases that no named mistake explains. */
  readonly unknown: readonly string[];
  /** Whether the program signs in the header, even if the line asks for the query. Its query cases are then not unknown. */
  readonly isHeaderFormOnly: boolean;
}

/** The maximum number of mistakes named. A longer list would not help. */
const MOST_NAMED = 5;

/**
 * Names up to five mistakes. If the first mistake may hide others, also searches for combinations with it. `more` are
 * mistakes that only this grading can know.
 */
export function nameMistakes(results: readonly CaseResult[], more: readonly Candidate[]): Naming {
  const headerFormOnly = isHeaderFormOnly(results);
  // Mistakes that would explain a signature of the wrong form are not what the program does.
  const explainable = headerFormOnly ? results.filter((result) => !isInQuery(result)) : results;
  return { ...explainedBy(explainable, more), isHeaderFormOnly: headerFormOnly };
}

function explainedBy(results: readonly CaseResult[], more: readonly Candidate[]): Pick<Naming, 'mistakes' | 'unknown'> {
  const all = results.flatMap(comparableOf);
  const wrong = all.filter(({ isSignatureRight }) => !isSignatureRight);
  const single = [false, true].flatMap((isGuided) => tryCandidates(wrong, all, { isGuided, besides: null }, more));
  const { mistakes, left } = mostFirst(single, wrong, MOST_NAMED);
  const [first] = mistakes;
  if (first === undefined || !isWorthTrying(first, left)) return { mistakes, unknown: left.map(({ id }) => id) };
  const double = tryCandidates(left, left, { isGuided: false, besides: first }, more);
  const further = mostFirst(double, left, MOST_NAMED - mistakes.length);
  return { mistakes: [...mistakes, ...further.mistakes], unknown: further.left.map(({ id }) => id) };
}

/**
 * The maximum number of ways to make the first mistake. If there are more ways, the search for additional mistakes is
 * skipped, because each way multiplies the work.
 */
const MOST_WAYS = 4;

/**
 * Returns whether a mistake may hide others. A mistake that leaves more cases unexplained than it explains is assumed
 * to hide no others.
 */
function isWorthTrying({ mutation, explains }: NamedMistake, left: readonly Comparable[]): boolean {
  const [one] = left;
  if (one === undefined || explains.length < left.length) return false;
  return mutation.change(one.model.draft, one.model.around).length <= MOST_WAYS;
}

function mostFirst(tried: readonly Tried[], wrong: readonly Comparable[], most: number) {
  const mistakes: NamedMistake[] = [];
  const left = new Set(wrong.map(({ id }) => id));
  for (let best = bestOf(tried, left); best && mistakes.length < most; best = bestOf(tried, left)) {
    mistakes.push(withTwins(best, tried));
    for (const id of best.explains) left.delete(id);
  }
  return { mistakes, left: wrong.filter(({ id }) => left.has(id)) };
}

/**
 * Finds the mistake that explains the most remaining cases. Ties go to the mistake that produces more signatures, then
 * to a mistake that was not guided, then to the mistake that contradicts fewer right cases, and then to the first
 * mistake. Returns `null` if no mistake explains any case.
 */
function bestOf(tried: readonly Tried[], left: ReadonlySet<string>): Tried | null {
  const isLeft = (id: string) => left.has(id);
  const scored = tried
    .map((one) => ({ one, explained: one.explains.filter(isLeft).length, made: one.makes.filter(isLeft).length }))
    .filter(({ explained }) => explained > 0);
  const rankOf = ({ one, explained, made }: (typeof scored)[number]) =>
    [explained, made, Number(!one.isGuided), -one.contradicts.length] as const;
  const [best] = scored.sort((first, second) => byRank(rankOf(second), rankOf(first)));
  return best?.one ?? null;
}

/** Compares two lists by the first number that differs. */
function byRank(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Adds the mistakes that have the same result. A guided mistake is never a twin of a mistake that was not guided. */
function withTwins(best: Tried, tried: readonly Tried[]): NamedMistake {
  const name = ({ explains, makes, contradicts }: Tried) =>
    [explains, makes, contradicts].map((ids) => ids.join('\n')).join('\n\n');
  const isTwin = (other: Tried) =>
    other.mutation !== best.mutation && other.isGuided === best.isGuided && name(other) === name(best);
  return { ...best, twins: tried.filter(isTwin).map(({ cause, mutation }) => ({ cause, mutation })) };
}
