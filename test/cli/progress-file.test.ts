/** Where progress is kept, and how: whole, for its owner, and never in the place of something else. */
import {
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realProgress, usualProgressFile } from '../../src/cli/files/progress-file.ts';
import { expectProblem } from '../support/problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-progress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const { readProgress, updateProgress } = realProgress();
const writeProgress = (file: string, text: string) => updateProgress(file, () => text);

describe('the usual file', () => {
  it.each([
    ['in the state directory', 'linux', { XDG_STATE_HOME: '/state' }, '/state/sigv4-inspector/progress'],
    ['at home without one', 'linux', {}, '/home/me/.local/state/sigv4-inspector/progress'],
    ['at home where it is empty', 'darwin', { XDG_STATE_HOME: '' }, '/home/me/.local/state/sigv4-inspector/progress'],
    [
      'at home where it is relative, which the specification has ignored',
      'linux',
      { XDG_STATE_HOME: 'state' },
      '/home/me/.local/state/sigv4-inspector/progress',
    ],
    [
      'with local data on Windows, whatever the other says',
      'win32',
      { LOCALAPPDATA: '/local', XDG_STATE_HOME: '/state' },
      '/local/sigv4-inspector/progress',
    ],
  ] as const)('is %s', (_where, platform, environment, wanted) => {
    expect(usualProgressFile({ platform, environment, home: '/home/me' })).toBe(wanted);
  });
});

