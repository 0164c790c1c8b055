/** One process has a folder at a time; what a killed one has left is taken over. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisProcess } from '../../src/cli/processes/signals.ts';
import { lockFolder } from '../../src/disk/folder-lock.ts';
import { processWith } from '../support/cli/locking-process.ts';
import { expectProblem, sound } from '../support/problems.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the lock of a folder', () => {
  it('is refused to a second process while the first one is running, and says how to go on', () => {
    const first = sound(lockFolder(home, processWith({ id: 7 })));
    const [file = ''] = readdirSync(home);
    const second = expectProblem(lockFolder(home, processWith({ id: 8, running: [7] })), 'data-folder');
    expect(second.says).toContain('process 7');
    expect(second.fix).toContain(join(home, file));
    first.release();
    sound(lockFolder(home, processWith({ id: 8, running: [7] })));
  });

  it('leaves nothing of a process that was refused, or that has released it', () => {
    const first = sound(lockFolder(home, processWith({ id: 7 })));
    lockFolder(home, processWith({ id: 8, running: [7] }));
    expect(readdirSync(home)).toHaveLength(1);
    first.release();
    expect(readdirSync(home)).toEqual([]);
  });

  it('is taken over from a process that was killed, also if this one has the same ID', () => {
    for (const id of [7, 8, 8]) sound(lockFolder(home, processWith({ id })));
    expect(readdirSync(home)).toHaveLength(1);
  });

  it('is not taken over from another machine, of which nothing is known', () => {
    sound(lockFolder(home, processWith({ id: 7, host: 'there' })));
    expect(expectProblem(lockFolder(home, processWith({ id: 7 })), 'data-folder').says).toContain('there');
  });

  it('is not taken over if the file does not say whose it is', () => {
    writeFileSync(join(home, 'lock-x'), '');
    expectProblem(lockFolder(home, processWith()), 'data-folder');
  });

  it('belongs to one of two that want it at the same time', () => {
    sound(lockFolder(home, processWith({ id: 1 })));
    const second = processWith({ id: 8, running: [7] });
    const seconds: unknown[] = [];
    const isRunning = () => {
      seconds.push(lockFolder(home, second));
      return false;
    };
    sound(lockFolder(home, { ...processWith({ id: 7 }), isRunning }));
    expect(seconds).toMatchObject([{ code: 'data-folder' }]);
  });

  it('knows which processes are running', () => {
    const { id, isRunning } = thisProcess();
    expect([isRunning(id), isRunning(2 ** 30)]).toEqual([true, false]);
  });
});
