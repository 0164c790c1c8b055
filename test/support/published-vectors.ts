/** The published vectors of the project, read as the program reads them. */
import { readVectors } from '../../src/vectors/vector.ts';
import { fixtures } from './fixtures.ts';

export const VECTOR_GROUPS = readVectors(fixtures);
export const RUNNABLE_VECTORS = VECTOR_GROUPS.flatMap((group) => group.runnable);

/** The vector of this name; a test that asks for one that is not there is broken. */
export function vectorNamed(name: string) {
  const vector = RUNNABLE_VECTORS.find((candidate) => candidate.name === name);
  if (!vector) throw new Error(`There is no vector ${name}.`);
  return vector;
}
