/** Verifying on a terminal: the walk in VERIFY, and the question for a secret. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { readCapture } from '../support/intake/captures.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';

const KEYS = { right: '\x1b[C', left: '\x1b[D', enter: '\r', interrupt: '\x03' };
const SCOPE = /\/us-east-1\/s3\/aws4_request/;

let home: Home;
let terminal: Terminal;
beforeAll(() => {
  home = makeHome();
});
afterEach(() => terminal.dispose());
afterAll(() => home.remove());

/** The file of a captured request and of its secret, as the command takes them. */
function lineFor(name: string, alter: (raw: string) => string = (raw) => raw): string[] {
  const { octets, accessKeyId, secretAccessKey, capturedAt } = readCapture(name);
  writeFileSync(join(home.folder, 'request'), alter(octets), 'latin1');
  const secrets = home.write('secrets', `${accessKeyId}:${secretAccessKey}\n`);
  return ['--secret-from', secrets, '--at', capturedAt, join(home.folder, 'request')];
}

const policy = Buffer.from(
  '{"expiration": "2013-05-24T01:00:00Z", "conditions": [{"bucket": "examplebucket"}, {"key": "user/cat.txt"}]}',
);

/** A browser upload as `sigv4 sign` writes it. */
async function policyLine(): Promise<string[]> {
  const line = ['sign', '--as', 'request', '--region', 'us-east-1', '--date', '20130524T000000Z'];
  const form = [
    '--post-policy',
    home.write('policy.json', policy.toString()),
    '-F',
    `file=@${home.write('cat', 'cat')}`,
  ];
  const { stdout } = await home.run([...line, ...form, 's3://examplebucket'], EXAMPLE_KEYS);
  writeFileSync(join(home.folder, 'upload'), stdout, 'latin1');
  return ['--at', '20130524T000000Z', join(home.folder, 'upload')];
}

