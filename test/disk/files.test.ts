/** Files for bodies: without a name, and in a folder in which everything lasts. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { type DataFolder, openDataFolder } from '../../src/disk/data-folder.ts';
import { type FileMaker, namelessFiles } from '../../src/disk/temporary-files.ts';
import { processWith } from '../support/cli/locking-process.ts';
import { sound } from '../support/problems.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const bytes = (text: string) => Buffer.from(text, 'latin1');
const textOf = (array: Uint8Array) => Buffer.from(array).toString('latin1');

function written(maker: FileMaker, ...pieces: readonly string[]) {
  const file = sound(maker.create());
  for (const piece of pieces) expect(file.append(bytes(piece))).toBeNull();
  return file;
}

describe('a file without a name', () => {
  it('is in no folder, and has what was written', () => {
    const content = written(namelessFiles(home), 'first, ', 'second').finish();
    expect(readdirSync(home)).toEqual([]);
    expect([content.length, textOf(content.read(0, 13)), textOf(content.read(7, 100))]).toEqual([
      13,
      'first, second',
      'second',
    ]);
  });

  it('gives its space back when its last owner is gone, and none before', () => {
    const maker = namelessFiles(home, 10);
    const content = written(maker, '1234567890').finish();
    content.retain();
    content.release();
    expect(textOf(content.read(0, 4))).toBe('1234');
    expect(isProblem(sound(maker.create()).append(bytes('x')) ?? {})).toBe(true);
    content.release();
    written(maker, '1234567890').discard();
    expect(written(maker, '0987654321').finish().length).toBe(10);
  });

  it('is a problem where there is no folder', () => {
    expect(namelessFiles(join(home, 'not-there')).create()).toMatchObject({ code: 'no-space' });
  });
});

describe('a data folder', () => {
  const open = (): DataFolder => sound(openDataFolder(join(home, 'data'), processWith()));

  it('can be read by its owner alone', () => {
    const folder = open();
    written(folder.bodies, 'body').finish();
    folder.writeRecord('object-1', '{}');
    const modes = ['data', 'data/bodies', 'data/records', 'data/bodies/body-00000001', 'data/records/object-1'].map(
      (path) => statSync(join(home, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600, 0o600]);
  });

  it('keeps records and the bodies that are opened again, and nothing else', () => {
    const first = open();
    const kept = written(first.bodies, 'kept').finish();
    written(first.bodies, 'never named').finish();
    sound(first.bodies.create()).append(bytes('torn'));
    first.writeRecord('a', 'one');
    first.writeRecord('a', 'two');
    writeFileSync(join(home, 'data/records/b.new'), 'torn');
    const second = open();
    expect(second.records()).toEqual([{ name: 'a', text: 'two' }]);
    const [name = ''] = kept.files;
    expect(textOf(sound(second.openBody(name)).read(0, 4))).toBe('kept');
    second.removeOtherBodies();
    expect(readdirSync(join(home, 'data/bodies'))).toEqual([name]);
    const next = written(second.bodies, 'next').finish();
    expect(next.files[0] === name).toBe(false);
  });

  it('deletes a body when its last owner is gone', () => {
    const folder = open();
    const content = written(folder.bodies, 'body').finish();
    const again = sound(folder.openBody(content.files[0] ?? ''));
    content.release();
    expect(textOf(again.read(0, 4))).toBe('body');
    again.release();
    expect(readdirSync(join(home, 'data/bodies'))).toEqual([]);
  });

  it('leaves alone every file that it did not write', () => {
    open().writeRecord('a', 'one');
    const others = ['thesis.txt', 'homework', '00000001', 'body-1', 'body-00000001.bak', '.gitkeep'];
    for (const name of others) {
      for (const folder of ['data', 'data/bodies', 'data/records']) writeFileSync(join(home, folder, name), 'mine');
    }
    const second = open();
    written(second.bodies, 'not named by a record').finish();
    const third = open();
    third.removeOtherBodies();
    for (const folder of ['data', 'data/bodies', 'data/records']) {
      expect(readdirSync(join(home, folder))).toEqual(expect.arrayContaining(others));
    }
    expect(readdirSync(join(home, 'data/bodies'))).toHaveLength(others.length);
  });

  it.each(['../thesis.txt', 'a/../../thesis.txt', '/etc/passwd', 'body-0000000', ''])(
    'opens no body with the name %j, which no record of its own has',
    (name) => {
      const folder = open();
      writeFileSync(join(home, 'data/thesis.txt'), 'mine');
      expect(folder.openBody(name)).toMatchObject({ code: 'no-body' });
    },
  );

  it('reads a body under the name that bodies had before', () => {
    const folder = open();
    writeFileSync(join(home, 'data/bodies/00000001'), 'old');
    expect(textOf(sound(folder.openBody('00000001')).read(0, 3))).toBe('old');
  });

  it('is a problem where a file has its name', () => {
    writeFileSync(join(home, 'data'), '');
    expect(openDataFolder(join(home, 'data'), processWith())).toMatchObject({ code: 'data-folder' });
  });
});
