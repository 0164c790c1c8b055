/** A folder of recordings: a file appears when it is whole, and no file takes the place of another. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRecordingFolder, type RecordingFile } from '../../src/disk/recording-folder.ts';
import { tryOnDisk } from '../../src/disk/write-file.ts';
import { expectProblem, sound } from '../support/problems.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = () => sound(openRecordingFolder(home));
const add = (file: RecordingFile, text: string) => file.add(Buffer.from(text));
const contents = () =>
  readdirSync(home)
    .toSorted()
    .map((name) => [name, readFileSync(join(home, name), 'utf8')]);

it('keeps recordings of several processes with one name, whichever ends first', () => {
  const [first, second, third] = [open().begin('GET'), open().begin('GET'), open().begin('GET')];
  add(first, 'first');
  add(second, 'second');
  add(third, 'third');
  expect([second.finish(), first.finish()]).toEqual([null, null]);
  expect(contents()).toEqual([
    ['GET-2.exchange', 'second'],
    ['GET-3.exchange.unfinished', 'third'],
    ['GET.exchange', 'first'],
  ]);
  expect(third.finish()).toBeNull();
  expect(contents().map(([, text]) => text)).toEqual(['second', 'third', 'first']);
  expect(statSync(join(home, 'GET-2.exchange')).mode & 0o777).toBe(0o600);
});

it('replaces no file that is there already, finished or not', () => {
  writeFileSync(join(home, 'GET.exchange'), 'earlier');
  writeFileSync(join(home, 'GET.exchange.unfinished'), 'torn');
  const file = open().begin('GET');
  add(file, 'new');
  expect(file.finish()).toBeNull();
  expect(contents()).toEqual([
    ['GET-2.exchange', 'new'],
    ['GET.exchange', 'earlier'],
    ['GET.exchange.unfinished', 'torn'],
  ]);
});

it('says that a file cannot be written', () => {
  const file = open().begin('x'.repeat(300));
  add(file, 'lost');
  expect(file.finish()).toMatchObject({ code: 'no-space' });
});

it('says what to do: free space, or use a folder in which this user may write', () => {
  const fixOf = (code: string) => {
    const failed = tryOnDisk(() => {
      throw Object.assign(new Error(`${code}: refused, mkdir 'r'`), { code });
    });
    return expectProblem(failed, 'no-space').fix;
  };
  for (const code of ['EACCES', 'EROFS', 'EPERM', 'ENOENT'])
    expect(fixOf(code)).toBe('Choose a folder in which you may write.');
  for (const code of ['ENOSPC', 'EIO']) expect(fixOf(code)).toContain('Free some space');
});
