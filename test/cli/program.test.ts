/** The built program without a terminal: outputs, exit codes, errors. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { PROGRAM, run } from '../support/cli/program.ts';
import { runHere } from '../support/commands/in-process.ts';

const DIGITS = {
  hashedPayload: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  hashedCanonicalRequest: '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
  dateKey: '68896419206d6240ad4cd7dc8ba658efbf3b43b53041950083a10833824fcfbb',
  signingKey: 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378',
  signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
};

describe('sigv4 without a terminal', () => {
  it('walks through all eight steps as plain text, without an escape sequence', () => {
    const { stdout, stderr, status } = run();
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    for (const step of [1, 2, 3, 4, 5, 6, 7, 8]) expect(stdout).toMatch(new RegExp(`^${step}/8 {2}\\w`, 'm'));
    for (const digits of Object.values(DIGITS)) expect(stdout).toContain(digits);
    expect(stdout).toContain('HTTP/1.1 206 Partial Content');
    expect(stdout).toContain('body         10 bytes');
    expect(stdout).toContain('Hello, S3!');
    expect(stdout).not.toContain('\x1b');
  });

  it('gives the same walk for "walk", "walk --plain" and no command, except for the times', async () => {
    const withoutTimes = (text: string) => text.replace(/[\d.]+ ms/g, 'ms').replace(/port \d+/, 'port');
    const [none, walk, plain] = [await runHere([]), await runHere(['walk']), await runHere(['walk', '--plain'])];
    expect(withoutTimes(none.stdout)).toBe(withoutTimes(plain.stdout));
    expect(withoutTimes(walk.stdout)).toBe(withoutTimes(plain.stdout));
  });

  it('ends quietly when the pipe is closed', () => {
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', `"${process.execPath}" "${PROGRAM}" causes --json | head -n 1`],
      { encoding: 'utf8' },
    );
    expect({ stdout: stdout.split('\n').length, stderr, status }).toEqual({ stdout: 2, stderr: '', status: 0 });
  });

  it('prints the trace as JSON', async () => {
    const { stdout, status } = await runHere(['walk', '--json']);
    const trace = JSON.parse(Buffer.from(stdout, 'latin1').toString());
    expect(status).toBe(0);
    expect(trace).toMatchObject({ version: 2, purpose: 'sign', outcome: { kind: 'signed' } });
    expect(trace.exchange.response).toMatchObject({ status: 206, body: { length: 10, text: 'Hello, S3!' } });
    expect(trace.checks.vectors.passed).toBe(trace.checks.vectors.total);
    const values = new Map(
      trace.stages.flatMap((stage: { values: { id: string }[] }) => stage.values.map((value) => [value.id, value])),
    );
    const signature = { text: DIGITS.signature, published: true };
    expect(values.get('signature')).toMatchObject(signature);
    expect(values.get('signing-key')).toMatchObject({ hex: DIGITS.signingKey, published: null });
    expect([...values.keys()]).toEqual(expect.arrayContaining(VALUE_IDS));
  });

  it('runs the published vectors', () => {
    const { stdout, status } = run('vectors');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^✓ this build passes (\d+) of \1 published test vectors\n/);
    expect(stdout).toContain('aws-signing-test-suite: 38 of 38');
    expect(stdout).toContain('not counted  authorization-syntax');
    expect(stdout).toContain('erratum      put-object');
  });

  it.each([[['--help']], [['walk', '--help']], [['sandbox', '--help']], [['help', 'vectors']], [['--version']]])(
    'explains %j',
    async (commandLine) => {
      const { stdout, stderr, status } = await runHere(commandLine);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toBe('');
    },
  );

  it('explains itself in a process as here', async () => {
    expect(run('--help')).toMatchObject(await runHere(['--help']));
  });

  it.each([
    [['wlak'], 'There is no command "wlak". Did you mean walk?'],
    [[''], 'There is no command ""'],
    [['help', 'xyzzy'], 'There is no command "xyzzy". Use one of: walk, sign, '],
    [['\x1b[31mred'], 'There is no command "\\u001b[31mred"'],
    [['walk', '--plain', '--json'], 'Both --plain and --json are given. Use one of them.'],
    [['--plain', 'walk'], 'The command has to come before its options: sigv4 walk [options].'],
    [['--secret-from', 'keys', 'verify', 'a'], 'The command has to come before its options: sigv4 verify [options].'],
    [['walk', 'curl https://h/'], 'can be pasted: start sigv4 walk, and press p.'],
    [['open', 'src'], '"src" cannot be read: it is a folder. Name a file in it, or several with src/*.'],
    [['open', 'LICENSE'], 'The file is not a recording, a HAR file, a case, a page of sigv4 diagnose --html, or '],
    [['walk', '--html', 'no/such/x.html'], '"no/such/x.html" cannot be written: there is no such folder.'],
    [['walk', '--jsno'], 'There is no option --jsno. Did you mean --json?'],
    [['walk', 'surplus'], '"surplus" is not a URL with a host'],
    [['walk', 'http://h/', 'surplus'], 'There are too many arguments: walk takes 1, and 2 are given.'],
    [['sandbox', '--port', '65536'], '"65536" is not a port'],
    [['sandbox', '--port', 'http'], '"http" is not a port'],
    [['sandbox', '--port', '0x10'], '"0x10" is not a port'],
    [['sandbox', '--port', ''], '"" is not a port'],
    [['sandbox', '--clock', '20130230T000000Z'], '"20130230T000000Z" is not a time'],
  ])('refuses %j with exit code 2 and one sentence', async (commandLine, sentence) => {
    const { stdout, stderr, status } = await runHere(commandLine);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr.trimEnd()).not.toMatch(/\n|\.\.|\x1b/);
  });

  it.each([[['\x1b[31mred']], [['sandbox', '--clock', '20130230T000000Z']]])(
    'refuses %j in a process as here',
    async (commandLine) => {
      expect(run(...commandLine)).toMatchObject(await runHere(commandLine));
    },
  );
});

describe('sigv4 sandbox', () => {
  it('says where it listens, answers, and ends with 0 when it is interrupted', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--port', '0']);
    const [ready] = await once(child.stdout, 'data');
    const url = String(ready).trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`${url}/examplebucket/test.txt`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
    const taken = run('sandbox', '--port', new URL(url).port);
    expect(taken.status).toBe(1);
    expect(taken.stderr).toContain('is not available');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

const VALUE_IDS = [
  ...['credential-scope', 'date-key', 'date-region-key', 'date-region-service-key', 'signing-key', 'hashed-payload'],
  ...['canonical-uri', 'canonical-query-string', 'canonical-headers', 'signed-headers', 'canonical-request'],
  ...['hashed-canonical-request', 'string-to-sign', 'signature', 'authorization'],
];
