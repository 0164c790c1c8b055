/** Makes the document of running vectors, with every check. */

import { DISAGREEMENTS } from '../../sigv4/rules.ts';
import type { Check } from '../../vectors/expectations.ts';
import { byOwner, countVectors, type VectorResult } from '../../vectors/run.ts';
import type { Results } from '../results.ts';
import { otherRules, stageCounts } from '../vectors/vectors-report.ts';
import { textIfAny } from './content.ts';

export function vectorsDocument({ groups }: Results['vectors']) {
  const { published, ours } = byOwner(groups);
  return {
    version: 1,
    ...countVectors(published),
    ours: countVectors(ours),
    groups: groups.map(({ id, publisher, results, declined }) => ({
      id,
      publisher,
      stages: stageCounts(results),
      vectors: results.map(vectorJson),
      declined: declined.map(({ name, declined: why, errata = [] }) => ({ name, why, errata })),
    })),
    disagreements: DISAGREEMENTS.map(({ rule, ours, theirs, says, sources: [oursSource, theirsSource] }) => ({
      rule,
      here: { choice: ours, source: oursSource },
      elsewhere: { choice: theirs, source: theirsSource },
      says,
    })),
  };
}

function vectorJson(result: VectorResult) {
  const { vector, trace, checks, firstDifference } = result;
  return {
    name: vector.name,
    scheme: trace.scheme,
    algorithm: trace.algorithm,
    passed: firstDifference === null,
    firstDifference: firstDifference && { stage: firstDifference.stage, value: firstDifference.value },
    checks: checks.map(checkJson),
    otherRules: otherRules([result]).map(({ vector: _name, ...rule }) => rule),
    errata: vector.errata ?? [],
    note: vector.note ?? null,
  };
}

/**
 * Converts a check. If a signature was verified rather than compared, its actual bytes are omitted, because these bytes
 * differ in each run.
 */
function checkJson({ value, stage, authority, computedBy, by, agrees, expected, actual }: Check) {
  const compared = { value, stage, authority, computedBy, by, agrees, expected: textIfAny(expected) };
  return by === 'verified' ? compared : { ...compared, actual: textIfAny(actual) };
}
