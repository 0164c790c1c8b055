/** Records the vectors for `record.ts`. The build and the tests do this; the program reads what the build wrote. */
import type { FixtureFiles } from './fixture-files.ts';
import { VECTORS_FOLDER } from './kinds.ts';
import { hashOf, inputsOf, publisherOf, type VectorRecord } from './record.ts';
import { byOwner, countVectors, type GroupResult, runGroup } from './run.ts';
import { readVectors } from './vector.ts';

/** Runs all vectors and records what walks need of them. Throws if a file does not have the format of a vector. */
export function recordVectors(fixtures: FixtureFiles): VectorRecord {
  const groups = readVectors(fixtures).map(runGroup);
  const byInputs = pathsByInputs(groups);
  const paths = new Set(Object.values(byInputs).flatMap((path) => [path, publisherOf(path)]));
  return {
    published: countVectors(byOwner(groups).published),
    files: Object.fromEntries([...paths].map((path) => [path, hashOf(fixtures.read(path))])),
    byInputs,
  };
}

/** Returns the paths of the vectors by their inputs. Of vectors with the same inputs, the one with the most checks is kept. */
function pathsByInputs(groups: readonly GroupResult[]): VectorRecord['byInputs'] {
  const vectors = groups.flatMap(({ id, results }) =>
    results.map(({ vector, trace, checks }) => ({
      inputs: inputsOf(trace),
      path: `${VECTORS_FOLDER}/${id}/${vector.name}.json`,
      checks: checks.length,
    })),
  );
  // A later entry replaces an earlier one. Of two with as many checks, the first one stays.
  const fewestFirst = vectors.toReversed().toSorted((one, other) => one.checks - other.checks);
  return Object.fromEntries(fewestFirst.map(({ inputs, path }) => [inputs, path]));
}
