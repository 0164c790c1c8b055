/** A refused `sigv4 send`: the command that it prints really leads to a diagnosis, word for word. */

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { type Home, makeHome } from '../../support/cli/own-home.ts';
import { PROGRAM } from '../../support/cli/program.ts';
import { runIn } from '../../support/commands/in-process.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { openSandbox, type SandboxServer } from '../../support/sandbox/sandbox-server.ts';

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

/** A command line in this process, with this environment and nothing else. */
const here = (line: readonly string[], env: Readonly<Record<string, string>>, changes: Partial<CommandWorld> = {}) =>
  runIn({ ...home.environment, ...env }, line, changes);

describe('the command of a refused send', () => {
  it('reads the file that the answer went into', async () => {
    const file = `${home.folder}/an answer.xml`;
    const { stderr } = await here([...lineOf(), '-o', file, 's3://examplebucket/test.txt'], WRONG);
    const [, command = ''] = PRINTED.exec(stderr) ?? [];
    expect(command).toBe(`sigv4 diagnose '${file}'`);
    expect(stderr).toMatch(/^sigv4: Fix: .*\nsigv4: Lesson: sigv4 learn derive-the-key$/m);
    const { stdout, status } = await here(['diagnose', file], WRONG);
    expect(stdout).toMatch(READ);
    expect([0, 1]).toContain(status);
  });

  const words = () => [...lineOf(), 's3://examplebucket/test.txt'];
  const followedBy = async (env: Readonly<Record<string, string>>) => {
    const { stderr } = await here(words(), env);
    const [, after = ''] = /followed by: (.*)$/m.exec(stderr) ?? [];
    expect(after).toMatch(/ \| sigv4 diagnose$/);
    return after;
  };

  it('reads what the same command prints', async () => {
    const after = await followedBy(WRONG);
    // As a shell reads it, of which only the name of the program is another here.
    const quoted = words().map((word) => `'${word}'`);
    const program = `'${process.execPath}' '${resolve(PROGRAM)}'`;
    const line = `${program} ${quoted.join(' ')} ${after.replace('sigv4', program)}`;
    const { stdout } = await inShell(line, { ...home.environment, ...WRONG });
    expect(stdout).toMatch(/^ {2}request +GET$/m);
  });

  it('reads the answer alone where a token is masked in the request', async () => {
    const env = { ...WRONG, AWS_SESSION_TOKEN: 'a-token-of-nobody' };
    expect(await followedBy(env)).toBe('-i | sigv4 diagnose');
    const sent = await here([...words(), '-i'], env);
    const { stdout } = await here(['diagnose'], env, { readFile: async () => octetsFromText(sent.stdout) });
    expect(stdout).toMatch(/^ {2}response +status 40\d, \w+$/m);
  });
});
