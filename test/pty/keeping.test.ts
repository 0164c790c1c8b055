/** What is kept of a lesson on the screen: also what is answered in another terminal; and nothing is waited for in vain. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { KEYS, startScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'two-terminals-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own, as in another terminal; the exit code. */
function answer(file: string, step: string, letter: string): Promise<number | null> {
  const words = ['learn', 'answer', 'knock', '--step', step, '--state', file];
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${letter}\n`);
  return new Promise((resolved) => child.once('close', resolved));
}

/** The first page of the lesson is longer than the window: enter reads on, and then begins. */
async function begin(screen: WalkScreen): Promise<void> {
  screen.write(KEYS.enter);
  await screen.until(() => screen.text().includes('↵ begin') && screen.text().includes('▲ PgUp'));
  screen.write(KEYS.enter);
  await screen.until(() => screen.text().includes('40 characters'));
}

describe('a lesson that is open on the screen', () => {
  it('keeps what was answered elsewhere, and what is answered on the screen', async () => {
    const file = join(folder, 'progress');
    const screen = startScreenHere(['learn', 'knock', '--state', file], { columns: 80, rows: 24 });
    try {
      await screen.until(() => screen.text().includes('Knock without a key'));
      expect(await answer(file, 'how-s3-checks', 'b')).toBe(0);
      await begin(screen);
      screen.write(`a${KEYS.enter}`);
      await screen.until(() => screen.text().includes('✓ c  nowhere  this one'));
      screen.write('q');
      await screen.exited();
      expect(screen.exitCode()).toBe(0);
    } finally {
      screen.dispose();
    }
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toContain('knock how-s3-checks answered answer b');
    expect(lines).toContain('knock where-is-the-secret answered answer a');
  });

  it('says that nothing is kept where its folder cannot be made, and can be left', async ({ skip }) => {
    if (!existsSync('/proc/version')) skip('there is no /proc, where nobody can make a folder');
    const screen = startScreenHere(['learn', 'knock', '--state', '/proc/nope/progress'], { columns: 80, rows: 24 });
    try {
      await screen.until(() => screen.text().includes('Knock without a key'));
      await begin(screen);
      screen.write(`a${KEYS.enter}`);
      await screen.until(() => screen.text().includes('is not saved'));
      screen.write('q');
      await screen.exited();
      expect(screen.exitCode()).toBe(0);
    } finally {
      screen.dispose();
    }
  });
});
