/** The curl commands that `sigv4 sign` prints: a shell runs them, and what arrives is what was signed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import { hasTool } from '../support/cli/program.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { utf8 } from '../support/octets-of.ts';
import { BODY } from '../support/sandbox/sandbox-client.ts';
import { openSandbox, type SandboxServer } from '../support/sandbox/sandbox-server.ts';
import { TEMPORARY_KEY_ID, TOKEN } from '../support/sandbox/sandbox-settings.ts';

const HAS_CURL = hasTool('curl');
const PUT = { request: 'PUT' };
const TARGET = 's3://examplebucket/new.txt';

let sandbox: SandboxServer;
const folder = mkdtempSync(join(tmpdir(), 'sigv4-curl-'));

beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Situation {
  readonly address?: string;
  /** By name, in the folder of the tests, where curl finds them too. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isOutputTerminal?: boolean;
}

/** The command, and the status that curl gets with it, run from the folder of the files. */
async function curled(context: TestContext, options: OptionValues, situation: Situation = {}) {
  context.skip(!HAS_CURL, 'curl is not installed');
  const { address = TARGET, files = {}, environment = {}, isOutputTerminal = false } = situation;
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const test = worldOf({ environment: { ...EXAMPLE_KEYS, ...environment }, isOutputTerminal }, files);
  const common = { as: 'curl', region: 'us-east-1', date: '20130524T000000Z', endpointUrl: sandbox.url };
  const code = await sign.run(test.world, { ...common, ...options }, [address]);
  expect({ code, errors: test.errors() }).toEqual({ code: 0, errors: '' });
  const command = test.output().trimEnd();
  // Without the settings that a person may have for curl.
  const line = command.replace(/^curl/, "curl --disable --silent --write-out '\\n%{http_code}'");
  const child = spawn('sh', ['-c', line], { cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } });
  const answer = await text(child.stdout);
  const at = answer.lastIndexOf('\n');
  return { command, answer: answer.slice(0, at), status: answer.slice(at + 1) };
}

const PUTS: readonly (readonly [string, OptionValues, Readonly<Record<string, string>>, string])[] = [
  ['a file without its line ends', { data: ['@a.txt'] }, { 'a.txt': 'a\r\nb\n\nc\r' }, 'abc'],
  ['a file with its line ends', { dataBinary: ['@a.txt'] }, { 'a.txt': 'a\r\nb\n\nc\r' }, 'a\r\nb\n\nc\r'],
  ['two texts', { data: ['a=b', 'c'] }, {}, 'a=b&c'],
  ['a text and a file as it is', { data: ['a'], dataBinary: ['@a.txt'] }, { 'a.txt': 'b\n' }, 'a&b\n'],
  ['two files', { data: ['@a.txt', '@b.txt'] }, { 'a.txt': 'a\n', 'b.txt': 'b\n' }, 'a&b'],
  ['text that begins with @', { data: ['@a.txt'] }, { 'a.txt': '@b.txt', 'b.txt': 'wrong' }, '@b.txt'],
  ['text that begins with < or -', { data: ['@a.txt', '-'] }, { 'a.txt': '<b.txt' }, '<b.txt&-'],
  ['standard input', { dataBinary: ['@-'] }, { '-': 'typed\n' }, 'typed\n'],
  ['a file whose name needs quoting', { dataBinary: [`@it's "a" b.txt`] }, { 'it\'s "a" b.txt': 'x' }, 'x'],
  ['text beyond ASCII, on lines', { data: ["é'\\\n😀 $HOME `id` %41"] }, {}, utf8("é'\\\n😀 $HOME `id` %41")],
  ['no data', { data: [''] }, {}, ''],
];

describe('a body that curl sends', () => {
  it.for(PUTS)('is the signed one: %s', async ([, options, files, body], context) => {
    const { status } = await curled(context, { ...PUT, ...options }, { files });
    expect({ status, body: sandbox.body('new.txt') }).toEqual({ status: '200', body });
  });

  it('of any size comes from its file, which is named and not written out', async (context) => {
    const body = 'x'.repeat(200_000);
    const { status, command } = await curled(context, { ...PUT, dataBinary: ['@long'] }, { files: { long: body } });
    expect({ status, isWhole: sandbox.body('new.txt') === body }).toEqual({ status: '200', isWhole: true });
    expect(command).toContain(' --data-binary @long ');
  });
});

