/** A short fuzz of each reader; `npm run fuzz -- --minutes N` is the long one, with other inputs. */
import { expect, it } from 'vitest';
import { runs } from '../support/sweep.ts';
import { failureOf, READERS } from './readers.ts';

it.each(READERS.map((reader) => [reader.id, reader] as const))('reads anything as %s', async (_id, reader) => {
  expect(reader.seeds.length).toBeGreaterThan(0);
  for (let input = 0; input < runs(reader.inputs); input++) expect(await failureOf(reader, input)).toBeNull();
});
