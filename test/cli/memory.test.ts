/** `sigv4 verify` of megabytes of anything, in the built program: a verdict or a sentence, and memory that is told here. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PEAK_TELLER, withoutPeak } from '../support/cli/peak-memory.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { runHere } from '../support/commands/in-process.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { chunked } from '../support/sigv4/chunked-order.ts';
import { formOf } from '../support/sigv4/form-order.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-memory-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MEBIBYTE = 2 ** 20;
const SIZE = 8 * MEBIBYTE;
/** Of what becomes millions of small things. */
const SMALL_THINGS = 4 * MEBIBYTE;
const KIBIBYTE = 2 ** 10;

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** In bytes. */
  readonly peak: number;
}

function verifying(latin1: string, options: readonly string[] = []): Run {
  writeFileSync(at('input'), latin1, 'latin1');
  // No secret and no profile of the person who runs the tests.
  const env = { HOME: folder, PATH: process.env.PATH ?? '' };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', PEAK_TELLER, PROGRAM, 'verify', '--at', '20130524T000000Z', ...options, at('input')],
    { encoding: 'utf8', env, maxBuffer: 64 * MEBIBYTE },
  );
  return { status, stdout, ...withoutPeak(stderr) };
}

const base = verifying('').peak;

const filled = (part: string, before = '', behind = '', size = SIZE) =>
  `${before}${part.repeat(Math.floor((size - before.length - behind.length) / part.length))}${behind}`;
const many = (part: string, before: string, behind: string) => filled(part, before, behind, SMALL_THINGS);
const few = (part: string, before = '', behind = '') => filled(part, before, behind, MEBIBYTE);
const HEAD = 'PUT / HTTP/1.1\r\nHost: h\r\n';
const HAR = '{"log": {"entries": [';
const ENTRY = '{"request": {"method": "GET", "url": "https://h/", "headers": []}},';
const UPLOAD = { method: 'PUT', path: '/new.txt' };

interface Case {
  readonly what: string;
  readonly input: () => string;
  readonly status: 0 | 1 | 2;
  /** The first line, of whichever output has one. */
  readonly says: RegExp;
  readonly options?: readonly string[];
}

