/** A refused `sigv4 send`: the command that it prints really leads to a diagnosis, word for word. */

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../support/own-home.ts';
import { PROGRAM } from '../support/program.ts';
import { openSandbox, type SandboxServer } from '../support/sandbox-server.ts';
import { EXAMPLE_KEYS } from '../support/test-world.ts';

const WRONG = { ...EXAMPLE_KEYS, AWS_SECRET_ACCESS_KEY: 'aSecretThatTheServerDoesNotKnow0000000000' };

let home: Home;
let sandbox: SandboxServer;
beforeAll(async () => {
  home = makeHome();
  sandbox = await openSandbox();
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

const PRINTED = /^sigv4: To see why, byte by byte: (.*)$/m;
const READ = /^ {2}its strings +canonical request and string to sign, with matching hashes$/m;

const lineOf = () => [
  ...['send', '--endpoint-url', sandbox.url, '--region', 'us-east-1', '--date', '20130524T000000Z'],
];

/** Not at once: the sandbox answers meanwhile. */
function inShell(line: string, env: Readonly<Record<string, string>>): Promise<{ readonly stdout: string }> {
  const child = spawn('sh', ['-c', line], { cwd: home.folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  return new Promise((resolved) => child.once('close', () => resolved({ stdout })));
}

describe('the command of a refused send', () => {
  it('reads the file that the answer went into', async () => {
    const { stderr } = await home.run([...lineOf(), '-o', 'an answer.xml', 's3://examplebucket/test.txt'], WRONG);
    const [, command = ''] = PRINTED.exec(stderr) ?? [];
    expect(command).toBe("sigv4 diagnose 'an answer.xml'");
    expect(stderr).toMatch(/^sigv4: Fix: .*\nsigv4: Lesson: sigv4 learn derive-the-key$/m);
    const { stdout, status } = await home.run(['diagnose', 'an answer.xml'], WRONG);
    expect(stdout).toMatch(READ);
    expect([0, 1]).toContain(status);
  });

  it.each([
    ['reads what the same command prints', {}, /^ {2}request +GET$/m],
    [
      'reads the answer alone where a token is masked in the request',
      { AWS_SESSION_TOKEN: 'a-token-of-nobody' },
      /^ {2}answer +status 40\d, \w+$/m,
    ],
  ])('%s', async (_what, more, read) => {
    const words = [...lineOf(), 's3://examplebucket/test.txt'];
    const { stderr } = await home.run(words, { ...WRONG, ...more });
    const [, behind = ''] = /followed by: (.*)$/m.exec(stderr) ?? [];
    expect(behind).toMatch(/ \| sigv4 diagnose$/);
    // As a shell reads it, of which only the name of the program is another here.
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const program = `'${process.execPath}' '${resolve(PROGRAM)}'`;
    const line = `${program} ${quoted} ${behind.replace('sigv4', program)}`;
    const { stdout } = await inShell(line, { ...home.environment, ...WRONG, ...more });
    expect(stdout).toMatch(read);
  });
});
