/** `sigv4 sign`: the finished request in its forms, and nothing sent. */

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { listen } from '../../src/wire/listen.ts';
import { hasTool } from '../support/cli/program.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { BODY, testSandbox } from '../support/sandbox/sandbox-client.ts';

const EXAMPLE = 'https://examplebucket.s3.amazonaws.com/test.txt';
const DOCUMENTED = { date: '20130524T000000Z', range: '0-9', region: 'us-east-1' };
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const NOTHING_IS_SENT = {
  send: () => Promise.reject(new Error('sign sends nothing')),
  listen: () => Promise.reject(new Error('sign listens nowhere')),
};

async function signed(
  address: string,
  options: OptionValues,
  changes: Partial<CommandWorld> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const test = worldOf({ environment: EXAMPLE_KEYS, ...NOTHING_IS_SENT, ...changes }, files);
  const code = await sign.run(test.world, options, [address]);
  return { code, output: test.output(), errors: test.errors() };
}

describe('the request that sign prints', () => {
  it("has the signature that AWS's documentation prints for it", async () => {
    const { code, output, errors } = await signed(EXAMPLE, DOCUMENTED);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(
      /^GET \/test\.txt HTTP\/1\.1\r\nHost: examplebucket\.s3\.amazonaws\.com\r\nRange: bytes=0-9\r\n/,
    );
    expect(output).toMatch(new RegExp(`\r\nAuthorization: AWS4-HMAC-SHA256 [^\r\n]*Signature=${SIGNATURE}\r\n\r\n$`));
  });

  it('has its body after it, byte for byte', async () => {
    const { output } = await signed(EXAMPLE, { request: 'PUT', dataBinary: ['@file'] }, {}, { file: 'a\r\n\0\x1b' });
    expect(output).toMatch(/\r\n\r\na\r\n\0\x1b$/);
  });

  it('has neither Authorization nor date with --no-sign-request', async () => {
    const { code, output } = await signed(EXAMPLE, { noSignRequest: true }, { environment: {} });
    expect({ code, output }).toEqual({
      code: 0,
      output: 'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nConnection: close\r\n\r\n',
    });
  });

  it('says UNSIGNED-PAYLOAD with --payload unsigned', async () => {
    const { output } = await signed(EXAMPLE, { ...DOCUMENTED, payload: 'unsigned', data: ['a'] });
    expect(output).toContain('\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n');
  });

  it('is escaped on a terminal', async () => {
    const options = { request: 'PUT', data: ['a\x1b]0;title\x07\u202e\u009b'], header: ['X-A: \x1b[31m'] };
    const { output } = await signed(EXAMPLE, options, { isOutputTerminal: true });
    expect(output).toMatch(/^PUT \/test\.txt HTTP\/1\.1\r?\n/);
    expect(output).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(output).toContain('a\\x1b]0;title\\x07');
  });
});

describe('what sign refuses', () => {
  const temporary = { ...EXAMPLE_KEYS, AWS_SESSION_TOKEN: 'a-session-token' };

  it.each(['request', 'headers', 'curl'])('is a session token in the form %s, unless asked by name', async (as) => {
    const refused = await signed(EXAMPLE, { as }, { environment: temporary });
    expect({ code: refused.code, output: refused.output }).toEqual({ code: 2, output: '' });
    expect(refused.errors).toContain('--show-secret');
    expect(refused.errors).not.toContain('a-session-token');
    const shown = await signed(EXAMPLE, { as, showSecret: true }, { environment: temporary });
    expect(shown.code).toBe(0);
    expect(shown.output).toMatch(/x-amz-security-token: a-session-token/i);
  });

  it.each([
    ['no URL', 'test.txt', {}, 'is not a URL'],
    ['a header with a newline', EXAMPLE, { header: ['X: a\nb'] }, 'header'],
  ] satisfies [string, string, OptionValues, string][])(
    'is %s, in one sentence',
    async (_what, address, options, sentence) => {
      const { code, output, errors } = await signed(address, options);
      expect({ code, output }).toEqual({ code: 2, output: '' });
      expect(errors).toContain(sentence);
      expect(errors.trimEnd()).not.toContain('\n');
    },
  );
});

describe('credentials with a newline', () => {
  it.each([
    ['AWS_SESSION_TOKEN', 'token\nX-Evil: 1'],
    ['AWS_SESSION_TOKEN', 'token\r\n\r\nGET /'],
    ['AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE\nX-Evil: 1'],
  ])('in %s are refused, since they would be another header: %j', async (name, value) => {
    const environment = { ...EXAMPLE_KEYS, [name]: value };
    const { code, output, errors } = await signed(EXAMPLE, { showSecret: true }, { environment });
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).not.toContain('X-Evil');
  });
});

/** Runs the line in a shell, by itself: without the settings that a person may have for curl. */
async function runLine(line: string, args: string): Promise<string> {
  const child = spawn('sh', ['-c', `${line.trimEnd().replace(/^curl/, `curl --disable --silent ${args}`)}`]);
  return text(child.stdout);
}

const CURLED = [
  ['a range', EXAMPLE, { range: '0-9' }, '206', BODY.slice(0, 10)],
  ['an awkward key', 's3://examplebucket/a//../b c+d', {}, '200', 'odd key'],
  ['an emoji', 's3://examplebucket/é/😀.txt', {}, '200', '<\u00c3\u00a9>'],
  ['a dotted bucket', 's3://my.dotted-bucket/dir/test.txt', {}, '200', 'dotted'],
  ['an empty header', EXAMPLE, { header: ['X-Empty;', "X-Quote: it's", 'X-A:  b'] }, '200', BODY],
  ['brackets and braces', `${EXAMPLE}?x-id={a}[1-3]`, {}, '200', BODY],
  ['HEAD, of which curl prints the head', EXAMPLE, { request: 'HEAD' }, '200', null],
  ['data to put', EXAMPLE, { request: 'PUT', data: ["it's\n{}"] }, '200', null],
  ['nothing to put', EXAMPLE, { request: 'PUT' }, '200', null],
] as const;

describe('the curl command that sign prints', () => {
  it.for(CURLED)('makes curl send the signed request: %s', async ([, address, options, status, body], context) => {
    context.skip(!hasTool('curl'), 'curl is not installed');
    const sandbox = testSandbox();
    const { host, port, close } = await listen(0, () => sandbox.converse());
    const plain = { as: 'curl', pathStyle: true, region: 'us-east-1', date: '20130524T000000Z' };
    const { code, output } = await signed(address, { ...plain, ...options });
    expect(code).toBe(0);
    // The sandbox speaks no TLS; the scheme is no part of what is signed.
    const line = output.replace('https://', 'http://');
    const answer = await runLine(line, `--connect-to ::${host}:${port} --write-out '\\n%{http_code}'`);
    await close();
    expect(answer.slice(answer.lastIndexOf('\n') + 1)).toBe(status);
    if (body !== null) {
      expect(Buffer.from(answer.slice(0, answer.lastIndexOf('\n')), 'utf8').toString('latin1')).toBe(body);
    }
  });
});
