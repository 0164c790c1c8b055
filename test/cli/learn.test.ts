/** `sigv4 learn` as it is installed: in a pipe, with its own files and a state directory. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { makeHome } from '../support/cli/own-home.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { runIn } from '../support/commands/in-process.ts';
import { tutorial } from '../support/fixtures.ts';

const home = makeHome();
afterAll(() => home.remove());

/** The program with this on standard input. */
function piped(
  input: string,
  ...words: string[]
): Promise<{ readonly status: number | null; readonly stdout: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    env: home.environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  child.stdin.end(input);
  return new Promise((resolved) => child.once('close', (status) => resolved({ status, stdout })));
}

/** The same in this process, for what a process has no part in. */
const here = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  runIn({ ...home.environment, ...more }, words);

describe('a signer that is handed in', () => {
  const answer = ['learn', 'answer', 'your-own-signer', '--step', 'signer'];
  const start = (program: string) => {
    const child = spawn(process.execPath, [PROGRAM, ...answer], {
      env: { ...home.environment, AWS_SECRET_ACCESS_KEY: 'made-up-and-marked' },
    });
    child.stdin.end(`'${process.execPath}' ${home.write('signer.cjs', program)}`);
    return child;
  };

  it('is not given the secrets of who hands it in', async () => {
    const seen = join(home.folder, 'seen');
    const child = start(`require('node:fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env));`);
    child.stdout.resume();
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(readFileSync(seen, 'utf8')).toContain('"PATH"');
    expect(readFileSync(seen, 'utf8')).not.toContain('made-up-and-marked');
  });

  it('ends when somebody ends the program, which keeps nothing', async () => {
    const pidFile = join(home.folder, 'pid');
    const child = start(`require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
      setInterval(() => {}, 1000);`);
    let said = '';
    child.stderr.on('data', (piece) => {
      said += piece;
    });
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/\d/);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
    expect(said).toBe('sigv4: Grading your signer was interrupted, and nothing is kept. Run the command again.\n');
    const { stdout } = spawnSync('ps', ['-o', 'state=', '-p', readFileSync(pidFile, 'utf8')], { encoding: 'utf8' });
    expect(stdout.trim()).toMatch(/^(?:Z.*)?$/);
  });
});

describe('what was done', () => {
  const usual = '.local/state/sigv4-inspector/progress';

  it('is kept at home, and found again', async () => {
    const path = home.write(usual, '# mine\na-later-version step seen with more\n');
    expect((await home.run(['learn', 'hint', 'ten-lines'])).status).toBe(0);
    const kept = readFileSync(path, 'utf8');
    expect(kept).toContain('\na-later-version step seen with more\n');
    expect(kept).toMatch(/^ten-lines [a-z-]+ open hints 1$/m);
    expect((await here(['learn', 'list'])).stdout).toMatch(/ten-lines +\d+ min {2}started/);
  });

  it('is kept where the environment or an option says', async () => {
    const state = join(home.folder, 'state');
    const named = join(home.folder, 'named');
    await here(['learn', 'hint', 'ten-lines'], { XDG_STATE_HOME: state });
    await here(['learn', 'hint', 'ten-lines', '--state', named]);
    for (const path of [join(state, 'sigv4-inspector/progress'), named])
      expect(readFileSync(path, 'utf8')).toContain('hints 1');
  });

  it('needs no place: without one the course goes on, and says so once', async () => {
    home.write('a-file', '');
    const { status, stdout, stderr } = await here(['learn', 'hint', 'ten-lines'], {
      XDG_STATE_HOME: join(home.folder, 'a-file'),
    });
    expect(status).toBe(1);
    expect(stdout).toContain('Hint 1 of 3');
    expect(stderr.match(/sigv4:/g)).toHaveLength(1);
  });

  it('has all answers that were given at the same time', async () => {
    const state = join(home.folder, 'at-once');
    const predictions = readLessons(tutorial).flatMap(({ name, predict }) =>
      predict.filter(({ answer }) => answer.kind === 'choose').map(({ id }) => ({ name, id })),
    );
    const four = predictions.slice(0, 4);
    const ends = await Promise.all(
      four.map(({ name, id }) => piped('b\n', 'learn', 'answer', name, '--step', id, '--state', state)),
    );
    expect(ends.map(({ status }) => status)).toEqual(four.map(() => 0));
    const lines = readFileSync(state, 'utf8').split('\n');
    expect(lines).toEqual(expect.arrayContaining(four.map(({ name, id }) => `${name} ${id} answered answer b`)));
  });

  it('is said to be lost at once where its folder cannot be made', async ({ skip }) => {
    if (!existsSync('/proc/version')) skip('there is no /proc, where nobody can make a folder');
    const { status, stdout, stderr } = await here(['learn', 'hint', 'ten-lines'], { XDG_STATE_HOME: '/proc/nope' });
    expect(status).toBe(1);
    expect(stdout).toContain('Hint 1 of 3');
    expect(stderr).toContain('is not saved');
  });

  it('is not begun by looking', async () => {
    const state = join(home.folder, 'untouched');
    for (const words of [['learn'], ['learn', 'ten-lines'], ['learn', 'test'], ['learn', 'list', 'line']])
      expect((await here(words, { XDG_STATE_HOME: state })).status).toBe(0);
    expect(existsSync(state)).toBe(false);
  });
});

describe('an answer', () => {
  it('comes from a script, and its exit code says whether it is right', async () => {
    const answer = ['learn', 'answer', 'ten-lines', '--step', 'typed'];
    const lines = ['GET', '/test.txt', '', 'host:examplebucket.s3.amazonaws.com', 'range:bytes=0-9'];
    expect(await piped(`${lines.join('\n')}\n`, ...answer)).toMatchObject({ status: 0 });
    const wrong = await piped(`${lines.join('\n').toUpperCase()}\n`, ...answer);
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toContain('Line 2, column 2 (byte 5): "T" (0x54) is where "t" (0x74) belongs.');
  });
});
