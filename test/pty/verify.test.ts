/** Verifying on a terminal: a request without a signature, and the question for a secret. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { readCapture } from '../support/intake/captures.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';

const KEYS = { right: '\x1b[C', left: '\x1b[D', enter: '\r', interrupt: '\x03' };

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

describe('the walk of a verification', () => {
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
