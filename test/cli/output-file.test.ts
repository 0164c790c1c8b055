/** Files for results as they really are: whole or as they were, and what came of the rest has a name that says so. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../src/bytes/system-errors.ts';
import { createFile, outputTo, type Target } from '../../src/cli/files/output-file.ts';
import { hasTool } from '../support/cli/program.ts';
import { expectProblem, sound } from '../support/problems.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sigv4-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const created = async (name: string) => sound(await createFile(at(name), new AbortController().signal));
const content = (name: string) => readFileSync(at(name), 'latin1');
const modeOf = (name: string) => statSync(at(name)).mode & 0o777;
const IS_ROOT = process.getuid?.() === 0;

describe('a file that is replaced', () => {
  it('is as it was until all of the new content is there', async () => {
    writeFileSync(at('file'), 'precious');
    const file = await created('file');
    expect(await file.write(Buffer.from('ne'))).toBeNull();
    expect(await file.write(Buffer.from('w'))).toBeNull();
    expect([content('file'), content('file.partial')]).toEqual(['precious', 'new']);
    expect(await file.finish()).toBeNull();
    expect([content('file'), readdirSync(folder)]).toEqual(['new', ['file']]);
  });

  it('is as it was where the rest does not come; what came is beside it', async () => {
    writeFileSync(at('file'), 'precious');
    for (const name of ['file', 'new']) {
      const file = await created(name);
      await file.write(Buffer.from('abc'));
      expect(await file.abandon()).toEqual({ path: at(`${name}.partial`), length: 3 });
      expect(content(`${name}.partial`)).toBe('abc');
    }
    expect([content('file'), existsSync(at('new'))]).toEqual(['precious', false]);
  });

  it('is as it was where nothing came, and nothing is beside it', async () => {
    writeFileSync(at('file'), 'precious');
    for (const name of ['file', 'new']) expect(await (await created(name)).abandon()).toBeNull();
    expect([content('file'), readdirSync(folder)]).toEqual(['precious', ['file']]);
  });

  it('is empty where the whole of nothing came', async () => {
    writeFileSync(at('file'), 'precious');
    expect(await (await created('file')).finish()).toBeNull();
    expect([content('file'), readdirSync(folder)]).toEqual(['', ['file']]);
  });

  it('never overwrites what an earlier transfer has left, nor follows a link of that name', async () => {
    writeFileSync(at('file.partial'), 'earlier');
    writeFileSync(at('victim'), 'precious');
    symlinkSync('victim', at('other.partial'));
    for (const name of ['file', 'other']) {
      const file = await created(name);
      await file.write(Buffer.from('abc'));
      const { path } = (await file.abandon()) ?? { path: '' };
      expect(path).toMatch(/(?:file|other)\.[0-9a-z]+\.partial$/);
      expect(readFileSync(path, 'latin1')).toBe('abc');
    }
    expect([content('file.partial'), content('victim')]).toEqual(['earlier', 'precious']);
  });

  it.each([0o600, 0o640, 0o666, 0o755])('keeps its mode: %o', async (mode) => {
    writeFileSync(at('file'), '');
    chmodSync(at('file'), mode);
    const file = await created('file');
    await file.write(Buffer.from('a'));
    expect(modeOf('file.partial')).toBe(mode);
    await file.finish();
    expect([modeOf('file'), content('file')]).toEqual([mode, 'a']);
  });

  it('has the mode of a new file where it was not there', async () => {
    writeFileSync(at('ordinary'), '');
    await (await created('file')).finish();
    expect(modeOf('file')).toBe(modeOf('ordinary'));
  });

  it('can be read by its owner alone', async () => {
    await sound(await createFile(at('file'), new AbortController().signal, 'owner')).finish();
    expect(modeOf('file')).toBe(0o600);
  });

  it('keeps its owner', async (context) => {
    context.skip(!IS_ROOT, 'only root can give files away');
    writeFileSync(at('file'), '');
    execFileSync('chown', ['1234:4321', at('file')]);
    await (await created('file')).finish();
    expect(statSync(at('file'))).toMatchObject({ uid: 1234, gid: 4321 });
  });
});

describe('a file that is written in place', () => {
  it('is one with another name, which still leads to it', async () => {
    writeFileSync(at('file'), 'precious');
    linkSync(at('file'), at('other'));
    const file = await created('file');
    expect(content('other')).toBe('precious');
    await file.write(Buffer.from('new'));
    expect(await file.finish()).toBeNull();
    expect([content('file'), content('other')]).toEqual(['new', 'new']);
  });

  it('is what a symbolic link leads to, there or not', async () => {
    writeFileSync(at('target'), 'precious');
    symlinkSync('target', at('link'));
    symlinkSync('none', at('dangling'));
    for (const name of ['link', 'dangling']) {
      const file = await created(name);
      await file.write(Buffer.from('new'));
      expect(await file.abandon()).toEqual({ path: at(name), length: 3 });
      expect([content(name), lstatSync(at(name)).isSymbolicLink()]).toEqual(['new', true]);
    }
    expect(content('target')).toBe('new');
  });

  it('is as it was where nothing came, and not there where it was not', async () => {
    writeFileSync(at('target'), 'precious');
    symlinkSync('target', at('link'));
    symlinkSync('none', at('dangling'));
    for (const name of ['link', 'dangling']) expect(await (await created(name)).abandon()).toBeNull();
    expect([content('link'), existsSync(at('none')), readlinkSync(at('dangling'))]).toEqual([
      'precious',
      false,
      'none',
    ]);
  });

  it('is one in a folder in which nothing can be made', async (context) => {
    context.skip(IS_ROOT, 'root may write everywhere');
    mkdirSync(at('closed'));
    writeFileSync(at('closed/file'), 'precious');
    chmodSync(at('closed'), 0o555);
    const file = await created('closed/file');
    await file.write(Buffer.from('new'));
    expect(await file.finish()).toBeNull();
    chmodSync(at('closed'), 0o755);
    expect([content('closed/file'), readdirSync(at('closed'))]).toEqual(['new', ['file']]);
  });

  it('is one whose name leaves no room for a longer one', async () => {
    const name = 'n'.repeat(255);
    const file = await created(name);
    await file.write(Buffer.from('new'));
    expect(await file.finish()).toBeNull();
    expect([content(name), readdirSync(folder)]).toEqual(['new', [name]]);
  });

  it('may be a device', async () => {
    const file = sound(await createFile('/dev/null', new AbortController().signal));
    expect(await file.write(Buffer.from('abc'))).toBeNull();
    expect(await file.finish()).toBeNull();
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('a FIFO', () => {
  const READING = constants.O_RDONLY | constants.O_NONBLOCK;
  /** What is in the FIFO at the moment, up to 64 KiB. */
  const readNow = (reader: number): Buffer => {
    const piece = Buffer.alloc(65_536);
    try {
      return piece.subarray(0, readSync(reader, piece));
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return piece.subarray(0, 0);
      throw error;
    }
  };
  const fifo = () => execFileSync('mkfifo', [at('fifo')]);
  /** Whether a process has it open to read: otherwise it cannot be opened to write without waiting (ENXIO). */
  const hasReader = () => {
    try {
      closeSync(openSync(at('fifo'), constants.O_WRONLY | constants.O_NONBLOCK));
      return true;
    } catch {
      return false;
    }
  };

  it('waits for its reader, and for room when the reader is slow', async (context) => {
    context.skip(!hasTool('mkfifo'), 'there is no mkfifo');
    fifo();
    const opening = created('fifo');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const reader = openSync(at('fifo'), READING);
    const file = await opening;
    const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => index % 251));
    const writing = file.write(bytes);
    const read: Buffer[] = [];
    for (let total = 0; total < bytes.length; ) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const piece = readNow(reader);
      read.push(piece);
      total += piece.length;
    }
    expect(await writing).toBeNull();
    expect(await file.finish()).toBeNull();
    closeSync(reader);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(lstatSync(at('fifo')).isFIFO()).toBe(true);
  });

  it('is not waited for after an interruption', async (context) => {
    context.skip(!hasTool('mkfifo'), 'there is no mkfifo');
    fifo();
    const found = await createFile(at('fifo'), AbortSignal.timeout(100));
    expect(expectProblem(found, 'interrupted').says).toContain('fifo');
  });

  it('is given up, with what it took, while its reader takes no more', async (context) => {
    context.skip(!hasTool('mkfifo'), 'there is no mkfifo');
    fifo();
    const reader = openSync(at('fifo'), READING);
    const file = await created('fifo');
    const writing = file.write(Buffer.alloc(1_000_000));
    // The reader has some of it, and takes no more.
    await expect.poll(() => readNow(reader).length).toBeGreaterThan(0);
    const leftover = await file.abandon();
    await writing;
    closeSync(reader);
    expect(leftover?.path).toBe(at('fifo'));
    expect(leftover?.length).toBeGreaterThan(0);
    expect(leftover?.length).toBeLessThan(1_000_000);
  });

  it('whose reader leaves cannot be written', async (context) => {
    context.skip(!hasTool('mkfifo'), 'there is no mkfifo');
    fifo();
    const reader = openSync(at('fifo'), READING);
    const file = await created('fifo');
    closeSync(reader);
    // A child process that another file of tests starts has the reader too, until it runs its program.
    await expect.poll(hasReader).toBe(false);
    expect(expectProblem(await file.write(Buffer.from('a')), 'output').says).toContain('its reader has closed it');
    expect(await file.abandon()).toBeNull();
  });
});