const options = (columns: number, rows: number) => ({
  columns,
  rows,
  environment: { ...home.environment, AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' },
});

const open = (line: readonly string[], columns = 80, rows = 24): Terminal => {
  terminal = openTerminalHere(['verify', ...line], options(columns, rows));
  return terminal;
};

/** On a real terminal, whose echo the program turns off. */
const openReal = (line: readonly string[]): void => {
  terminal = openTerminal(process.execPath, [PROGRAM, 'verify', ...line], options(100, 50));
};

const BEGINNING = [
  ['Request', ' /'],
  ['Scope', SCOPE],
  ['Key', /•{32}/],
  ['Canonical', /1 (?:GET|PUT)\\n +method/],
  ['To sign', /[0-9a-f]{20}/],
] as const;

const FORMS = [
  {
    what: 'a signed header',
    request: 'GET 127.0.0.1:9000/demo/a%20b%2B%C3%BC.txt',
    line: async () => lineFor('boto3-get-range.txt'),
    steps: [...BEGINNING, ['Compare', '✓ match']],
  },
  {
    what: 'a presigned URL',
    request: 'GET 127.0.0.1:9000/demo/a%20b%2B%C3%BC.…',
    line: async () => lineFor('mc-presign.txt'),
    steps: [...BEGINNING, ['Compare', '✓ match']],
  },
  {
    what: 'signed chunks with a trailer',
    request: 'PUT 127.0.0.1:7780/demo/st.bin',
    line: async () => lineFor('own/own-streaming-signed-trailer.txt'),
    steps: [...BEGINNING, ['Chunks', 'HMAC of the signature above and the trailer'], ['Compare', '✓ match']],
  },
  {
    what: 'a browser upload',
    request: 'POST examplebucket/',
    line: policyLine,
    steps: [
      ['Policy', 'POST / HTTP/1.1'],
      ['Scope', SCOPE],
      ['Key', /[0-9a-f]{20}/],
      ['To sign', /of base64/],
      ['Compare', '✓ match'],
    ],
  },
] as const;

const SIZES = [
  [80, 24],
  [60, 20],
] as const;

describe('the walk of a verification', () => {
  it.each(FORMS.map((form, index) => ({ ...form, size: SIZES[index % SIZES.length] ?? SIZES[0] })))(
    'leads through $what to the comparison, at $size, and sends nothing',
    async ({ request, line, steps, size: [columns, rows] }) => {
      open(['--walk', ...(await line())], columns, rows);
      // Where all steps do not fit next to one another, the present one is counted.
      const title = (step: number) => {
        const name = steps[step - 1]?.[0];
        return new RegExp(`\\[${step} ${name}\\]|^ ${step}/\\d ${name} `, 'm');
      };
      for (const [index, [, shown]] of steps.entries()) {
        terminal.write(index > 0 ? KEYS.right : '1');
        await terminal.until(title(index + 1));
        await terminal.until(shown);
        expect(terminal.lines()[0]?.trim().split(/ {2,}/)).toEqual([`${request} · ✓ match`, 'VERIFY']);
        expect(terminal.lines()).toHaveLength(rows);
        expect(terminal.lines().at(-1)).toContain('? keys');
        expect(terminal.lines().at(-1)).not.toContain('send');
      }
      // It stops at the last step; nothing that is pressed there sends or signs.
      const before = terminal.text();
      terminal.write(KEYS.enter + KEYS.right + KEYS.left);
      await terminal.until(title(steps.length - 1));
      terminal.write(KEYS.right);
      await terminal.until(title(steps.length));
      expect(terminal.text()).toBe(before);
      terminal.write('q');
      await terminal.exited();
      expect(terminal.exitCode()).toBe(0);
      expect(terminal.isAlternateScreen()).toBe(false);
    },
  );

  it('opens with what is wrong, says it on the first line of every step, and leaves with 1', async () => {
    open(['--walk', ...lineFor('boto3-put.txt', (raw) => raw.slice(0, -1).concat('!'))]);
    for (const step of [6, 1, 2, 3, 4, 5, 6]) {
      terminal.write(`${step}`);
      await terminal.until(`[${step} `);
      expect(terminal.lines()[0]).toMatch(
        /^ PUT 127\.0\.0\.1:9000\/demo\/a%20b%2B%C3.*… · ✗ mismatch at Hashed payload +VERIFY *$/,
      );
    }
    await terminal.until('✗ Hashed payload');
    terminal.write('q');
    await terminal.exited();
    expect(terminal.exitCode()).toBe(1);
  });

  it('needs a signature that can be looked at: without one it says so and draws no screen', async () => {
    open(['--walk', ...lineFor('boto3-get-range.txt', (raw) => raw.replace(/^Authorization: .*\r\n/im, ''))]);
    await terminal.exited();
    expect(terminal.exitCode()).toBe(1);
    expect(terminal.text()).toContain('unsigned');
    expect(terminal.written()).not.toContain('\x1b[?1049h');
  });
});

/** What is typed is read in test/cli/typed-secret.test.ts; what a verification makes of it is tested with the command. */
describe('the question for a secret', () => {
  const { octets, accessKeyId, secretAccessKey, capturedAt } = readCapture('boto3-get-range.txt');
  const QUESTION = new RegExp(`secret.*${accessKeyId}`, 'i');
  const ask = async () => {
    writeFileSync(join(home.folder, 'asked'), octets, 'latin1');
    openReal(['--at', capturedAt, join(home.folder, 'asked')]);
    await terminal.until(({ text }) => QUESTION.test(text().replaceAll('\n', ' ')));
  };
  const answered = async (keys: string) => {
    await ask();
    const before = terminal.written();
    terminal.write(keys);
    await terminal.exited();
    return terminal.written().slice(before.length);
  };

  it('shows nothing of what is typed, and verifies with it', async () => {
    const written = await answered(`${secretAccessKey}\r`);
    expect(written).toMatch(/^[\r\n]+match\r\n/);
    expect(written).not.toContain(secretAccessKey.slice(0, 6));
    expect(terminal.exitCode()).toBe(0);
  });

  it('is left by Ctrl-C, and the terminal shows again what is typed', async () => {
    const written = await answered(`half of a secr${KEYS.interrupt}`);
    expect(written).not.toContain('half');
    expect(written).toContain('Interrupted');
    expect(terminal.exitCode()).toBe(130);
  });
});
