/** Files for bodies, which have no name. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { type BodyFiles, namelessFiles } from '../../src/disk/temporary-files.ts';
import { sound } from '../support/problems.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const bytes = (text: string) => Buffer.from(text, 'latin1');
const textOf = (array: Uint8Array) => Buffer.from(array).toString('latin1');

function written(maker: BodyFiles, ...pieces: readonly string[]) {
  const file = sound(maker.create());
  for (const piece of pieces) expect(file.append(bytes(piece))).toBeNull();
  return file;
}

describe('a file without a name', () => {
  it('is in no folder, and has what was written', () => {
    const content = written(namelessFiles(home), 'first, ', 'second');
    expect(readdirSync(home)).toEqual([]);
    expect([content.length, textOf(content.read(0, 13)), textOf(content.read(7, 100))]).toEqual([
      13,
      'first, second',
      'second',
    ]);
  });

  it('gives its space back when it is removed and no longer read, and not before', () => {
    const maker = namelessFiles(home, 10);
    const content = written(maker, '1234567890');
    const release = content.hold();
    content.remove();
    expect(textOf(content.read(0, 4))).toBe('1234');
    const refused = sound(maker.create());
    expect(isProblem(refused.append(bytes('x')) ?? {})).toBe(true);
    refused.remove();
    release();
    expect(() => content.read(0, 4)).toThrow('EBADF');
    expect(written(maker, '0987654321').length).toBe(10);
  });

  it('is a problem where there is no folder', () => {
    expect(namelessFiles(join(home, 'not-there')).create()).toMatchObject({ code: 'no-space' });
  });
});
