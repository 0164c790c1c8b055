/** A short fuzz of each reader; `npm run fuzz -- --minutes N` is the long one, with other inputs. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceFiles } from '../support/source-files.ts';
import { runs } from '../support/sweep.ts';
import { READERS } from './readers.ts';
import { tryInputs } from './try-reader.ts';

it.each(READERS.map((reader) => [reader.id, reader] as const))('reads anything as %s', async (_id, reader) => {
  expect(reader.seeds.length).toBeGreaterThan(0);
  const first = reader.seeds.length;
  expect(await tryInputs(reader, first, first + runs(reader.most / 1_000))).toBeNull();
});

it('has an ID for each reader', () => {
  expect(new Set(READERS.map(({ id }) => id)).size).toBe(READERS.length);
});

/** A function that takes a whole text: `export function readUrl(text: string`. What takes a path reads a file. */
const READER =
  /^export (?:async )?function ((?:read|parse|decode|split|scan|recognize|gunzip)\w*)\(\s*(?!path|folder|file)\w+: (?:Octets|Bytes|Uint8Array|string)\b/gm;

it('has every reader of the program', { tags: ['expensive'] }, () => {
  const called = JSON.parse(
    execFileSync('npx', ['tsx', 'test/fuzz/called.ts'], { encoding: 'utf8', maxBuffer: 2 ** 28 }),
  );
  const readers = sourceFiles('src').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(READER)].map(([, name]) => `${file} ${name}`),
  );
  expect(readers.length).toBeGreaterThan(50);
  const names = new Set(called);
  expect(readers.filter((name) => !names.has(name))).toEqual([]);
});
