/** A folder is written completely or not at all, and a file of a person is never touched. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
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
    ['a page that was edited', 'index.html', 'was changed after it was written'],
  ])('with %s stays as it is', async (_what, name, why) => {
    await writeFolder(folder, FIRST);
    writeFileSync(join(folder, name), 'mine');
    expect(await writeFolder(folder, SECOND)).toMatchObject({ says: expect.stringContaining(why) });
    expect([read(name), read('causes/a.html')]).toEqual(['mine', 'ä']);
    expect(readdirSync(above)).toEqual(['book']);
  });

  it('with a list that names files elsewhere loses nothing there', async () => {
    await writeFolder(folder, FIRST);
    const elsewhere = join(above, 'thesis.txt');
    writeFileSync(elsewhere, 'thesis');
    const { files } = JSON.parse(read('book.json'));
    const more = { '../thesis.txt': '', [elsewhere]: '', 'causes/../../thesis.txt': '', '..\\thesis.txt': '' };
    writeFileSync(join(folder, 'book.json'), JSON.stringify({ files: { ...files, ...more } }));
    expect(await writeFolder(folder, SECOND)).toEqual({ state: 'replaced', length: 3 });
    expect(readFileSync(elsewhere, 'utf8')).toBe('thesis');
    expect(readdirSync(above).sort()).toEqual(['book', 'thesis.txt']);
  });

  it('with a link is not replaced, even if its list names the link and what it leads to', async () => {
    await writeFolder(folder, FIRST);
    const { files } = JSON.parse(read('book.json'));
    writeFileSync(join(above, 'index.html'), 'one');
    for (const [name, to] of [
      ['link.html', join(above, 'index.html')],
      ['linked', above],
    ] as const) {
      symlinkSync(to, join(folder, name));
      const named = { ...files, [name]: files['index.html'], [`${name}/index.html`]: files['index.html'] };
      writeFileSync(join(folder, 'book.json'), JSON.stringify({ files: named }));
      expect(await writeFolder(folder, SECOND)).toMatchObject({ code: 'folder' });
      expect(readdirSync(folder)).toContain(name);
      unlinkSync(join(folder, name));
    }
    expect(readFileSync(join(above, 'index.html'), 'utf8')).toBe('one');
  });

  it('of which a page was removed by hand is replaced without a leftover', async () => {
    await writeFolder(folder, FIRST);
    unlinkSync(join(folder, 'causes/a.html'));
    rmdirSync(join(folder, 'causes'));
    expect(await writeFolder(folder, SECOND)).toMatchObject({ state: 'replaced' });
    expect(readdirSync(above)).toEqual(['book']);
  });

  it('without a list, with a damaged list, or with only a list, is not a book', async () => {
    mkdirSync(folder);
    for (const list of ['{}', 'no JSON', '{"files":{"index.html":""}}']) {
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
