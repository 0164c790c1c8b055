/** `sigv4 verify --jsonl` as programs run it: the built program and pipes. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { makeHome } from '../support/cli/own-home.ts';
import { PEAK_TELLER, withoutPeak } from '../support/cli/peak-memory.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { capturesIn } from '../support/intake/captures.ts';
import { capturedLine, lineOf, signedLine, verdictsOnLines } from '../support/verification/verify-lines.ts';
import { PRESIGNED_URL, signedGetOf } from '../support/verification/verifying.ts';

const [FIRST] = capturesIn('.');
const AT = '20130524T000000Z';
const KEYS = {
  AWS_ACCESS_KEY_ID: FIRST?.accessKeyId ?? '',
  AWS_SECRET_ACCESS_KEY: FIRST?.secretAccessKey ?? '',
  AWS_CONFIG_FILE: 'none',
  AWS_SHARED_CREDENTIALS_FILE: 'none',
};
const environment = { ...process.env, ...KEYS, NODE: process.execPath, PROGRAM, PEAK_TELLER };
const sh = (script: string, input = '') =>
  spawnSync('bash', ['-o', 'pipefail', '-c', script], {
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
    env: environment,
  });
const VERIFY = `"$NODE" "$PROGRAM" verify --jsonl --at ${AT} -`;

/** Lines of every kind and of any length, in a mixed order. */
function mixedLines(count: number): string[] {
  const captures = capturesIn('.').filter(({ octets }) => octets.length < 4000);
  const kinds: readonly ((id: number) => string)[] = [
    (id) => signedLine({ id }),
    (id) => signedLine({ id }).replace('bytes=0-9', 'bytes=0-8'),
    (id) => JSON.stringify({ id, url: PRESIGNED_URL }),
    () => 'no JSON',
    (id) => lineOf('GET / HTTP/1.1\r\nHost: a\r\n\r\n', { id }),
    ...captures.map((capture) => (id: number) => capturedLine(capture).replace(/"id":"[^"]*"/, `"id":${id}`)),
    (id) => signedLine({ id, at: '20200101T000000Z' }),
    () => '',
  ];
  return Array.from({ length: count }, (_, id) => kinds[(id * 7) % kinds.length]?.(id) ?? '');
}

describe('sigv4 verify --jsonl', () => {
  it('answers 1,500 lines in their order, each as it is answered alone', async () => {
    const lines = mixedLines(1_500);
    const { stdout, stderr, status } = sh(VERIFY, lines.join('\n'));
    expect([stderr, status]).toEqual(['', 1]);
    const alone = await verdictsOnLines(lines.join('\n'), { options: { at: AT }, world: { environment: KEYS } });
    expect(stdout.length).toBeGreaterThan(75_000);
    expect(stdout === alone.output).toBe(true);
    expect(new Set(alone.lines.map(({ verdict }) => verdict))).toEqual(
      new Set(['match', 'mismatch', undefined, 'unsigned', 'expired']),
    );
  });

  it('answers lines that all match with exit code 0', () => {
    const { stdout, status } = sh(VERIFY, `${signedLine()}\n`.repeat(1_500));
    expect([status, new Set(stdout.trim().split('\n')).size, stdout.trim().split('\n').length]).toEqual([0, 1, 1_500]);
  });

  it('asks the profile once, in the middle', () => {
    const home = makeHome();
    const other = { keyId: 'AKIDOFTHESETESTSEXAMP', secret: 'of/these+tests/alone' };
    const log = join(home.folder, 'asked');
    const json = JSON.stringify({ Version: 1, AccessKeyId: other.keyId, SecretAccessKey: other.secret });
    const answer = home.write('process', `echo asked >> '${log}'; echo '${json}'\n`);
    home.write('.aws/config', `[default]\ncredential_process = bash ${answer}\n`);
    const strange = lineOf(signedGetOf(other));
    const ask = (lines: string) =>
      spawnSync(process.execPath, [PROGRAM, 'verify', '--jsonl', '--at', AT, '-'], {
        input: lines,
        encoding: 'utf8',
        maxBuffer: 256 * 2 ** 20,
        env: home.environment,
      });
    try {
      expect(ask(`${signedLine()}\n`.repeat(10)).status).toBe(0);
      expect(existsSync(log)).toBe(false);
      const { status, stdout, stderr } = ask(`${signedLine()}\n`.repeat(750) + `${strange}\n`.repeat(750));
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout.match(/"verdict":"match"/g)?.length).toBe(1_500);
      expect(readFileSync(log, 'utf8')).toBe('asked\n');
    } finally {
      home.remove();
    }
  });

  it('answers before the next line comes: programs talk with it', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'verify', '--jsonl', '--at', AT, '-'], { env: environment });
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    for (let id = 1; id <= 12; id++) {
      const line = `${signedLine({ id })}\n`;
      child.stdin.write(line.slice(0, 100));
      child.stdin.write(line.slice(100));
      const { value } = await answers.next();
      expect(JSON.parse(value ?? '')).toMatchObject({ id, verdict: 'match' });
    }
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends quietly when its answers are no longer read', () => {
    const { stdout, stderr, status } = sh(`${VERIFY} | head -n 1`, `${signedLine()}\n`.repeat(1_500));
    expect([JSON.parse(stdout).verdict, stderr, status]).toEqual(['match', '', 0]);
  });

  it('does not keep a line without end among others, and goes on after it', () => {
    const line = `${signedLine()}\n`;
    const endless = `{ cat "$BEFORE"; head -c 268435456 /dev/zero | tr '\\0' a; echo; cat; }`;
    const script = `BEFORE=$(mktemp); for i in $(seq 1000); do printf '%s' "$LINE"; done > "$BEFORE"; ${endless} | "$NODE" --import "$PEAK_TELLER" "$PROGRAM" verify --jsonl --at ${AT} -`;
    const { stdout, stderr, status } = spawnSync('bash', ['-o', 'pipefail', '-c', script], {
      input: line.repeat(1000),
      encoding: 'utf8',
      maxBuffer: 256 * 2 ** 20,
      env: { ...environment, LINE: line },
    });
    const answers = stdout.trim().split('\n');
    expect([status, answers.length]).toEqual([1, 2_001]);
    expect(JSON.parse(answers[1000] ?? '').problem.code).toBe('line-too-long');
    expect(answers.filter((answer) => answer.includes('"verdict":"match"')).length).toBe(2_000);
    // 256 MiB came, and 64 MiB of it may be kept.
    const { peak } = withoutPeak(stderr);
    expect(peak).toBeGreaterThan(20 * 2 ** 20);
    expect(peak).toBeLessThan(640 * 2 ** 20);
  });

  it('says in words where its input cannot be read', () => {
    const { status, stdout, stderr } = sh(`${VERIFY} < /`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^sigv4: Standard input cannot be read: it is a folder\./);
  });
});
