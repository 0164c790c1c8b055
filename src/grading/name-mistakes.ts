/**
 * Names the mistakes of a program. Makes each known mistake in the right answer of every case and compares the result
 * with the program's answer. A mistake must also fit the right cases, where it must change nothing.
 */
import { type Candidate, type Comparable, comparableOf, type Tried, tryCandidates } from './candidates.ts';
import type { CaseResult } from './compare-answer.ts';

/** A mistake that produces the program's answer. */
export interface NamedMistake extends Candidate {
  /** The ids of the wrong cases that it explains. */
  readonly explains: readonly string[];
  /** The ids of the right cases that it would make wrong. */
  readonly contradicts: readonly string[];
  /** Other mistakes with the same result in every case. */
  readonly twins: readonly Candidate[];
  /** The mistake that was also made, if only the two together explain the cases. */
  readonly besides: Candidate | null;
}

export interface Naming {
  /** The first one explains the most. Each further one explains cases that the ones before it do not. */
  readonly mistakes: readonly NamedMistake[];
  /** The ids of the wrong cases that none of them explains. */
  readonly unknown: readonly string[];
}

/** The most mistakes named; longer lists would not help. */
const MOST_NAMED = 5;

/** Names up to five mistakes. If the first one may hide others, they are searched for on top of it. */
export function nameMistakes(results: readonly CaseResult[]): Naming {
  const all = results.flatMap(comparableOf);
  const wrong = all.filter(({ isSignatureRight }) => !isSignatureRight);
  const single = [false, true].flatMap((isGuided) => tryCandidates(wrong, all, { isGuided, besides: null }));
  const { mistakes, left } = mostFirst(single, wrong, MOST_NAMED);
  const [first] = mistakes;
  if (first === undefined || !isWorthTrying(first, left)) return { mistakes, unknown: left.map(({ id }) => id) };
  const double = tryCandidates(left, left, { isGuided: false, besides: first });
  const more = mostFirst(double, left, MOST_NAMED - mistakes.length);
  return { mistakes: [...mistakes, ...more.mistakes], unknown: more.left.map(({ id }) => id) };
}

/** The most ways of making the first mistake that are tried. Each one repeats all the work. */
const MOST_WAYS = 4;

/** Tells whether a mistake may hide others. One that leaves more cases open than it explains probably does not. */
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
 * to one that was not guided, then to the one that contradicts fewer right cases, then to the first.
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

/** Compares by the first number that differs. */
function byRank(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Adds the mistakes with the same result. A guided mistake is never a twin of an unguided one. */
function withTwins(best: Tried, tried: readonly Tried[]): NamedMistake {
  const name = ({ explains, makes, contradicts }: Tried) =>
    [explains, makes, contradicts].map((ids) => ids.join('\n')).join('\n\n');
  const isTwin = (other: Tried) =>
    other.mutation !== best.mutation && other.isGuided === best.isGuided && name(other) === name(best);
  return { ...best, twins: tried.filter(isTwin).map(({ cause, mutation }) => ({ cause, mutation })) };
}