describe('a file of progress', () => {
  it('is empty where there is none', async () => {
    expect(await readProgress(at('none/progress'))).toBe('');
  });

  it('is made with its folders, which no one else may read', async () => {
    expect(await writeProgress(at('made/below/progress'), 'ten-lines send seen\n')).toBeNull();
    expect(await readProgress(at('made/below/progress'))).toBe('ten-lines send seen\n');
    expect(statSync(at('made/below')).mode & 0o777).toBe(0o700);
    expect(statSync(at('made/below/progress')).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing beside it', async () => {
    await writeProgress(at('alone/progress'), 'one\n');
    await writeProgress(at('alone/progress'), 'two\n');
    expect(readdirSync(at('alone'))).toEqual(['progress']);
  });

  it('stays where a symbolic link leads', async () => {
    writeFileSync(at('target'), 'old\n');
    symlinkSync(at('target'), at('link'));
    expect(await writeProgress(at('link'), 'new\n')).toBeNull();
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('target'), 'utf8')).toBe('new\n');
  });

  it.each([
    ['a folder', () => folder],
    ['a device', () => '/dev/null'],
  ])('is never %s', async (_what, path) => {
    expectProblem(await readProgress(path()), 'progress');
    expectProblem(await writeProgress(path(), 'x'), 'progress');
    expect(statSync(path()).isFile()).toBe(false);
  });

  it('that is no text is not read as one, so it is not overwritten', async () => {
    writeFileSync(at('latin1'), Buffer.from([0x61, 0xe9]));
    expect(expectProblem(await readProgress(at('latin1')), 'progress').says).toContain('UTF-8');
  });

  it('that cannot be written is said with its name', async ({ skip }) => {
    if (!existsSync('/proc/version')) skip('there is no /proc, where nobody can make a file');
    expect(expectProblem(await writeProgress('/proc/progress', 'x'), 'progress').says).toContain('"/proc/progress"');
  });

  it.for(['/proc/nope/progress', '/proc/nope/below/progress', '/proc/1/nope/progress'])(
    'below a folder that cannot be made is said, and is not waited for: %s',
    async (path, { skip }) => {
      if (!existsSync('/proc/version')) skip('there is no /proc, where nobody can make a folder');
      expect(expectProblem(await writeProgress(path, 'x'), 'progress').says).toContain('is not saved');
    },
  );

  it('that may only be read is not written', async ({ skip }) => {
    writeFileSync(at('read-only'), 'old\n', { mode: 0o444 });
    if (process.getuid?.() === 0) skip('root may write every file');
    expectProblem(await writeProgress(at('read-only'), 'new\n'), 'progress');
    expect(readFileSync(at('read-only'), 'utf8')).toBe('old\n');
  });

  it('is changed by one after the other, and each finds what the one before has written', async () => {
    const letters = [...'abcdefghijkl'];
    await Promise.all(letters.map((letter) => updateProgress(at('shared/progress'), (text) => text + letter)));
    expect([...((await readProgress(at('shared/progress'))) as string)].toSorted()).toEqual(letters);
    expect(readdirSync(at('shared'))).toEqual(['progress']);
  });

  it.each([
    { lock: 'that was left behind is taken', age: 11, wanted: 'new\n', left: ['progress'] },
    { lock: 'from tomorrow is taken: the clock was set back', age: -86_400, wanted: 'new\n', left: ['progress'] },
    { lock: 'that somebody holds is waited for, and left', age: 0, wanted: '', left: ['progress.lock'] },
  ])('a lock $lock', async ({ age, wanted, left }) => {
    const own = mkdtempSync(join(folder, 'locked-'));
    const lock = join(own, 'progress.lock');
    writeFileSync(lock, '');
    // Still young when the waiting ends.
    const made = Date.now() / 1000 - age;
    utimesSync(lock, made, made);
    const failed = await writeProgress(join(own, 'progress'), 'new\n');
    expect(failed === null).toBe(wanted !== '');
    if (failed) expect(failed.fix).toContain(JSON.stringify(lock));
    expect(await readProgress(join(own, 'progress'))).toBe(wanted);
    expect(readdirSync(own)).toEqual(left);
  });

  it.each([
    ['a folder', (lock: string) => mkdirSync(lock)],
    ['a file with something in it', (lock: string) => writeFileSync(lock, 'precious')],
    ['a link', (lock: string) => symlinkSync('nowhere', lock)],
  ])('a lock that is %s is left alone, however old it is, and said', async (_what, make) => {
    const own = mkdtempSync(join(folder, 'other-'));
    const lock = join(own, 'progress.lock');
    make(lock);
    lutimesSync(lock, 0, 0);
    const before = lstatSync(lock);
    const failed = expectProblem(await writeProgress(join(own, 'progress'), 'new\n'), 'progress');
    expect(failed.says).toContain(`${JSON.stringify(lock)} is not a lock of this program`);
    expect(readdirSync(own)).toEqual(['progress.lock']);
    expect(lstatSync(lock)).toMatchObject({ ino: before.ino, mode: before.mode, size: before.size });
  });

  it('is written beside itself under a name that no one can foresee, and no link is followed', async () => {
    const own = mkdtempSync(join(folder, 'linked-'));
    writeFileSync(join(own, 'victim'), 'precious');
    for (const id of [process.pid, process.ppid]) symlinkSync('victim', join(own, `progress.${id}`));
    expect(await writeProgress(join(own, 'progress'), 'new\n')).toBeNull();
    expect(readFileSync(join(own, 'victim'), 'utf8')).toBe('precious');
    expect(lstatSync(join(own, 'progress')).isFile()).toBe(true);
    expect(readFileSync(join(own, 'progress'), 'utf8')).toBe('new\n');
  });

  it('is no longer than a megabyte, or is not read', async () => {
    writeFileSync(at('long'), '');
    truncateSync(at('long'), 1_048_577);
    expect(expectProblem(await readProgress(at('long')), 'progress').says).toContain('more than 1048576 bytes');
  });

  it('whose change is a fault of the program says so, and leaves no lock', async () => {
    const fault = new Error('a fault');
    const change = () => {
      throw fault;
    };
    await expect(updateProgress(at('fault/progress'), change)).rejects.toBe(fault);
    expect(readdirSync(at('fault'))).toEqual([]);
  });

  it('below what is no folder is said', async () => {
    writeFileSync(at('file'), '');
    expectProblem(await writeProgress(at('file/progress'), 'x'), 'progress');
  });
});