describe('what cannot be written', () => {
  it.each(['.', 'none/file', 'none/', ''])('is a problem at once: %j', async (name) => {
    const found = await createFile(name === '' ? '' : at(name), new AbortController().signal);
    expectProblem(found, 'output');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is a file that may only be read, even where its folder would let it be replaced', async (context) => {
    context.skip(IS_ROOT, 'root may write everywhere');
    writeFileSync(at('file'), 'precious', { mode: 0o444 });
    const found = await createFile(at('file'), new AbortController().signal);
    expect(expectProblem(found, 'output').says).toContain('permission denied');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is a problem where the place was taken meanwhile, and all that came is kept', async () => {
    const file = await created('file');
    await file.write(Buffer.from('abc'));
    mkdirSync(at('file'));
    writeFileSync(at('file/precious'), '');
    expectProblem(await file.finish(), 'output');
    expect(await file.abandon()).toEqual({ path: at('file.partial'), length: 3 });
    expect(content('file.partial')).toBe('abc');
  });

  it('is a full device', async (context) => {
    context.skip(!existsSync('/dev/full'), 'there is no /dev/full');
    const file = sound(await createFile('/dev/full', new AbortController().signal));
    expect(expectProblem(await file.write(Buffer.from('a')), 'output')).toMatchObject({
      says: '"/dev/full" cannot be written: there is no space left.',
      fix: 'Free some space, or choose another file.',
    });
    expect(await file.abandon()).toBeNull();
  });
});

