/** What was handed in, kept in memory and compared with the files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { changedSince, readArchives } from '../../src/disk/archive.ts';

const home = mkdtempSync(join(tmpdir(), 'archive-'));
afterAll(() => rmSync(home, { recursive: true }));

it('is changed only if its files are, whether it is a file, or a folder with the name of its file', () => {
  writeFileSync(join(home, 'alone.py'), 'one');
  mkdirSync(join(home, 'signer'));
  writeFileSync(join(home, 'signer', 'signer'), 'two');
  const archives = readArchives(home);
  expect(changedSince(home, archives)).toEqual([]);
  writeFileSync(join(home, 'signer', 'signer'), 'another');
  expect(changedSince(home, archives)).toEqual(['signer']);
  rmSync(join(home, 'alone.py'));
  expect(changedSince(home, archives)).toEqual(['alone.py', 'signer']);
});
