/** No secret leaves the program: every command, every output, every way in which a secret comes in. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import { type MarkedServers, markedHome, markedServers } from '../support/marked-home.ts';
import { MARKED_INPUTS, MARKED_URL, type MarkedRequests, markedRequests } from '../support/marked-requests.ts';
import { PROGRAM } from '../support/program.ts';
import { leaksIn, MARKED, MARKED_REGION, MARKED_TIME } from '../support/secret-search.ts';
import { orderWith } from '../support/signer-lines.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const SIGNING = ['--region', MARKED_REGION, '--date', MARKED_TIME];
const KEY = 's3://examplebucket/test.txt';

/** A learner's program that tells all it knows. */
const PRINTS_ALL = 'process.stderr.write(JSON.stringify(process.env)); process.stdin.pipe(process.stderr)';

/** Each command in each form; ACCEPTS, QUOTES and NOBODY are servers, other capitals files. A new command needs a row. */
const LINES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  walk: [
    ['--plain'],
    ['--json'],
    ...['--plain', '--json'].flatMap((form) => [
      [form, KEY, ...SIGNING],
      ...['ACCEPTS', 'QUOTES', 'NOBODY'].map((server) => [form, '--send', '--endpoint-url', server, KEY, ...SIGNING]),
    ]),
    ['--plain', KEY, '--payload', 'unsigned', '-d', 'a', ...SIGNING],
    ...['--plain', '--json'].map((form) => [form, '--send', '--presign', '--endpoint-url', 'QUOTES', KEY, ...SIGNING]),
    ['--plain', KEY, '--no-sign-request'],
    ['--plain', KEY, '--region', 'not a region'],
  ],
  sign: [
    ...['request', 'headers', 'curl'].map((form) => ['--as', form, KEY, ...SIGNING]),
    ['--as', 'wget', KEY],
    ['-H', 'broken', KEY],
    ['--no-sign-request', KEY, ...SIGNING],
  ],
  send: ['ACCEPTS', 'QUOTES', 'NOBODY'].flatMap((server) =>
    [
      [],
      ['-v'],
      ['-i'],
      ['-v', '-i', '-L', '--fail'],
      ['-v', '-o', '/dev/null'],
      ['-X', 'PUT', '--data-binary', 'data'],
    ].map((more) => ['--endpoint-url', server, KEY, ...SIGNING, ...more]),
  ),
  verify: [
    ...MARKED_INPUTS.flatMap((input) => [
      [input, '--at', MARKED_TIME],
      [input, '--at', MARKED_TIME, '--json'],
    ]),
    ['REQUEST', '--at', MARKED_TIME, '--secret-from', 'SECRET'],
    ['REQUEST', '--at', MARKED_TIME, '--secret-from', 'SECRETS', '--json'],
    ['REQUEST', '--at', MARKED_TIME, '--secret-from', 'NO_SECRETS'],
    ['SECRET', '--at', MARKED_TIME],
    ['NO_SECRETS'],
    ['LINES', '--jsonl', '--at', MARKED_TIME],
    ['REQUEST', '--at', 'now'],
    // What people mistake: a URL in the place of a file, two of them, a secret as an option.
    [`x${MARKED_URL}`],
    [MARKED_URL, MARKED_URL],
    [`--secret-access-key=${MARKED.secret}`, 'REQUEST'],
    ['--secret-from', `x${MARKED_URL}`, 'REQUEST'],
  ],
  diagnose: [
    ...MARKED_INPUTS.flatMap((input) => ['--plain', '--json'].map((form) => [input, 'REFUSAL', form])),
    ['REFUSAL', '--plain'],
    ['PAIR', '--plain'],
    ['REFUSAL', 'REQUEST', '--plain', '--secret-from', 'SECRET'],
    ['REFUSAL', 'REQUEST', '--json', '--secret-from', 'SECRETS'],
    ['REFUSAL', '--plain', '--secret-from', 'NO_SECRETS'],
    ['SECRET', '--plain'],
    ['NO_SECRETS', '--plain'],
    ['--plain', `x${MARKED_URL}`],
    ['--plain', MARKED_URL, MARKED_URL],
    ...MARKED_INPUTS.flatMap((input) => [[input], [input, '--json']]),
    ['REQUEST', '--secret-from', 'SECRET'],
    ['REQUEST', '--secret-from', 'SECRETS', '--json'],
    ['REQUEST', '--secret-from', 'NO_SECRETS'],
    ['SECRET'],
    [`x${MARKED_URL}`],
    [`--secret-access-key=${MARKED.secret}`, 'REQUEST'],
  ],
  // Its secrets come on standard input: see below.
  signer: [['surplus']],
  vectors: [[], ['--json'], ['no-such-folder']],
  // What the program gets of the environment it prints; a name that is a URL is no case.
  grade: [
    ...[[], ['--json']].map((form) => [...form, '--only', '*/get-object', '--', process.execPath, '-e', PRINTS_ALL]),
    ['--', 'no-such-program'],
    ['--only', `x${MARKED_URL}`, '--', 'no-such-program'],
  ],
  sandbox: [
    ['--port', 'none'],
    ['--clock', 'none'],
  ],
  learn: [
    ['list'],
    ['ten-lines', '--plain', '--notes'],
    ['hint', 'ten-lines', '--state', '/dev/null'],
    ['answer', 'ten-lines', '--step', 'none'],
    ['check', 'no-such-folder'],
    [MARKED_URL],
    ['list', MARKED_URL],
    ['check', MARKED_URL],
    ['--plain', '--state', MARKED_URL],
    [`--secret-access-key=${MARKED.secret}`],
  ],
  completion: [['bash'], ['zsh'], ['fish'], ['tcsh'], []],
};

