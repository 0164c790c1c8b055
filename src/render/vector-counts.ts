/** What is counted of the vectors of a group, and which of them have a rule of their own. */
import { DISAGREEMENTS } from '../sigv4/rules.ts';
import type { VectorResult } from '../vectors/run.ts';

export interface StageCount {
  readonly stage: string;
  readonly agreeing: number;
  readonly compared: number;
  /** How many of those that agree could not be equal, and were verified. */
  readonly verified: number;
  /** Whether any of the values is printed by the publisher. */
  readonly isPublished: boolean;
}

/** In the order of the stages; what no trace reached comes last. */
export function stageCounts(results: readonly VectorResult[]): StageCount[] {
  const checks = results.flatMap((result) => result.checks);
  // The longest line of stages has those of the shorter ones in their places.
  const lines = results.map(({ trace }) => trace.stages).sort((one, other) => other.length - one.length);
  const stages = lines.flat().map(({ id }) => id);
  return [...new Set([...stages, ...checks.map(({ stage }) => stage)])].flatMap((stage) => {
    const compared = checks.filter((check) => check.stage === stage);
    if (compared.length === 0) return [];
    const agreeing = compared.filter((check) => check.agrees);
    return {
      stage,
      agreeing: agreeing.length,
      compared: compared.length,
      verified: agreeing.filter(({ by }) => by === 'verified').length,
      isPublished: compared.some((check) => check.authority === 'published'),
    };
  });
}

/** A choice on which sources disagree, made as others make it. */
export interface OtherRule {
  readonly rule: string;
  readonly choice: string;
  /** Who makes it. */
  readonly source: string;
}

/** The vectors that were signed under such a choice. */
export function otherRules(results: readonly VectorResult[]): { readonly vector: string; readonly rule: OtherRule }[] {
  return results.flatMap(({ vector, trace }) =>
    DISAGREEMENTS.filter(({ rule, theirs }) => trace.rules[rule] === theirs).map(({ rule, theirs, sources }) => ({
      vector: vector.name,
      rule: { rule, choice: theirs, source: sources[1] },
    })),
  );
}
