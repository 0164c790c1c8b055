/** A small file for other programs. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFile } from '../../src/disk/temporary-files.ts';
import { sound } from '../support/problems.ts';

const made: { remove(): void }[] = [];
afterEach(() => {
  for (const file of made.splice(0)) file.remove();
});

it('has its name and its text, only its owner can read it, and it is removed with its folder', () => {
  const file = sound(temporaryFile('authority.pem', 'text'));
  made.push(file);
  expect([basename(file.path), readFileSync(file.path, 'utf8')]).toEqual(['authority.pem', 'text']);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(file.path)).mode & 0o077).toBe(0);
  file.remove();
  expect(existsSync(dirname(file.path))).toBe(false);
  file.remove();
});

it('is in a new folder each time', () => {
  const files = [1, 2].map(() => sound(temporaryFile('name', '')));
  made.push(...files);
  expect(new Set(files.map(({ path }) => path)).size).toBe(2);
});
