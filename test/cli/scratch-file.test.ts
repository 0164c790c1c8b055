/** Scratch files as they really are: read by position, without a name, gone with the program. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchFile } from '../../src/cli/files/scratch-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-scratch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files without a name below the folder that this process has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${descriptor}`);
      return target.startsWith(folder) ? [`/proc/self/fd/${descriptor}`] : [];
    } catch {
      return []; // It was the folder's own descriptor.
    }
  });
}

describe('a scratch file', () => {
  it('gives at each position what was written there', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), fc.nat(200), fc.nat(200), (pieces, one, other) => {
        const scratch = scratchFile(folder);
        for (const piece of pieces) scratch.append(piece);
        const all = Buffer.concat(pieces);
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect(scratch.stored().length).toBe(all.length);
        expect(scratch.stored().read(start, end)).toBe(
          all.toString('latin1', start, Math.max(start, Math.min(end, all.length))),
        );
        scratch.discard();
      }),
      { numRuns: 50 },
    );
  });

  it('tells what it had when it was asked, while more is written', () => {
    const scratch = scratchFile(folder);
    scratch.append(Buffer.from('abc'));
    const before = scratch.stored();
    scratch.append(Buffer.from('def'));
    expect([before.length, scratch.stored().length, scratch.stored().read(2, 4)]).toEqual([3, 6, 'cd']);
    scratch.discard();
  });

  it('has no name, and no one else may open it', (context) => {
    context.skip(!existsSync('/proc/self/fd'), 'this system does not tell which files are open');
    const scratch = scratchFile(folder);
    expect(openFiles()).toEqual([]);
    scratch.append(Buffer.from('secret'));
    expect(readdirSync(folder)).toEqual([]);
    const [open = '', ...others] = openFiles();
    expect(others).toEqual([]);
    expect(readFileSync(open, 'utf8')).toBe('secret');
    expect((statSync(open).mode & 0o777).toString(8)).toBe('600');
    scratch.discard();
    expect(openFiles()).toEqual([]);
  });

  it('has nothing left after it is discarded, also for the next reader', () => {
    const scratch = scratchFile(folder);
    scratch.append(Buffer.from('abc'));
    const stored = scratch.stored();
    scratch.discard();
    scratch.append(Buffer.from('def'));
    expect(stored.read(0, 3)).toBe('');
    scratch.discard();
  });

  it('takes nothing where there is no such folder, also not later: nothing comes after a gap', () => {
    const scratch = scratchFile(join(folder, 'none'));
    scratch.append(Buffer.from('abc'));
    mkdirSync(join(folder, 'none'));
    scratch.append(Buffer.from('def'));
    rmSync(join(folder, 'none'), { recursive: true });
    expect([scratch.stored().length, scratch.stored().read(0, 3)]).toEqual([0, '']);
  });

  it('keeps what it has where there is room for no more', (context) => {
    // A file may have 4 blocks of 512 bytes in this shell; the signal that says so is ignored.
    const script = `
      const { scratchFile } = await import('./src/cli/files/scratch-file.ts');
      const scratch = scratchFile(process.argv[1]);
      process.on('SIGXFSZ', () => {});
      for (let count = 0; count < 10; count++) scratch.append(Buffer.alloc(1000, 0x61 + count));
      const { length, read } = scratch.stored();
      process.stdout.write(JSON.stringify([length, read(1999, 2001), read(0, 5000).length]));
    `;
    const command = 'ulimit -f 4 && exec "$0" --input-type=module -e "$1" "$2"';
    const { status, stdout } = spawnSync('sh', ['-c', command, process.execPath, script, folder], { encoding: 'utf8' });
    context.skip(status !== 0, 'this shell cannot limit the size of files');
    expect(JSON.parse(stdout)).toEqual([2048, 'bc', 2048]);
  });
});
