/** Where progress is kept, and how: whole, for its owner, and never in the place of something else. */
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realProgress, usualProgressFile } from '../../src/cli/progress-file.ts';
import { expectProblem } from '../support/problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-progress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const { readProgress, writeProgress } = realProgress();

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

  it('is made with its folders, which nobody else may read', async () => {
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

  it('that is no text is not read as one, so that nobody writes over it', async () => {
    writeFileSync(at('latin1'), Buffer.from([0x61, 0xe9]));
    expect(expectProblem(await readProgress(at('latin1')), 'progress').says).toContain('UTF-8');
  });

  it('that cannot be written is said with its name', async ({ skip }) => {
    if (!existsSync('/proc/version')) skip('there is no /proc, where nobody can make a file');
    expect(expectProblem(await writeProgress('/proc/progress', 'x'), 'progress').says).toContain('"/proc/progress"');
  });

  it('below what is no folder is said', async () => {
    writeFileSync(at('file'), '');
    expectProblem(await writeProgress(at('file/progress'), 'x'), 'progress');
  });
});