/** A file on a disk that does as it is told. */
function failingTarget(changes: Partial<Target['handle']>): Target & { readonly log: string[] } {
  const log: string[] = [];
  const handle = {
    write: async (bytes: Uint8Array, offset: number) => ({ bytesWritten: bytes.length - offset, buffer: bytes }),
    close: async () => {},
    ...changes,
  } as Target['handle'];
  const noted = (name: string) => async () => void log.push(name);
  return { handle, begin: noted('begin'), keep: noted('keep'), leave: async () => 'x.partial', log };
}

const failing = (code: string) => async () => {
  throw Object.assign(new Error(`${code}: a fault`), { code });
};

describe('a disk that fails', () => {
  it.each([
    ['EIO', 'the device reports an error'],
    ['ENOSPC', 'there is no space left'],
    ['EDQUOT', 'the quota is used up'],
    ['EFBIG', 'the file would be too large'],
    ['ENOLINK', 'ENOLINK: a fault'],
  ])('with %s is a problem, whether in the middle or at the end', async (code, reason) => {
    const says = `"x" cannot be written: ${reason}.`;
    const writing = outputTo('x', failingTarget({ write: failing(code) }));
    expect(expectProblem(await writing.write(Buffer.from('abc')), 'output').says).toBe(says);
    const target = failingTarget({ close: failing(code) });
    const closing = outputTo('x', target);
    expect(await closing.write(Buffer.from('abc'))).toBeNull();
    expect(expectProblem(await closing.finish(), 'output').says).toBe(says);
    expect(target.log).toEqual(['begin']);
    expect(await closing.abandon()).toEqual({ path: 'x.partial', length: 3 });
  });

  it('takes the rest where it took only some of the bytes, and is asked again when it is busy', async () => {
    const taken: number[] = [];
    let turn = 0;
    const write = async (bytes: Uint8Array, offset: number) => {
      turn += 1;
      if (turn === 2) throw Object.assign(new Error('busy'), { code: 'EAGAIN' });
      taken.push(...bytes.subarray(offset, offset + 2));
      return { bytesWritten: Math.min(2, bytes.length - offset), buffer: bytes };
    };
    const target = failingTarget({ write: write as Target['handle']['write'] });
    const file = outputTo('x', target);
    expect(await file.write(Buffer.from([1, 2, 3, 4, 5]))).toBeNull();
    expect(taken).toEqual([1, 2, 3, 4, 5]);
    expect(await file.finish()).toBeNull();
    expect(target.log).toEqual(['begin', 'keep']);
  });

  it('that takes no byte at all is a problem, and no endless loop', async () => {
    const write = async (bytes: Uint8Array) => ({ bytesWritten: 0, buffer: bytes });
    const file = outputTo('x', failingTarget({ write: write as Target['handle']['write'] }));
    expectProblem(await file.write(Buffer.from('a')), 'output');
  });
});