describe('a presigned URL that curl uses', () => {
  it('gets', async (context) => {
    const { status, answer } = await curled(context, { presign: true }, { address: 's3://examplebucket/test.txt' });
    expect({ status, answer }).toEqual({ status: '200', answer: BODY });
  });

  it('puts, with the headers that are signed', async (context) => {
    const options = { ...PUT, presign: true, data: ['new'], header: ['x-amz-meta-a: b', 'X-Amz-Meta-Empty;'] };
    const { status } = await curled(context, options);
    expect({ status, body: sandbox.body('new.txt') }).toEqual({ status: '200', body: 'new' });
    expect(sandbox.metadata('new.txt')).toMatchObject({ 'x-amz-meta-a': 'b' });
  });
});

describe('a form that curl sends', () => {
  const address = 's3://examplebucket';
  const policy = (...conditions: unknown[]) =>
    JSON.stringify({
      expiration: '2013-05-24T01:00:00.000Z',
      conditions: [{ bucket: 'examplebucket' }, ['starts-with', '$key', 'user/'], ...conditions],
    });

  it('has a value on two lines, and a file whose name has a comma and a quotation mark', async (context) => {
    const value = 'one\r\ntwo; "three"\\';
    const files = {
      'policy.json': policy({ 'x-ignore-a': value }, { 'content-type': 'text/x-test' }),
      'a,"b.txt': 'file\n',
    };
    const form = [`x-ignore-a=${value}`, `key=user/\${filename}`, 'Content-Type=text/x-test', 'file=@a,"b.txt'];
    const { answer, status } = await curled(context, { postPolicy: 'policy.json', form }, { address, files });
    expect({ answer, status }).toEqual({ answer: '', status: '204' });
    const keys = ['user/a,"b.txt', 'user/a,%22b.txt'].filter((key) => sandbox.body(key) !== undefined);
    expect(keys.map((key) => sandbox.body(key))).toEqual(['file\n']);
  });

  it('has a value that begins with @ or <, which is no file', async (context) => {
    const files = { 'policy.json': policy(['starts-with', '$x-amz-meta-a', '']), file: 'x' };
    for (const value of ['@file', '<file', 'a;type=b']) {
      const form = ['key=user/1', `x-amz-meta-a=${value}`, 'file=@file;type=a/b'];
      const { status } = await curled(context, { postPolicy: 'policy.json', form }, { address, files });
      expect({ status, metadata: sandbox.metadata('user/1') }).toMatchObject({
        status: '204',
        metadata: { 'x-amz-meta-a': value },
      });
    }
  });

  it('has the session token of temporary credentials', async (context) => {
    const files = { 'policy.json': policy(), file: 'x' };
    const environment = { AWS_ACCESS_KEY_ID: TEMPORARY_KEY_ID, AWS_SESSION_TOKEN: TOKEN };
    const options = { postPolicy: 'policy.json', form: ['key=user/2', 'file=@file'], showSecret: true };
    const { status } = await curled(context, options, { address, files, environment });
    expect({ status, body: sandbox.body('user/2') }).toEqual({ status: '204', body: 'x' });
  });
});

describe('a curl command on a terminal', () => {
  it('can be copied as it is: quotation marks, backslashes and letters', async (context) => {
    const data = `it's a \\ in é "😀" \\u{41} \\n`;
    const options = { ...PUT, data: [data], header: ["x-amz-meta-a: it's \\ too"] };
    const situation = { isOutputTerminal: true, address: "s3://examplebucket/it's \\ a key.txt" };
    const { status } = await curled(context, options, situation);
    expect({ status, body: sandbox.body("it's \\ a key.txt") }).toEqual({ status: '200', body: utf8(data) });
    expect(sandbox.metadata("it's \\ a key.txt")).toMatchObject({ 'x-amz-meta-a': "it's \\ too" });
  });
});
