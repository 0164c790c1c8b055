/** Nothing that a server or a client says commands the terminal, or hides from who reads it. */
import { readFileSync, writeFileSync } from 'node:fs';
import xterm from '@xterm/headless';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BACKGROUND_QUERY } from '../../src/screen/colors/background.ts';
import { type Finished, type Home, makeHome } from '../support/cli/own-home.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { openHere, runHere, runOnTerminal } from '../support/commands/in-process.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';
import { HOSTILE, UNSEEN } from '../support/trace/hostile-texts.ts';
import { AUTHORIZATION, PRESIGNED_URL, SIGNED_GET } from '../support/verification/verifying.ts';
import { bytes, serve, type TcpServer } from '../support/wire/tcp-server.ts';

const EVERYTHING = HOSTILE.join('.');
const BODY = `<?xml version="1.0"?>\n<Error><Code>${EVERYTHING}</Code><Message>a\rb\0c\r\n${EVERYTHING}</Message></Error>`;

const answer = (status: string, headers: string, body: string) =>
  `HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;
const ANSWERS: Readonly<Record<string, string>> = {
  body: answer('200 OK', '', BODY),
  error: answer('403 Forbidden', 'Content-Type: application/xml\r\n', BODY),
  headers: answer('200 OK', `X-Hostile: ${EVERYTHING}\r\nETag: ${EVERYTHING}\r\n`, ''),
  'status line': answer(`403 ${EVERYTHING}`, '', ''),
  redirect: answer('301 Moved', `Location: http://h/${EVERYTHING}\r\nx-amz-bucket-region: ${EVERYTHING}\r\n`, BODY),
  'header name': answer('200 OK', `X-${EVERYTHING.replaceAll(':', '')}: a\r\n`, BODY),
  'header with NUL': answer('200 OK', 'X-A: a\0b\rc\r\n', ''),
  chunks: `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${EVERYTHING}\r\na\r\n0\r\nX-T: ${EVERYTHING}\r\n\r\n`,
  'chunk size': `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${EVERYTHING}\r\n`,
  coding: `HTTP/1.1 200 OK\r\nTransfer-Encoding: ${EVERYTHING}\r\n\r\n`,
  length: `HTTP/1.1 200 OK\r\nContent-Length: ${EVERYTHING}\r\n\r\n`,
  interim: `HTTP/1.1 103 ${EVERYTHING}\r\nLink: ${EVERYTHING}\r\n\r\n${answer('200 OK', '', BODY)}`,
  'no HTTP': `${EVERYTHING}\r\n\r\n`,
};
const NAMES = Object.keys(ANSWERS);

const servers = new Map<string, TcpServer>();
let home: Home;

beforeAll(async () => {
  home = makeHome();
  for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_CONFIG_FILE', 'none');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', 'none');
  for (const name of NAMES) {
    servers.set(name, await serve((socket) => socket.end(bytes(ANSWERS[name] ?? ''))));
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  home.remove();
  for (const server of servers.values()) await server.close();
});
const urlOf = (name: string) => `http://127.0.0.1:${servers.get(name)?.port}/a`;
const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const asText = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');

const LINES = [
  ['walk', '--plain', '--send'],
  ['walk', '--json', '--send'],
  ['send', '-v', '-i'],
  ['send', '-v', '-f'],
] as const;

const CASES = NAMES.flatMap((name) => LINES.map((line) => ({ name, line })));
/** On a terminal: a walk and a request of each. JSON is the same there as in a pipe, and -f writes nothing else. */
const ON_TERMINALS = CASES.filter(({ line }) => line === LINES[0] || line === LINES[2]);

describe('no unseen character is in a pipe', () => {
  it.each(CASES)('from a hostile $name with $line', async ({ name, line }) => {
    const { stdout, stderr, status } = await runHere([...line, urlOf(name)]);
    // The body that `send` gives a pipe is exact.
    if (line[0] === 'walk') expect(asText(stdout).match(UNSEEN)).toBeNull();
    expect(stderr.match(UNSEEN)).toBeNull();
    expect(stderr).not.toContain('Internal error:');
    expect([0, 1, 22]).toContain(status);
  });
});

