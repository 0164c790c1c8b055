/** The lines of requests keep their order, although the search for a cause may take longer than the next request. */
import { expect, it } from 'vitest';
import { causeLines } from '../../../src/app/traffic/cause-lines.ts';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import type { Search } from '../../../src/search/search.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A search that takes as many turns, and finds no more than that it ended. */
function* search(turns: number, diagnosis: Diagnosis): Search<Diagnosis> {
  for (let tried = 0; tried < turns; tried += 1) yield { tried };
  return diagnosis;
}

const FOUND = { findings: [] } as unknown as Diagnosis;

function written() {
  const lines: string[] = [];
  const inOrder = causeLines();
  const add = (name: string, turns: number | null) =>
    inOrder.add(turns === null ? null : () => search(turns, FOUND), (diagnosis) => {
      lines.push(`${name} ${diagnosis === null ? 'without' : 'with'}`);
    });
  return { lines, add, close: inOrder.close };
}

it('writes at once what needs no search', () => {
  const { lines, add } = written();
  add('a', null);
  expect(lines).toEqual(['a without']);
});

it('keeps the order, and lets other work run in between', async () => {
  const { lines, add, close } = written();
  add('slow', 5);
  add('fast', 0);
  add('none', null);
  expect(lines).toEqual([]);
  for (let turns = 0; turns < 20; turns += 1) await turn();
  expect(lines).toEqual(['slow with', 'fast with', 'none without']);
  await close();
});

it('gives up the searches that are left, and writes their lines', async () => {
  const { lines, add, close } = written();
  add('endless', Number.POSITIVE_INFINITY);
  add('none', null);
  await turn();
  await close();
  expect(lines).toEqual(['endless without', 'none without']);
});