/** The ways in which a secret comes in. */
const SOURCES = {
  environment: {
    line: [],
    variables: {
      AWS_ACCESS_KEY_ID: MARKED.keyId,
      AWS_SECRET_ACCESS_KEY: MARKED.secret,
      AWS_SESSION_TOKEN: MARKED.token,
    },
  },
  profile: { line: [], variables: { AWS_PROFILE: 'marked' } },
  credential_process: { line: ['--profile', 'asks'], variables: {} },
} as const;

let servers: MarkedServers;
let requests: MarkedRequests;
beforeAll(async () => {
  servers = await markedServers();
  requests = markedRequests();
});
afterAll(async () => {
  await servers.close();
  requests.remove();
});
const filled = (line: readonly string[]) => requests.filled(servers.filled(line));

const takesProfile = (name: string) =>
  COMMANDS.find((each) => each.name === name)?.options.some(({ flags }) => flags.startsWith('--profile'));
const CASES = Object.entries(SOURCES).flatMap(([from, source]) =>
  Object.entries(LINES).flatMap(([name, lines]) =>
    lines.map((line) => ({
      from,
      name,
      words: line.join(' '),
      variables: { ...source.variables },
      line: takesProfile(name) ? [...line, ...source.line] : line,
    })),
  ),
);

describe('the table of this test', () => {
  it('has a row for every command, so that each new one is searched', () => {
    expect(Object.keys(LINES).sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });

  it('would find each secret, or this test finds nothing', () => {
    for (const secret of [MARKED.secret, MARKED.token]) {
      const piece = secret.slice(9, 21);
      const forms = [piece, Buffer.from(piece).toString('hex'), encodeURIComponent(piece), JSON.stringify(piece)];
      for (const form of forms) expect(leaksIn(`before ${form} behind`)).not.toEqual([]);
      expect(leaksIn(Buffer.from(`12${secret}`).toString('base64'))).not.toEqual([]);
    }
  });
});

describe.concurrent('no secret is in what a pipe gets, in a file, or in the arguments of a child', () => {
  it.each(CASES)('$name $words, from the $from', async ({ name, line, variables, from }) => {
    const home = markedHome();
    const { stdout, stderr } = await home.run([name, ...filled(line)], { ...variables, TMPDIR: home.folder });
    const files = home.filesWritten();
    home.remove();
    // The body of an answer is given exactly, whatever the server quotes in it.
    const isExact = name === 'send' && line.includes('QUOTES');
    const leaks = {
      stdout: leaksIn(isExact ? '' : stdout),
      stderr: leaksIn(stderr),
      files: leaksIn(files),
    };
    expect(leaks).toEqual({ stdout: [], stderr: [], files: [] });
    if (from === 'credential_process' && line.includes('--send')) expect(files).toContain('process.cjs');
  });
});

// Once, among some five hundred tests at a time, nothing stood on one of these terminals for fifteen seconds; in four hundred
// runs of that line, ten at a time, never. Why is not known. A secret that leaks does so each time.
describe.concurrent('no secret is on a terminal', { retry: 2 }, () => {
  const open = (line: readonly string[]): Terminal =>
    openTerminal(process.execPath, [PROGRAM, ...filled(line)], {
      columns: 120,
      rows: 50,
      environment: { ...SOURCES.environment.variables, AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' },
    });

  it.each(['ACCEPTS', 'QUOTES', 'NOBODY'])('in any of the eight steps of a walk, sent to %s', async (server) => {
    const terminal = open(['walk', '--endpoint-url', server, KEY, ...SIGNING]);
    const seen: string[] = [];
    const look = async (keys: string, wanted: Parameters<Terminal['until']>[0]) => {
      terminal.write(keys);
      await terminal.until(wanted);
      seen.push(terminal.text());
    };
    for (let step = 1; step <= 8; step++) {
      const title = new RegExp(`\\[${step} `);
      await look(step === 1 ? '' : '\x1b[C', title);
      if (step === 8) await look('\r', /✗|✓ the server/);
      for (let page = 0; page < 12; page++) {
        await look(' ', title);
        await new Promise((resolve) => setTimeout(resolve, 40));
        seen.push(terminal.text());
      }
    }
    terminal.write('q');
    await terminal.exited();
    expect([...leaksIn(terminal.written()), ...leaksIn(seen.join('\n'))]).toEqual([]);
    expect(seen.join('\n')).toContain(MARKED.keyId);
    terminal.dispose();
  });

  it('in any step of a verification', async () => {
    const terminal = open(['verify', '--walk', '--at', MARKED_TIME, 'REQUEST']);
    const seen: string[] = [];
    for (let step = 1; step <= 6; step++) {
      if (step > 1) terminal.write('\x1b[C');
      await terminal.until(`[${step} `);
      seen.push(terminal.text());
    }
    terminal.write('q');
    await terminal.exited();
    expect([...leaksIn(terminal.written()), ...leaksIn(seen.join('\n'))]).toEqual([]);
    expect(seen.join('\n')).toContain(MARKED.keyId);
    terminal.dispose();
  });

  it.each([
    ['of files', ['diagnose', 'REFUSAL', 'REQUEST'], ''],
    ['of a refused walk', ['walk', '--endpoint-url', 'QUOTES', KEY, ...SIGNING], '7\r'],
  ])('in any step of a diagnosis %s', async (_what, line, sends) => {
    const terminal = open(line);
    await terminal.until('[1 ');
    if (sends !== '') {
      terminal.write(sends);
      await terminal.until('d diagnose');
      terminal.write('d');
    }
    await terminal.until(/^DIAGNOSE/);
    const seen = [terminal.text()];
    for (const step of ['1', '2', '3', '4']) {
      for (const key of [step, ' ', ' ', 'G', '\t', 'g', 'l', 'l']) {
        terminal.write(key);
        await new Promise((resolve) => setTimeout(resolve, 40));
        seen.push(terminal.text());
      }
    }
    terminal.write('q');
    await terminal.exited();
    expect([...leaksIn(terminal.written()), ...leaksIn(seen.join('\n'))]).toEqual([]);
    terminal.dispose();
  });

  const isWithoutScreen = (name: string, line: readonly string[]) =>
    !['walk', 'diagnose'].includes(name) || line.some((word) => ['--plain', '--json'].includes(word));
  const lines = Object.entries(LINES).flatMap(([name, of]) =>
    of
      .filter((line) => isWithoutScreen(name, line))
      .map((line) => ({ line: [name, ...line], words: [name, ...line].join(' ') })),
  );
  it.each(lines)('with $words', async ({ line }) => {
    const terminal = open(line);
    await terminal.until(({ exitCode }) => exitCode() !== undefined, 15_000);
    expect(leaksIn(terminal.written())).toEqual([]);
    terminal.dispose();
  });
});

describe('lines for sigv4 signer', () => {
  const order = (changes: object) =>
    JSON.stringify(
      orderWith({ accessKeyId: MARKED.keyId, secret: MARKED.secret, sessionToken: MARKED.token, ...changes }),
    );
  const answered = (lines: readonly string[]) =>
    spawnSync(process.execPath, [PROGRAM, 'signer'], { input: lines.join('\n'), encoding: 'utf8' });

  it('give no secret back, wherever they are broken', () => {
    const whole = order({});
    const cut = [...whole].map((_character, at) => whole.slice(0, at));
    const damaged = [...whole].map((_character, at) => `${whole.slice(0, at)}\x01${whole.slice(at)}`);
    const wrong = Object.keys(JSON.parse(whole)).flatMap((name) => [order({ [name]: [] }), order({ [`${name}x`]: 1 })]);
    const strange = [order({ secret: [MARKED.secret] }), order({ sessionToken: `${MARKED.token}\r\n` })];
    const carried = [
      order({ request: { method: 'GET', target: '/', headers: [['x-amz-security-token', MARKED.token, '']] } }),
    ];
    const lines = [...cut.slice(1), ...damaged, ...wrong, ...strange, ...carried];
    const { stdout, stderr, status } = answered(lines);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    expect(stdout.trimEnd().split('\n').length).toBe(lines.length);
    expect(stdout).not.toContain('"signature"');
    expect(leaksIn(stdout)).toEqual([]);
  });

  it('give back what they ask for by name: the signing key, and the token in what is signed; never the secret', () => {
    const { stdout } = answered([order({})]);
    const { signingKeyHex, canonicalRequest, ...rest } = JSON.parse(stdout);
    expect(leaksIn(signingKeyHex)).not.toEqual([]);
    expect(canonicalRequest).toContain(`x-amz-security-token:${MARKED.token}\n`);
    expect(leaksIn(JSON.stringify(rest))).toEqual([]);
    expect(stdout).not.toContain(MARKED.secret.slice(0, 12));
  });
});

describe('--show-secret', () => {
  it.each([
    ['walk', '--plain'],
    ['walk', '--json'],
    ['sign', '--as=headers'],
  ])('is the only exception: %s %s', async (name, form) => {
    const home = markedHome();
    const { stdout } = await home.run([name, form, KEY, ...SIGNING, '--show-secret'], SOURCES.environment.variables);
    home.remove();
    expect(leaksIn(stdout)).not.toEqual([]);
  });

  it.each([{ form: [] }, { form: ['--json'] }])('of what is verified too: $form', async ({ form }) => {
    const home = markedHome();
    const line = filled(['verify', 'REQUEST', '--at', MARKED_TIME, ...form]);
    const [hidden, shown] = [
      await home.run(line, SOURCES.environment.variables),
      await home.run([...line, '--show-secret'], SOURCES.environment.variables),
    ];
    home.remove();
    expect(hidden.status).toBe(0);
    expect(leaksIn(hidden.stdout)).toEqual([]);
    expect(leaksIn(shown.stdout)).not.toEqual([]);
  });
});
