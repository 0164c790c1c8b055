/** No secret leaves the program: every command, every output, every way in which a secret comes in. */
import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCommands } from '../../src/commands/table.ts';
import { type MarkedHome, type MarkedServers, markedHome, markedServers } from '../support/cli/marked-home.ts';
import { MARKED_INPUTS, MARKED_URL, type MarkedRequests, markedRequests } from '../support/cli/marked-requests.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { openHere, runHere, runWith } from '../support/commands/in-process.ts';
import { orderWith } from '../support/commands/signer-lines.ts';
import { openTerminal } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';
import { sampled } from '../support/sweep.ts';
import { leaksIn, MARKED, MARKED_REGION, MARKED_TIME } from '../support/trace/secret-search.ts';

const COMMANDS = await loadCommands();

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
    ['--html', '-', KEY, ...SIGNING],
    ['--html', '-', '--send', '--presign', '--endpoint-url', 'QUOTES', KEY, ...SIGNING],
    ['--plain', KEY, '--no-sign-request'],
    ['--plain', KEY, '--region', 'not a region'],
  ],
  sign: [
    ...['request', 'headers', 'curl', 'sh', 'python', 'js', 'go'].map((form) => ['--as', form, KEY, ...SIGNING]),
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
      [input, '--at', MARKED_TIME, '--html', '-'],
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
    // Each has both forms, one with the answer and one without it.
    ...MARKED_INPUTS.map((input, at) => [input, 'REFUSAL', at % 2 === 0 ? '--plain' : '--json']),
    ...MARKED_INPUTS.map((input, at) => [input, ...(at % 2 === 0 ? ['--json'] : [])]),
    ['REFUSAL', '--plain'],
    ['PAIR', '--plain'],
    ['REFUSAL', 'REQUEST', '--plain', '--secret-from', 'SECRET'],
    ['REFUSAL', 'REQUEST', '--json', '--secret-from', 'SECRETS'],
    ['REFUSAL', 'REQUEST', '--html', '-', '--secret-from', 'SECRETS'],
    ['REFUSAL', 'REQUEST', '--share', '--secret-from', 'SECRETS'],
    ...MARKED_INPUTS.map((input) => [input, '--share']),
    ['REFUSAL', '--plain', '--secret-from', 'NO_SECRETS'],
    ['SECRET', '--plain'],
    ['NO_SECRETS', '--plain'],
    ['--plain', `x${MARKED_URL}`],
    ['--plain', MARKED_URL, MARKED_URL],
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
  causes: [[], ['--json'], [`x${MARKED_URL}`], [`--secret-access-key=${MARKED.secret}`]],
  dialects: [[], ['--json'], [`x${MARKED_URL}`], [`--secret-access-key=${MARKED.secret}`]],
  whoami: [[], ['--json'], [`x${MARKED_URL}`], [`--secret-access-key=${MARKED.secret}`]],
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
  capture: [
    ['--port', 'none'],
    ['--upstream', `x${MARKED_URL}`],
    ['--fault', MARKED_URL],
    [`--secret-access-key=${MARKED.secret}`],
  ],
  // A request alone is no recording.
  open: [['REQUEST'], ['SECRET', '--json'], [`x${MARKED_URL}`], [MARKED_URL, MARKED_URL]],
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
  // What it writes is searched in test/commands/book.test.ts.
  book: [[], [`--secret-access-key=${MARKED.secret}`]],
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

/** Those of the lines that run in a process too: each output, each way in which a command ends. */
const PROCESSES: readonly string[] = [
  `walk --plain --send --endpoint-url QUOTES ${KEY} ${SIGNING.join(' ')}`,
  `walk --json --send --endpoint-url ACCEPTS ${KEY} ${SIGNING.join(' ')}`,
  `send --endpoint-url QUOTES ${KEY} ${SIGNING.join(' ')} -v -i -L --fail`,
  `sign --as curl ${KEY} ${SIGNING.join(' ')}`,
  `diagnose REFUSAL REQUEST --json --secret-from SECRETS`,
  `verify --secret-access-key=${MARKED.secret} REQUEST`,
];

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
const isInProcess = (name: string, words: string) =>
  words.includes(PRINTS_ALL) || PROCESSES.includes(`${name} ${words}`);

/** All lines from the environment, and some of each command from the others: a command cannot tell where keys come from. */
const linesFrom = (from: string, name: string, lines: readonly (readonly string[])[]) =>
  from === 'environment' ? lines : lines.filter((line, at) => at % 6 === 0 || isInProcess(name, line.join(' ')));
const CASES = Object.entries(SOURCES).flatMap(([from, source]) =>
  Object.entries(LINES).flatMap(([name, lines]) =>
    linesFrom(from, name, lines).map((line) => ({
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

/** What is run must not find the settings of who runs the tests, and leaves its files in this home. */
function useHome(home: MarkedHome, variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  const places = {
    HOME: home.folder,
    TMPDIR: home.folder,
    XDG_STATE_HOME: home.folder,
    AWS_CONFIG_FILE: `${home.folder}/.aws/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${home.folder}/.aws/credentials`,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries({ ...places, ...variables })) vi.stubEnv(name, value);
}

/** The program that is graded has the standard error of the whole process. */
const inheritsErrors = ({ line }: { readonly line: readonly string[] }) => line.includes(PRINTS_ALL);

/** The body of an answer is given exactly, no matter what the server quotes in it. */
const isExact = (name: string, line: readonly string[]) => name === 'send' && line.includes('QUOTES');

/** No mistake explains these, so each diagnosis of them tries every two mistakes at once. */
const UNEXPLAINED: readonly string[] = ['OTHER_PATH', 'OTHER_TOKEN', 'PRESIGNED', MARKED_URL, `x${MARKED_URL}`];

/**
 * Runs a command line in a pipe, or on a terminal of so many columns. A person stops the search of an unexplained
 * diagnosis at its first report of progress.
 */
function runOrStop(name: string, line: readonly string[], columns: number | null = null) {
  const words = [name, ...filled(line)];
  const isStopped = name === 'diagnose' && line.some((word) => UNEXPLAINED.includes(word));
  if (!isStopped) return runHere(words, columns);
  let seconds = 0;
  return runWith(words, {
    isOutputTerminal: columns !== null,
    outputWidth: columns ?? Number.POSITIVE_INFINITY,
    outputHeight: Number.POSITIVE_INFINITY,
    errorsWidth: () => 120,
    now: () => new Date(Date.UTC(2013, 4, 24) + 1000 * seconds++),
    interruption: () => AbortSignal.abort(),
  });
}

const NO_LEAKS = { stdout: [], stderr: [], files: [] };

describe('no secret is in what a pipe gets, in a file, or in the arguments of a child', () => {
  let home: MarkedHome;
  beforeEach(() => {
    home = markedHome();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    home.remove();
  });
  const leaksOf = (stdout: string, stderr: string) => ({
    stdout: leaksIn(stdout),
    stderr: leaksIn(stderr),
    files: leaksIn(home.filesWritten()),
  });

  it.each(CASES.filter((row) => !inheritsErrors(row)))(
    '$name $words, from the $from',
    async ({ name, line, variables, from }) => {
      useHome(home, variables);
      const { stdout, stderr } = await runOrStop(name, line);
      expect(leaksOf(isExact(name, line) ? '' : stdout, stderr)).toEqual(NO_LEAKS);
      if (from === 'credential_process' && line.includes('--send'))
        expect(home.filesWritten()).toContain('process.cjs');
    },
  );

  const processes = CASES.filter(({ name, words }) => isInProcess(name, words)).filter(
    ({ from }, at) => from === 'environment' || at % 4 === 0,
  );
  it.each(processes)('$name $words, from the $from, in a process', async ({ name, line, variables, from }) => {
    const { stdout, stderr } = await home.run([name, ...filled(line)], { ...variables, TMPDIR: home.folder });
    expect(stdout + stderr).not.toBe('');
    expect(leaksOf(isExact(name, line) ? '' : stdout, stderr)).toEqual(NO_LEAKS);
    if (from === 'credential_process' && line.includes('--send')) expect(home.filesWritten()).toContain('process.cjs');
  });
});

describe('no secret is on a terminal', () => {
  const SIZE = { width: 120, height: 50 };
  let home: MarkedHome;
  beforeAll(() => {
    home = markedHome();
    useHome(home, SOURCES.environment.variables);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    home.remove();
  });

  it.each(['ACCEPTS', 'QUOTES', 'NOBODY'])('in any of the eight steps of a walk, sent to %s', async (server) => {
    const screen = await openHere(['walk', ...filled(['--endpoint-url', server]), KEY, ...SIGNING], SIZE);
    const seen: string[] = [];
    for (let step = 0; step <= 8; step++) {
      if (step > 0) screen.press('right');
      expect(screen.text()).toContain(`[${step} `);
      if (step === 8) {
        screen.press('return');
        await expect.poll(screen.text).toMatch(/^>? +✗|✓ \d+ .*accepted/m);
      }
      for (let page = 0; page < 12; page++) {
        seen.push(screen.text());
        screen.press('space');
      }
    }
    expect(leaksIn(seen.join('\n') + screen.written())).toEqual([]);
    expect(seen.join('\n')).toContain(MARKED.keyId);
  });

  it('in any step of a verification', async () => {
    const screen = await openHere(['verify', '--walk', '--at', MARKED_TIME, ...filled(['REQUEST'])], SIZE);
    const seen: string[] = [];
    for (let step = 0; step <= 6; step++) {
      if (step > 0) screen.press('right');
      expect(screen.text()).toContain(`[${step} `);
      seen.push(screen.text());
    }
    expect(leaksIn(seen.join('\n') + screen.written())).toEqual([]);
    expect(seen.join('\n')).toContain(MARKED.keyId);
  });

  it.each([
    ['of files', ['diagnose', 'REFUSAL', 'REQUEST'], false],
    ['of a refused walk', ['walk', '--endpoint-url', 'QUOTES', KEY, ...SIGNING], true],
  ])('in any step of a diagnosis %s', async (_what, line, sends) => {
    const screen = await openHere(filled(line), SIZE);
    if (sends) {
      screen.press('7');
      screen.press('return');
      await expect.poll(screen.text).toContain('d diagnose');
      screen.press('d');
    }
    await expect.poll(screen.text).toMatch(/ DIAGNOSIS *$/m);
    const seen = [screen.text()];
    for (const step of ['1', '2', '3', '4']) {
      for (const key of [step, 'space', 'space', 'G', 'tab', 'g', 'l', 'l']) {
        screen.press(key);
        seen.push(screen.text());
      }
    }
    expect(new Set(seen).size).toBeGreaterThan(8);
    expect(leaksIn(seen.join('\n') + screen.written())).toEqual([]);
  });

  const isWithoutScreen = (name: string, line: readonly string[]) =>
    !['walk', 'diagnose'].includes(name) || line.some((word) => ['--plain', '--json'].includes(word));
  const lines = Object.entries(LINES).flatMap(([name, of]) =>
    of
      .filter((line) => isWithoutScreen(name, line) && !inheritsErrors({ line }))
      .map((line) => ({ name, line, words: [name, ...line].join(' ') })),
  );
  it.each(sampled(lines, 60))('with $words', async ({ name, line }) => {
    const { stdout, stderr } = await runOrStop(name, line, SIZE.width);
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });

  const TERMINAL = { columns: SIZE.width, rows: SIZE.height };
  const ONLY_ENVIRONMENT = {
    ...SOURCES.environment.variables,
    AWS_CONFIG_FILE: 'none',
    AWS_SHARED_CREDENTIALS_FILE: 'none',
  };

  it.each([
    ['a walk', ['walk', '--endpoint-url', 'QUOTES', KEY, ...SIGNING], ['7\r'], /✗ 403 /],
    ['a diagnosis', ['diagnose', 'REFUSAL', 'REQUEST'], ['\t', '2', '3', '4'], '[4 '],
    ['a verification', ['verify', '--walk', '--at', MARKED_TIME, 'REQUEST'], ['2', '3', '6'], '[6 '],
  ])('that is drawn on, with %s', async (what, line, keys, last) => {
    const terminal =
      what === 'a walk'
        ? openTerminal(process.execPath, [PROGRAM, ...filled(line)], { ...TERMINAL, environment: ONLY_ENVIRONMENT })
        : openTerminalHere(filled(line), { ...TERMINAL, environment: ONLY_ENVIRONMENT });
    await terminal.until(/\[0 | DIAGNOSIS *$/m);
    for (const key of keys) terminal.write(key);
    await terminal.until(last);
    terminal.write('q');
    await terminal.exited();
    expect(terminal.written()).toContain(MARKED.keyId);
    expect(leaksIn(terminal.written())).toEqual([]);
    terminal.dispose();
  });

  it.each([
    [['send', '--endpoint-url', 'QUOTES', KEY, ...SIGNING, '-v', '-o', '/dev/null']],
    [[`verify`, 'OPEN_QUOTE', '--at', MARKED_TIME]],
  ])('with all that is printed, with %j', async (line) => {
    const terminal = openTerminalHere(filled(line), { ...TERMINAL, environment: ONLY_ENVIRONMENT });
    await terminal.exited();
    expect(terminal.written()).not.toBe('');
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
  let home: MarkedHome;
  beforeAll(() => {
    home = markedHome();
    useHome(home, SOURCES.environment.variables);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    home.remove();
  });

  it.each([
    ['walk', '--plain'],
    ['walk', '--json'],
    ['sign', '--as=headers'],
  ])('is the only exception: %s %s', async (name, form) => {
    const { stdout } = await runHere([name, form, KEY, ...SIGNING, '--show-secret']);
    expect(leaksIn(stdout)).not.toEqual([]);
  });

  it.each([{ form: [] }, { form: ['--json'] }])('of what is verified too: $form', async ({ form }) => {
    const line = filled(['verify', 'REQUEST', '--at', MARKED_TIME, ...form]);
    const [hidden, shown] = [await runHere(line), await runHere([...line, '--show-secret'])];
    expect(hidden.status).toBe(0);
    expect(leaksIn(hidden.stdout)).toEqual([]);
    expect(leaksIn(shown.stdout)).not.toEqual([]);
  });
});
