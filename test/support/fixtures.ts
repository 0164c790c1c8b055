/** The fixtures of the program, read from where they stand. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FixtureFiles } from '../../src/vectors/vector.ts';

export const fixtures: FixtureFiles = {
  list: (folder) => readdirSync(join('fixtures', folder)),
  read: (path) => readFileSync(join('fixtures', path), 'utf8'),
};
