/** `sigv4 signer` as programs run it: the built program with pipes, and the lines of docs/formats.md. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { PEAK_TELLER, withoutPeak } from '../support/cli/peak-memory.ts';
import { PROGRAM, run } from '../support/cli/program.ts';
import { orderWith } from '../support/commands/signer-lines.ts';

const LINE = JSON.stringify(orderWith());
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const sh = (script: string, input = '') =>
  spawnSync('bash', ['-o', 'pipefail', '-c', script], {
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
    env: { ...process.env, NODE: process.execPath, PROGRAM, PEAK_TELLER },
  });
const SIGNER = '"$NODE" "$PROGRAM" signer';

describe('sigv4 signer', () => {
  it('answers each line of a pipe and of a file, and says with its exit code whether all were signed', () => {
    const good = sh(SIGNER, `${LINE}\n`);
    expect([good.status, good.stderr, JSON.parse(good.stdout).signature]).toEqual([0, '', SIGNATURE]);
    const bad = sh(SIGNER, `${LINE}\nx\n`);
    expect([bad.status, bad.stderr, bad.stdout.trim().split('\n').length]).toEqual([1, '', 2]);
    const nothing = sh(`${SIGNER} < /dev/null`);
    expect([nothing.status, nothing.stderr, nothing.stdout]).toEqual([0, '', '']);
  });

  it('says in words where its input cannot be read', () => {
    const { status, stdout, stderr } = sh(`${SIGNER} < /`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'sigv4: Standard input cannot be read: it is a folder. Give lines of JSON, from a file or a pipe.\n',
    );
  });

  it('answers before the next line comes: programs talk with it', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'signer']);
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    for (const id of [1, 2, 3]) {
      const line = `${JSON.stringify(orderWith({ id }))}\n`;
      child.stdin.write(line.slice(0, 100));
      child.stdin.write(line.slice(100));
      const { value } = await answers.next();
      expect(JSON.parse(value ?? '')).toMatchObject({ id, signature: SIGNATURE });
    }
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends quietly when its answers are no longer read', () => {
    const { stdout, stderr, status } = sh(`${SIGNER} | head -n 1`, `${LINE}\n`.repeat(4_000));
    expect([JSON.parse(stdout).signature, stderr, status]).toEqual([SIGNATURE, '', 0]);
  });

  it('does not keep a line without end, and goes on after it', () => {
    const endless = `{ head -c 536870912 /dev/zero | tr '\\0' a; echo; cat; }`;
    const { stdout, stderr, status } = sh(`${endless} | "$NODE" --import "$PEAK_TELLER" "$PROGRAM" signer`, LINE);
    const [first, second] = stdout.split('\n').map((line) => (line === '' ? null : JSON.parse(line)));
    expect([status, first.problem.code, second.signature]).toEqual([1, 'line-too-long', SIGNATURE]);
    // Half a gigabyte came, and 64 MiB of it may be kept.
    const { peak } = withoutPeak(stderr);
    expect(peak).toBeGreaterThan(20 * 2 ** 20);
    expect(peak).toBeLessThan(384 * 2 ** 20);
  });

  it('signs a body of 40 MB', () => {
    const order = JSON.stringify(orderWith({}, { method: 'PUT', bodyBase64: 'QUFB'.repeat(10_000_000) }));
    const { stdout, status } = sh(SIGNER, `${order}\n${LINE}\n`);
    const [first, second] = stdout.split('\n');
    expect([status, JSON.parse(second ?? '').signature]).toEqual([0, SIGNATURE]);
    expect(JSON.parse(first ?? '').canonicalRequest).toMatch(/\n[0-9a-f]{64}$/);
  });

  it('explains its lines with --help', () => {
    const { stdout, status } = run('signer', '--help');
    expect(status).toBe(0);
    const members = [...Object.keys(orderWith()), 'sessionToken', 'payload', 'expires', 'signedHeaders', 'rules'];
    for (const name of [...members, 'algorithm', 'signingKeyHex', 'problem', 'quoted-spaces']) {
      expect(stdout).toContain(name);
    }
  });

  it('gives the answer that docs/formats.md shows', () => {
    const [, order = '', answer = ''] =
      /```json\n(\{"id":1,.*?\n)```\n[^`]*```json\n(.*?\n)```/s.exec(readFileSync('docs/formats.md', 'utf8')) ?? [];
    const onOneLine = (text: string) => JSON.stringify(JSON.parse(text));
    const { stdout, status } = sh(SIGNER, `${onOneLine(order)}\n`);
    expect(status).toBe(0);
    expect(stdout).toBe(`${onOneLine(answer)}\n`);
  });
});
