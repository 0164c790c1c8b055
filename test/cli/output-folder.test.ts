/** A folder is written completely or not at all, and a file of a person is never touched. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeFolder } from '../../src/cli/files/output-folder.ts';

const FIRST = new Map([
  ['index.html', 'one'],
  ['causes/a.html', 'ä'],
]);
const SECOND = new Map([['index.html', 'two']]);

let above = '';
let folder = '';
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'sigv4-folder-'));
  folder = join(above, 'book');
});

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('a folder', () => {
  it.each(['new', 'empty'])('that is %s gets the files and their list', async (state) => {
    if (state === 'empty') mkdirSync(folder);
    expect(await writeFolder(folder, FIRST)).toEqual({ state: 'new', length: 5 });
    expect([read('index.html'), read('causes/a.html')]).toEqual(['one', 'ä']);
    expect(Object.keys(JSON.parse(read('book.json')).files)).toEqual(['index.html', 'causes/a.html']);
    expect(readdirSync(above)).toEqual(['book']);
  });

  it('with an earlier book gets the new one, and loses the rest of the old one', async () => {
    await writeFolder(folder, FIRST);
    expect(await writeFolder(folder, SECOND)).toEqual({ state: 'replaced', length: 3 });
    expect([read('index.html'), readdirSync(folder).sort()]).toEqual(['two', ['book.json', 'index.html']]);
    expect(readdirSync(above)).toEqual(['book']);
  });

  it('that a symbolic link names is replaced, and the link stays', async () => {
    mkdirSync(folder);
    symlinkSync(folder, join(above, 'link'));
    expect(await writeFolder(join(above, 'link'), FIRST)).toMatchObject({ state: 'new' });
    expect(readdirSync(above).sort()).toEqual(['book', 'link']);
    expect(read('index.html')).toBe('one');
  });

  it.each([
    ['a file of its own', 'notes.txt', 'is not part of a book'],
    ['a file in a folder of the book', 'causes/mine.html', 'is not part of a book'],
    ['a page that was edited', 'index.html', 'was changed after the book was written'],
  ])('with %s stays as it is', async (_what, name, why) => {
    await writeFolder(folder, FIRST);
    writeFileSync(join(folder, name), 'mine');
    expect(await writeFolder(folder, SECOND)).toMatchObject({ says: expect.stringContaining(why) });
    expect([read(name), read('causes/a.html')]).toEqual(['mine', 'ä']);
    expect(readdirSync(above)).toEqual(['book']);
  });

  it('without a list, with a damaged list, or with only a list, is not a book', async () => {
    mkdirSync(folder);
    for (const list of ['{}', 'no JSON']) {
      writeFileSync(join(folder, 'book.json'), list);
      expect(await writeFolder(folder, SECOND)).toMatchObject({ code: 'folder' });
      expect(read('book.json')).toBe(list);
    }
  });

  it('that cannot be made is a problem, with nothing left', async () => {
    writeFileSync(folder, 'a file');
    expect(await writeFolder(folder, FIRST)).toMatchObject({ code: 'output' });
    expect(await writeFolder(join(folder, 'below'), FIRST)).toMatchObject({ code: 'output' });
    expect([readdirSync(above), readFileSync(folder, 'utf8')]).toEqual([['book'], 'a file']);
  });

  it('that is the current one is not replaced under the shell', async () => {
    expect(await writeFolder('.', FIRST)).toMatchObject({
      says: expect.stringContaining('the folder that you are in'),
    });
  });
});