describe('the body is exact', () => {
  it('in a pipe, and in the file of -o', async () => {
    expect((await home.run(['send', urlOf('body')], KEYS)).stdout).toBe(BODY);
    await runHere(['send', '-o', `${home.folder}/out`, urlOf('body')]);
    expect(readFileSync(`${home.folder}/out`, 'latin1')).toBe(BODY);
  });
});

/** What a hostile server could do to a terminal. */
interface Damage {
  readonly titles: string[];
  readonly commands: string[];
}

function watch(emulator: xterm.Terminal): Damage {
  const damage: Damage = { titles: [], commands: [] };
  emulator.onTitleChange((title) => damage.titles.push(title));
  emulator.onBell(() => damage.commands.push('bell'));
  for (const number of [0, 1, 2, 8, 52]) {
    emulator.parser.registerOscHandler(number, (data) => {
      if (number !== HYPERLINK || !isOwnLink(data)) damage.commands.push(`OSC ${number};${data}`);
      return false;
    });
  }
  return damage;
}

/** OSC 8 (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda): parameters, a semicolon, the address. */
const HYPERLINK = 8;

/** The end of a link, or a page that this program names itself; no one else's words are links. */
const isOwnLink = (data: string) =>
  /^[^;]*;(?:https:\/\/(?:docs\.aws\.amazon\.com|www\.rfc-editor\.org|www\.w3\.org)\/[\w./#-]*)?$/.test(data);

const SIZE = { width: 100, height: 40 };

/** Of what is hostile, what is drawn on a terminal too: each is everything, in a place of its own. */
const DRAWN: readonly string[] = ['error', 'headers'];
/** The one that comes on a real terminal, where the same bytes are written by a process. */
const REAL = 'error';

/** As tall as what is written, so that none of it is lost. */
const emulatorOf = () => new xterm.Terminal({ cols: SIZE.width, rows: SIZE.height, allowProposedApi: true });

const ON_TERMINAL = {
  columns: SIZE.width,
  rows: SIZE.height,
  environment: { ...KEYS, AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' },
};
const openReal = (line: readonly string[]) => openTerminal(process.execPath, [PROGRAM, ...line], ON_TERMINAL);
const openHereOn = (line: readonly string[]) => openTerminalHere(line, ON_TERMINAL);

function expectUnharmed(emulator: xterm.Terminal, damage: Damage): void {
  expect(damage).toEqual({ titles: [], commands: [] });
  expect(emulator.modes).toMatchObject({
    mouseTrackingMode: 'none',
    originMode: false,
    insertMode: false,
    wraparoundMode: true,
  });
  expect(emulator.buffer.active.type).toBe('normal');
}

/** An emulator with what a command line wrote, line ends as the terminal driver makes them. */
async function shownOn(emulator: xterm.Terminal, { stdout, stderr }: Finished): Promise<string> {
  const text = asText(stdout) + stderr;
  await new Promise<void>((resolve) => emulator.write(text.replace(/\n/g, '\r\n'), resolve));
  return text;
}

describe('a terminal is not commanded', () => {
  it.each(ON_TERMINALS)('by a hostile $name with $line', async ({ name, line }) => {
    const emulator = emulatorOf();
    const damage = watch(emulator);
    const text = await shownOn(emulator, await runHere([...line, urlOf(name)], SIZE.width));
    expectUnharmed(emulator, damage);
    expect(text.match(UNSEEN)).toBeNull();
    expect(emulator.buffer.active.cursorX).toBe(0);
  });

  it.each(ON_TERMINALS.filter(({ name }) => name === REAL))('that is real, by $name with $line', async (one) => {
    const terminal = openReal([...one.line, urlOf(one.name)]);
    const damage = watch(terminal.buffer());
    await terminal.exited();
    expectUnharmed(terminal.buffer(), damage);
    expect(terminal.written().replace(/\r\n/g, '\n').match(UNSEEN)).toBeNull();
    expect(terminal.buffer().buffer.active.cursorX).toBe(0);
    terminal.dispose();
  });
});

describe('the screen of a walk is not commanded', () => {
  it.each(NAMES)('by a hostile %s', async (name) => {
    const screen = await openHere(['walk', urlOf(name)], SIZE);
    screen.press('8');
    screen.press('return');
    await expect.poll(screen.text).toMatch(ANSWERED);
    const seen = [screen.text()];
    const press = (key: string) => {
      screen.press(key);
      seen.push(screen.text());
    };
    for (const key of [...Array(20).fill('space'), 'g']) press(key);
    expect(screen.text()).toContain('[8 ');
    // A search goes through all steps, and to another step if the answer has no such text.
    for (const key of ['/', ...'HOSTILE', 'return', '8']) press(key);
    // Byte by byte too, in hexadecimal and in the inspector.
    for (const key of ['x', 'tab', 'l', 'l', 'G']) press(key);
    expect(screen.text()).toContain('[8 ');
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect((seen.join('\n') + screen.written()).match(UNSEEN)).toBeNull();
  });

  it.each(DRAWN)('that is drawn, by a hostile %s', async (name) => {
    const terminal = (name === REAL ? openReal : openHereOn)(['walk', urlOf(name)]);
    const damage = watch(terminal.buffer());
    await terminal.until('[0 ');
    terminal.write('\x1b[C'.repeat(8));
    await terminal.until('[8 ');
    const before = modesOf(terminal);
    terminal.write('\r');
    await terminal.until(({ text }) => ANSWERED.test(text()));
    const seen = [terminal.text()];
    for (const keys of [' ', ' ', ' ', 'g/HOSTILE\r', '8x', '\t', 'l', 'l', 'G']) {
      terminal.write(keys);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await terminal.until('[8 ');
      seen.push(terminal.text());
    }
    expect(modesOf(terminal)).toEqual(before);
    expect(seen.join('\n').match(UNSEEN)).toBeNull();
    terminal.write('q');
    await terminal.exited();
    expectUnharmed(terminal.buffer(), damage);
    expect(terminal.isAlternateScreen()).toBe(false);
    expect(withoutDrawing(terminal.written()).match(UNSEEN)).toBeNull();
    terminal.dispose();
  });
});

/** What somebody gives to be verified, each with everything hostile where it may be. */
const inRequest = (changes: (raw: string) => string) => changes(SIGNED_GET);
const inText = EVERYTHING.replace(/[\0\r\n]/g, '');
const INPUTS: Readonly<Record<string, string>> = {
  target: inRequest((raw) => raw.replace('/test.txt', `/${inText.replaceAll(' ', '')}`)),
  'signed value': inRequest((raw) => raw.replace('bytes=0-9', inText)),
  'header name': inRequest((raw) => raw.replace('Range', inText.replaceAll(':', ''))),
  credential: inRequest((raw) => raw.replace('/us-east-1/', `/${inText.replaceAll('/', '')}/`)),
  signature: inRequest((raw) => raw.replace('Signature=f0', `Signature=${inText}`)),
  body: inRequest((raw) => `${raw}${BODY}`),
  'first line': inRequest((raw) => `${EVERYTHING}${raw}`),
  'version of HTTP': inRequest((raw) => raw.replace('HTTP/1.1', `HTTP/1.1${inText}`)),
  'URL alone': `${PRESIGNED_URL}&a=${inText}`,
  'curl line': `curl 'http://h/' -H 'Authorization: ${AUTHORIZATION}' -H 'x-hostile: ${inText.replaceAll("'", '')}'`,
  'option of curl': `curl 'http://h/' --${inText.replaceAll("'", '')}`,
  'canonical request': `GET\n/${inText}\n\nhost:h\n\nhost\n${'0'.repeat(64)}\n\nAWS4-HMAC-SHA256\n20130524T000000Z\n20130524/${inText}/s3/aws4_request\n${'1'.repeat(64)}\n`,
  HAR: JSON.stringify({
    log: {
      entries: [{ request: { method: 'GET', url: `http://h/${inText}`, headers: [{ name: 'a', value: inText }] } }],
    },
  }),
  'no form': EVERYTHING,
};
const VERIFYING = Object.keys(INPUTS).flatMap((name) => [[], ['--json']].map((form) => ({ name, form })));

describe('what is verified commands nothing', () => {
  const lineFor = (name: string, form: readonly string[]) => {
    const path = `${home.folder}/${name.replaceAll(' ', '-')}`;
    writeFileSync(path, INPUTS[name] ?? '', 'latin1');
    return ['verify', '--at', '20130524T000000Z', ...form, path];
  };

  it.each(VERIFYING)('with a hostile $name in a pipe: $form', async ({ name, form }) => {
    const { stdout, stderr, status } = await runHere(lineFor(name, form));
    expect(asText(stdout).match(UNSEEN)).toBeNull();
    expect(stderr.match(UNSEEN)).toBeNull();
    expect(stdout + stderr).not.toContain('Internal error:');
    expect([0, 1, 2]).toContain(status);
  });

  it.each(Object.keys(INPUTS))('with a hostile %s on a terminal, as a report', async (name) => {
    const emulator = emulatorOf();
    const damage = watch(emulator);
    const text = await shownOn(emulator, await runHere(lineFor(name, []), SIZE.width));
    expectUnharmed(emulator, damage);
    expect(text.match(UNSEEN)).toBeNull();
  });

  const isWalked = (name: string) => ['signed value', 'credential', 'signature', 'body'].includes(name);
  it.each(Object.keys(INPUTS))('with a hostile %s, as a walk where one opens', async (name) => {
    const { screen, printed } = await runOnTerminal(lineFor(name, ['--walk']), SIZE);
    expect((asText(printed.stdout) + printed.stderr).match(UNSEEN)).toBeNull();
    expect(screen !== null).toBe(isWalked(name));
    if (screen === null) return;
    // A mismatch opens with the verdict.
    for (const step of [6, 1, 2, 3, 4, 5]) {
      screen.press(`${step}`);
      expect(screen.text()).toContain(`[${step} `);
      expect(screen.text().match(UNSEEN)).toBeNull();
    }
    expect(screen.written()).toBe('');
  });

  it('where it is drawn either', async () => {
    const terminal = openHereOn(lineFor('signed value', ['--walk']));
    const damage = watch(terminal.buffer());
    await terminal.until('[6 ');
    for (const step of [6, 1, 2, 3, 4, 5]) {
      terminal.write(`${step}`);
      await terminal.until(`[${step} `);
      expect(terminal.text().match(UNSEEN)).toBeNull();
    }
    terminal.write('q');
    await terminal.exited();
    expectUnharmed(terminal.buffer(), damage);
    expect(withoutDrawing(terminal.written()).match(UNSEEN)).toBeNull();
    terminal.dispose();
  });
});

describe('the verdict on an answer', () => {
  it('is on the screen, however long the status line is', async () => {
    const terminal = openHereOn(['walk', urlOf('status line')]);
    await terminal.until('[0 ');
    terminal.write('\x1b[C'.repeat(8));
    await terminal.until('[8 ');
    terminal.write('\r');
    await terminal.until(({ text }) => ANSWERED.test(text()));
    expect(terminal.text()).toMatch(/^ +✗ 403 .{40}… {3}refused *$/m);
    terminal.dispose();
  });
});

/** No screen of a request that is still to be sent, or on its way. */
const ANSWERED =
  /^(?![\s\S]*(?:This request has not been sent|Nothing has been sent|Waiting for the response|Sending…|Receiving…|is on its way))/;
const modesOf = (terminal: Terminal) => ({ ...terminal.buffer().modes, synchronizedOutputMode: null });

/** Without the colours, movements and modes by which the screen itself is drawn, and its one question. */
const withoutDrawing = (written: string) =>
  written
    .replace(BACKGROUND_QUERY, '')
    .replace(/\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)/g, (link, data: string) => (isOwnLink(data) ? '' : link))
    .replace(/\x1b\[[0-9;?>]*[A-Za-z]/g, '')
    .replace(/\r?\n|\r/g, '\n');
