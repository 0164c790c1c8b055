/**
 * The mistake by its name: each one that is known is made of the right answer again, on every case, and what comes out
 * is held against what the program gave. One mistake has to explain what is right as well: there it changes nothing.
 */
import { type Candidate, type Tried, triedOn } from './candidates.ts';
import type { CaseResult } from './compare-answer.ts';
import { type Comparable, comparableOf } from './try-mistake.ts';

/** A mistake that makes what the program gave. */
export interface NamedMistake extends Candidate {
  /** The wrong cases that are exactly as it makes them, by id. */
  readonly explains: readonly string[];
  /** The right ones of which it would have made something else. */
  readonly contradicts: readonly string[];
  /** Others that make exactly the same of every case: nothing here can tell them apart. */
  readonly twins: readonly Candidate[];
  /** The mistake that was made as well, where only both together make what it explains; else `null`. */
  readonly besides: Candidate | null;
}

export interface Naming {
  /** First what explains most; each of the others explains what those before it do not. */
  readonly mistakes: readonly NamedMistake[];
  /** Wrong cases that none of them explains, by id. */
  readonly unknown: readonly string[];
}

/** Nobody mends more than so many at a time. */
const MOST_NAMED = 5;

/** Five mistakes at most; one that hides others is made first, and those on top of it. */
export function nameMistakes(results: readonly CaseResult[]): Naming {
  const all = results.flatMap(comparableOf);
  const wrong = all.filter(({ isSignatureRight }) => !isSignatureRight);
  const single = [false, true].flatMap((isGuided) => triedOn(wrong, all, { isGuided, besides: null }));
  const { mistakes, left } = mostFirst(single, wrong, MOST_NAMED);
  const [first] = mistakes;
  if (first === undefined || !isWorthTrying(first, left)) return { mistakes, unknown: left.map(({ id }) => id) };
  // The first one hides whatever is wrong besides: it is made, and then the others on top of it.
  const double = triedOn(left, left, { isGuided: false, besides: first });
  const more = mostFirst(double, left, MOST_NAMED - mistakes.length);
  return { mistakes: [...mistakes, ...more.mistakes], unknown: more.left.map(({ id }) => id) };
}

/** In how many ways the first mistake may be made: each of them doubles the work. */
const MOST_WAYS = 4;

/** What explains less than it leaves open is hardly what hides the rest. */
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
 * The one that explains most of what is left; of several the one that makes most of its signatures, then the one that
 * contradicts least, then the first. What had to be guided says little of its own, and stands behind what explains as
 * much by itself.
 */
function bestOf(tried: readonly Tried[], left: ReadonlySet<string>): Tried | null {
  const isLeft = (id: string) => left.has(id);
  const scored = tried
    .map((one) => ({ one, explained: one.explains.filter(isLeft).length, made: one.makes.filter(isLeft).length }))
    .filter(({ explained }) => explained > 0);
  const rankOf = ({ one, explained, made }: (typeof scored)[number]) =>
    [explained, made, Number(!one.isGuided), -one.contradicts.length] as const;
  // Equal ones stay in their order.
  const [best] = scored.sort((first, second) => byRank(rankOf(second), rankOf(first)));
  return best?.one ?? null;
}

/** By the first number in which they differ. */
function byRank(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** What needs to be guided explains much, and is no twin of what needs not. */
function withTwins(best: Tried, tried: readonly Tried[]): NamedMistake {
  const name = ({ explains, makes, contradicts }: Tried) =>
    [explains, makes, contradicts].map((ids) => ids.join('\n')).join('\n\n');
  const isTwin = (other: Tried) =>
    other.mutation !== best.mutation && other.isGuided === best.isGuided && name(other) === name(best);
  return { ...best, twins: tried.filter(isTwin).map(({ cause, mutation }) => ({ cause, mutation })) };
}
