/** Files as they really are: what can be read once only, what is too large. */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openBody } from '../../src/cli/files/real-files.ts';
import type { ReadProgress } from '../../src/http/body/progress.ts';
import type { RequestBody } from '../../src/http/body/request-body.ts';
import { hasTool, PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { WAIT } from '../support/waits.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-files-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HAS_FIFOS = hasTool('mkfifo');
if (HAS_FIFOS) execFileSync('mkfifo', [at('fifo')]);

/** A shell with the program as `sigv4`, in the folder of the tests. */
function shell(line: string) {
  const environment = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', HOME: folder, PATH: process.env.PATH ?? '' };
  const program = `sigv4() { "${process.execPath}" "${PROGRAM}" "$@"; }`;
  // A program that waits for a writer that never comes is ended, and has no status.
  const options = { cwd: folder, env: environment, encoding: 'latin1', timeout: WAIT } as const;
  return spawnSync('sh', ['-c', `${program}; ${line}`], options);
}

async function bytesOf({ open }: RequestBody): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of open()) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

describe('a body from a file', () => {
  it.each([true, false])('is known by length and beginning, and read anew each time; hashed: %s', async (isHashed) => {
    const bytes = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => index % 251)).toString('latin1');
    writeFileSync(at('file'), bytes, 'latin1');
    const body = sound(await openBody(at('file'), isHashed));
    expect({ length: body.length, sha256: body.sha256 }).toEqual({
      length: 70_000,
      sha256: isHashed ? sha256Of(bytes) : null,
    });
    expect(body.beginning === bytes.slice(0, 65_536)).toBe(true);
    expect((await bytesOf(body)) === bytes).toBe(true);
    expect((await bytesOf(body)) === bytes).toBe(true);
  });

  it.each([
    ['that is not there', 'none', 'there is no such file'],
    ['that is a folder', '.', 'cannot be read twice'],
  ])('%s is a problem', async (_what, name, says) => {
    for (const isHashed of [true, false]) {
      expect(expectProblem(await openBody(at(name), isHashed), 'file').says).toContain(says);
    }
  });

  it.each([true, false])('that can be read once only is refused in words; hashed: %s', async (isHashed) => {
    expectProblem(await openBody('/dev/null', isHashed), 'file');
  });

  it.for(['--data-binary @fifo -X PUT', '--post-policy policy -F file=@fifo -F key=a'])(
    'that is a FIFO is refused in words, and no writer is waited for: %s',
    (options, context) => {
      context.skip(!HAS_FIFOS, 'there is no mkfifo');
      const conditions = '"conditions": [{"bucket": "b"}, {"key": "a"}]';
      writeFileSync(at('policy'), `{"expiration": "2030-01-01T00:00:00Z", ${conditions}}`);
      const { status, stdout, stderr } = shell(`sigv4 sign ${options} s3://b${options.includes('PUT') ? '/a' : ''}`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        'sigv4: "fifo" cannot be read twice, to sign it and to send it. Pipe it into standard input, and use @-.\n',
      );
    },
  );

  it('that is a FIFO can be read where its bytes are held: with --data', (context) => {
    context.skip(!HAS_FIFOS, 'there is no mkfifo');
    const { status, stdout, stderr } = shell("printf 'a\\nb' > fifo & sigv4 sign -d @fifo https://h.example.com/");
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.slice(stdout.indexOf('\r\n\r\n'))).toBe('\r\n\r\nab');
  });
});

describe('a body that is hashed while somebody watches', () => {
  afterEach(() => vi.restoreAllMocks());
  const LENGTH = 2 ** 23;

  /** With a clock on which every piece of the file takes 60 ms. */
  async function watched(stopsAt: number) {
    let milliseconds = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (milliseconds += 60));
    closeSync(openSync(at('large'), 'w'));
    // Nothing but a length: a hole in the file.
    truncateSync(at('large'), LENGTH);
    const controller = new AbortController();
    const reports: ReadProgress[] = [];
    const onProgress = (report: ReadProgress) => {
      reports.push(report);
      if (reports.length === stopsAt) controller.abort();
    };
    return { found: await openBody(at('large'), true, { signal: controller.signal, onProgress }), reports };
  }

  it('says again and again how far it is', async () => {
    const { found, reports } = await watched(Number.POSITIVE_INFINITY);
    expect(sound(found).length).toBe(LENGTH);
    expect(reports.length).toBeGreaterThan(2);
    for (const [index, { read, length, milliseconds }] of reports.entries()) {
      expect(length).toBe(LENGTH);
      expect(read).toBeGreaterThan(reports[index - 1]?.read ?? 0);
      expect(milliseconds - (reports[index - 1]?.milliseconds ?? 0)).toBeGreaterThanOrEqual(100);
    }
  });

  it('is not hashed to its end where that is stopped', async () => {
    const { found, reports } = await watched(2);
    expectProblem(found, 'interrupted');
    expect(reports).toHaveLength(2);
  });
});

describe('standard input', () => {
  it('has a limit, told in words', () => {
    closeSync(openSync(at('large'), 'w'));
    // Nothing but a length: a hole in the file.
    truncateSync(at('large'), 268_435_457);
    const { status, stdout, stderr } = shell('sigv4 sign --data-binary @- https://h.example.com/ < large');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^sigv4: Standard input has more than 268435456 bytes, [^\n]*Only a body with --data-binary @FILE[^\n]*\n$/,
    );
  });
});
