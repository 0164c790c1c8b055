/** Says what is known of a request that is signed here, by what is published. */
import type { WalkFacts } from '../facts.ts';
import { agrees, aside, differs, type Run } from '../page.ts';
import { differenceInWords } from '../value-blocks.ts';

/** Returns the mistakes in a signed request, any disagreement with published values, or how many vectors this build passes. */
export function signedRun({
  breaks,
  checks,
  publisher,
  vectors,
}: Pick<WalkFacts, 'breaks' | 'checks' | 'publisher' | 'vectors'>): Run {
  if (breaks.length > 0) return differs(`✗ broken on purpose: ${breaks.map(({ id }) => id).join(', ')}`);
  const difference = differenceRun({ checks, publisher });
  if (difference) return difference;
  const count = `this build passes ${vectors.passed} of ${vectors.total} published test vectors`;
  return vectors.passed === vectors.total ? agrees(`✓ ${count}`) : differs(`✗ ${count}: see "sigv4 vectors"`);
}

/** Compares the request with the values that are published for it. No other vector has to run for this. */
export function publishedRun(facts: Pick<WalkFacts, 'checks' | 'publisher'>): Run {
  const count = facts.checks.filter(({ authority }) => authority === 'published').length;
  if (count === 0) return aside('there are no published values for this request');
  const who = facts.publisher?.publisher ?? 'the publisher';
  return differenceRun(facts) ?? agrees(`✓ ${count} of ${count} values match those that ${who} publishes`);
}

/** Returns the first value that is not as published, or `null` if there is none. */
function differenceRun({ checks, publisher }: Pick<WalkFacts, 'checks' | 'publisher'>): Run | null {
  const difference = checks.find((check) => !check.agrees);
  if (!difference) return null;
  const who = publisher?.publisher ?? 'the publisher';
  return differs(`✗ ${difference.value} is wrong: ${differenceInWords(difference, who)}`);
}
