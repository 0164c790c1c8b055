/** The record of vectors that the build makes, here of any fixtures. */
import type { FixtureFiles } from '../../../src/vectors/fixture-files.ts';
import type { VectorRecord } from '../../../src/vectors/record.ts';
import { recordVectors } from '../../../src/vectors/record-vectors.ts';

const RECORDS = new WeakMap<FixtureFiles, VectorRecord>();

/** Runs the vectors of these fixtures, once. */
export function vectorRecordOf(files: FixtureFiles): VectorRecord {
  const record = RECORDS.get(files) ?? recordVectors(files);
  RECORDS.set(files, record);
  return record;
}