/** What is one thing to the reader, or is refused before it is taken apart: a few copies of it. */
const WHOLE: readonly Case[] = [
  {
    what: 'a signed upload',
    input: () => ordered({ ...UPLOAD, body: 'x'.repeat(SIZE) }).request,
    status: 0,
    says: /^match$/,
  },
  {
    what: 'a signed upload as JSON',
    input: () => ordered({ ...UPLOAD, body: 'x'.repeat(SIZE) }).request,
    options: ['--json'],
    status: 0,
    says: /^\{$/,
  },
  {
    what: 'a signed upload step by step',
    input: () => ordered({ ...UPLOAD, body: '\0'.repeat(SIZE) }).request,
    options: ['--walk'],
    status: 0,
    says: /^1\/\d {2}Request/,
  },
  {
    what: 'an upload in signed chunks',
    input: () => chunked({ chunks: Array.from({ length: 8 }, () => 'x'.repeat(MEBIBYTE)) }).request,
    status: 0,
    says: /^match$/,
  },
  {
    what: 'a browser upload',
    input: () => formOf({ file: { name: 'a', content: 'x'.repeat(SIZE) } }).request,
    status: 0,
    says: /^match$/,
  },
  {
    what: 'brackets in a HAR file',
    input: () => filled('[', HAR),
    status: 2,
    says: /^sigv4: /,
  },
  {
    what: 'words behind curl',
    input: () => filled('-H "a: b" ', 'curl '),
    status: 2,
    says: /^sigv4: /,
  },
  { what: 'headers', input: () => filled('a: b\r\n', HEAD), status: 1, says: /^malformed at byte \d+ of the input$/ },
  {
    what: 'a URL',
    input: () => filled('a=b&', 'https://h/?'),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  {
    what: 'parts of a form',
    input: () =>
      filled(
        '--b\r\n\r\na\r\n',
        `POST / HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${SIZE}\r\n\r\n`,
      ),
    status: 1,
    says: /^malformed at /,
  },
];

/** What is millions of small things, each of which is kept until the last one has come. */
const MANY: readonly Case[] = [
  {
    // Half as many are few enough to be read.
    what: 'requests of a HAR file',
    input: () => filled(ENTRY, HAR, '0]}}'),
    status: 2,
    says: /^sigv4: /,
  },
  {
    what: 'numbers in a HAR file',
    input: () => many('1,', HAR, '1]}}'),
    status: 2,
    says: /^sigv4: /,
  },
  {
    what: 'headers in a HAR file',
    input: () => many('{"name":"a","value":"b"},', `${HAR}${ENTRY.slice(0, -4)}`, '0]}}]}}'),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  {
    what: 'escapes in a body of a HAR file',
    input: () => many('\\"', `${HAR}${ENTRY.slice(0, -3)}, "postData": {"text": "`, '"}}}]}}'),
    status: 1,
    says: /^unsigned$/,
  },
  {
    what: "HTTP's own chunks of one byte",
    input: () => many('1\r\na\r\n', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '0\r\n\r\n'),
    status: 1,
    says: /^unsigned$/,
  },
];

/** What is read by the code that reads one of the others, and so takes as much memory: only what it ends in, of less. */
const LIKE_OTHERS: readonly Case[] = [
  {
    what: 'a signed upload whose last byte was lost',
    input: () => ordered({ ...UPLOAD, body: 'x'.repeat(MEBIBYTE) }).request.slice(0, -1),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  { what: 'zeros', input: () => few('\0'), status: 2, says: /^sigv4: The input begins with / },
  {
    what: 'lines of curl -v',
    input: () => few('> a: b\n'),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  {
    what: 'canonical headers',
    input: () => few('a:b\n', 'GET\n/\n\n'),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  { what: '"A"', input: () => few('A'), status: 2, says: /^sigv4: The input begins with / },
  { what: 'newlines', input: () => few('\n'), status: 2, says: /^sigv4: The input is empty\. / },
  { what: 'spaces', input: () => few(' '), status: 2, says: /^sigv4: The input is empty\. / },
  { what: 'brackets', input: () => few('['), status: 2, says: /^sigv4: The input begins with / },
  {
    what: 'objects in a HAR file',
    input: () => few('{"a":', HAR),
    status: 2,
    says: /^sigv4: /,
  },
  {
    what: 'a quoted word behind curl',
    input: () => few("\\'", "curl $'"),
    status: 2,
    says: /^sigv4: /,
  },
  {
    what: 'one header',
    input: () => few('a', `${HEAD}A: `),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  { what: 'pseudo-headers', input: () => few(':path: /\n'), status: 1, says: /^malformed at / },
  {
    what: 'lines of a URL',
    input: () => few('a\n', 'https://h/?'),
    status: 1,
    says: /^malformed at byte \d+ of the input$/,
  },
  { what: 'canonical requests', input: () => few('GET\n/\n\na:b\n\na\nb\n'), status: 1, says: /^unknown$/ },
  {
    what: 'labels of signatures',
    input: () => few('signature:\n', 'string to sign:\n'),
    status: 1,
    says: /^malformed at /,
  },
  {
    what: 'empty lists in a HAR file',
    input: () => few('[],', HAR, '1]}}'),
    status: 2,
    says: /^sigv4: /,
  },
  {
    what: 'empty objects in a HAR file',
    input: () => few('{},', HAR, '1]}}'),
    status: 2,
    says: /^sigv4: /,
  },
];

const TIMES_WHOLE = 16;
const TIMES_MANY = 80;

describe('megabytes', () => {
  it('are measured: a run without an input has some memory, and less than they are allowed', () => {
    expect(base).toBeGreaterThan(20 * MEBIBYTE);
    expect(base).toBeLessThan(200 * MEBIBYTE);
  });

  it.each([
    ...WHOLE.map((each) => ({ ...each, size: SIZE, times: TIMES_WHOLE })),
    ...MANY.map((each) => ({ ...each, size: SMALL_THINGS, times: TIMES_MANY })),
  ])('of $what end in words, within $times times their size', ({ input, options, status, says, size, times }) => {
    const text = input();
    expect(text.length).toBeGreaterThan(size - KIBIBYTE);
    const run = verifying(text, options);
    const [first = ''] = (status === 2 ? run.stderr : run.stdout).split('\n');
    expect([run.status, first]).toEqual([status, expect.stringMatching(says)]);
    expect(run.stderr.split('\n').length).toBeLessThanOrEqual(2);
    expect((run.peak - base) / text.length).toBeLessThan(times);
  });

  it.each(LIKE_OTHERS)('of $what end in words', async ({ input, status, says }) => {
    writeFileSync(at('input'), input(), 'latin1');
    const run = await runHere(['verify', '--at', '20130524T000000Z', at('input')]);
    const [first = ''] = (status === 2 ? run.stderr : run.stdout).split('\n');
    expect([run.status, first]).toEqual([status, expect.stringMatching(says)]);
  });
});
