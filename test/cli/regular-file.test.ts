/** Files that only make sense as such: what else has their name is refused in words, and is not waited for. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRegularFile } from '../../src/cli/files/read-file.ts';
import { hasTool } from '../support/cli/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-regular-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HAS_FIFOS = hasTool('mkfifo');
if (HAS_FIFOS) execFileSync('mkfifo', [at('fifo')]);
symlinkSync('/dev/zero', at('zero'));

describe('a regular file', () => {
  it('is read whole, up to the limit and no further', () => {
    writeFileSync(at('exact'), 'x'.repeat(10_000));
    expect(readRegularFile(at('exact'), 10_000).toString()).toBe('x'.repeat(10_000));
    expect(() => readRegularFile(at('exact'), 9_999)).toThrow(/^it has more than 9999 bytes$/);
  });

  it('that says a length of its own is read to its end', ({ skip }) => {
    if (process.platform !== 'linux') skip('only /proc has files that have more bytes than they say');
    expect(readRegularFile('/proc/self/status', 100_000).toString()).toContain('Pid:');
    expect(() => readRegularFile('/proc/self/status', 100)).toThrow('it has more than 100 bytes');
  });

  it('is never a folder, a device, or a FIFO, which is not waited for', ({ skip }) => {
    expect(() => readRegularFile(folder, 10)).toThrow('it is a folder');
    expect(() => readRegularFile(at('zero'), 10)).toThrow('it is a device');
    if (!HAS_FIFOS) skip('there is no mkfifo');
    expect(() => readRegularFile(at('fifo'), 10)).toThrow('it is a FIFO');
  });
});
