/** What people type where something else should be is quoted without the secrets in it, on standard error too. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { runHere } from '../support/commands/in-process.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { inFull, sampled } from '../support/sweep.ts';

const TOKEN = 'MARKEDTOKEN/0123456789';
const PASSWORD = 'MARKED/PASSWORD';
const query = `/?X-Amz-Signature=aa&X-Amz-Security-Token=${TOKEN}`;
const URL = `https://h${query}`;
const WITH_PASSWORD = `https://user:${PASSWORD}@h/`;
const REQUEST = `GET / HTTP/1.1\r\nHost: h\r\nCookie: sid=${TOKEN}\r\nx-amz-security-token: ${TOKEN}\r\n\r\n`;
const LONG = `${'x'.repeat(5000)}${TOKEN}`;

let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());

const S3 = 's3://examplebucket/a';
const OPTIONS = ['--region', '--endpoint-url', '--connect-to', '--service', '--date', '--profile', '--max-time'];
const FILE_OPTIONS = [
  ['send', '--cacert', S3],
  ['send', '-o', S3],
  ['sign', '--post-policy', 's3://examplebucket'],
  ['sign', '--data-binary', S3],
  ['verify', '--secret-from', 'none'],
  ['diagnose', '--secret-from', 'none'],
  ['learn', '--state', '--plain'],
];
const OPERANDS = ['walk', 'sign', 'send', 'verify', 'diagnose', 'vectors', 'learn', 'sandbox', 'completion'];
const WORDS: readonly (readonly [what: string, word: string])[] = [
  ['a presigned URL', URL],
  ['a presigned URL behind a letter', `x${URL}`],
  ['a URL without a scheme', `h${query}`],
  ['a URL with a host that is not ASCII', `https://ä.example${query}`],
  ['a URL with a port above 65535', `https://h:99999${query}`],
  ['a URL with a password', WITH_PASSWORD],
  ['a URL with a password, without a scheme', WITH_PASSWORD.slice('https://'.length)],
  ['a whole request', REQUEST],
  ['what is longer than a path', LONG],
];
/** The lines with a word; all other lines that people type are like one of them. */
const linesWith = (word: string): string[][] => [
  [word],
  ['help', word],
  ...OPERANDS.map((command) => [command, word]),
  ['learn', word],
  ['grade', '--', word],
  ['grade', '--only', word, '--', 'none'],
  ...OPTIONS.map((option) => ['send', option, word, S3]),
  ...FILE_OPTIONS.map(([command = '', option = '', more = '']) => [
    ...[command, option, option === '--data-binary' ? `@${word}` : word],
    more,
  ]),
  ['send', '-H', word, S3],
];
const LINES = WORDS.flatMap(([what, word]) =>
  linesWith(word).map((line) => ({
    what,
    line,
    shown: line.map((each) => (each.includes(word) ? '…' : each)).join(' '),
  })),
);

/**
 * Each line with some of the words, and each word in some of the lines. What is quoted is found out by the word, and how
 * by the line, so that no pair is like no other.
 */
const pairsAt = (...steps: readonly number[]) =>
  WORDS.flatMap(([word], at) =>
    LINES.filter(({ what }) => what === word).filter((_line, place) =>
      steps.includes((place + WORDS.length - at) % WORDS.length),
    ),
  );

// A walk or a request that can be made fails at its host, which is none.
const KEYS = { ...EXAMPLE_KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };

function expectNotQuoted(text: string): void {
  for (const secret of [TOKEN, PASSWORD, 'PASSWORD']) expect(text).not.toContain(secret);
}

describe('no secret is quoted of', () => {
  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries({ ...home.environment, ...KEYS })) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());

  it.each(inFull(pairsAt(0, 2, 5), pairsAt(0)))('$what: sigv4 $shown', async ({ line }) => {
    const { stdout, stderr } = await runHere(line);
    expect(stdout + stderr).not.toBe('');
    expectNotQuoted(stdout + stderr);
  });
});

describe.concurrent('no process quotes a secret of', () => {
  it.each(sampled(pairsAt(0), 4))('$what: sigv4 $shown', async ({ line }) => {
    const { stdout, stderr } = await home.run(line, KEYS);
    expectNotQuoted(stdout + stderr);
  });
});

describe('the message', () => {
  it('says what was wrong', async () => {
    const { stderr, status } = await runHere([URL]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^sigv4: There is no command "https:\/\/h\/\?X-Amz-Signature=aa&X-Amz-Security-Token=\*+"\. /,
    );
  });

  it.each(['verify', 'diagnose'])(
    'says of a request in the place of a file that it looks like one: %s',
    async (command) => {
      const { stderr, status } = await runHere([command, REQUEST]);
      expect(status).toBe(2);
      expect(stderr).toBe(
        `sigv4: "…" (6 lines, ${REQUEST.length} bytes, which look like an HTTP request) cannot be read: there is no such file. Give the name of a file, or pipe the text into standard input.\n`,
      );
    },
  );
});
