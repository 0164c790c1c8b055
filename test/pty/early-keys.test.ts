/** Keys typed while the program is loaded: not echoed, none lost, and the terminal as it was where no screen opens. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';
import { openInShell, signalProgram } from '../support/screen/keyboard-shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-early-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let terminal: Terminal | null = null;
afterEach(() => terminal?.dispose());

const SLOWLY = {
  NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/support/pty/slow-loading.mjs'))}`,
  SLOW_PART: 'main',
  SAYS: 'loading ',
};
const NO_FILES = { AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' };

/** All that was written before the first control sequence: that is where an echo would be. */
const echoed = (screen: Terminal) => screen.written().split('\x1b[?1049h')[0];

describe('keys typed while the program is loaded', () => {
  it('are not echoed, and are for the screen', async () => {
    const environment = { ...NO_FILES, ...SLOWLY };
    terminal = openTerminal(process.execPath, [PROGRAM, 'walk'], { environment });
    await terminal.until('loading');
    terminal.write('3');
    terminal.write('\x1b[C');
    await terminal.until('[4 ');
    expect(echoed(terminal)).toBe('loading ');
    terminal.write('q');
    await terminal.exited();
    expect(terminal.exitCode()).toBe(0);
  });

  it('stay for the shell where the command line is wrong, and the terminal is as it was', async () => {
    // As a shell reads what a person types.
    const shell = `before=$(stty -g); ${process.execPath} ${PROGRAM} walk --no-such-option
      [ "$(stty -g)" = "$before" ] && echo "as before"; read -e -r line; echo "got $line"`;
    terminal = openTerminal('bash', ['--norc', '-c', shell], { environment: { ...NO_FILES, ...SLOWLY } });
    await terminal.until('loading');
    terminal.write('typed early\r');
    await terminal.until('See sigv4 --help.');
    await terminal.until('got typed early');
    expect(terminal.text()).toContain('as before');
    expect(terminal.text()).toMatch(/^loading sigv4: There is no option --no-such-option/);
  });

  it('end the program with Ctrl-C, the terminal being as it was', async () => {
    terminal = openInShell({ path: PROGRAM }, 'walk', { environment: { ...NO_FILES, ...SLOWLY } });
    await terminal.until('loading');
    terminal.write('\x03');
    await terminal.until(/ended: 130\s+settings: as before/);
  });
});

describe('a signal while the program is loaded', () => {
  // One handler is for all of them.
  it.each([['SIGHUP', 129]] as const)('%s ends it, the terminal being as it was', async (signal, code) => {
    terminal = openInShell({ path: PROGRAM }, 'walk', { environment: { ...NO_FILES, ...SLOWLY } });
    await terminal.until('loading');
    signalProgram(terminal, signal);
    await terminal.until(new RegExp(`ended: ${code}\\s+settings: as before`));
  });
});

describe('a program that a profile asks for credentials', () => {
  const KEYS = JSON.stringify({ Version: 1, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: 'made/up' });
  const script = join(folder, 'ask.sh');
  writeFileSync(
    script,
    `printf 'code? ' > /dev/tty\nread -r code < /dev/tty\nprintf 'got %s;' "$code" > /dev/tty\necho '${KEYS}'\n`,
  );
  const config = join(folder, 'config');
  writeFileSync(config, `[default]\nregion = us-east-1\ncredential_process = sh ${script}\n`);
  const environment = { ...NO_FILES, AWS_CONFIG_FILE: config, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

  it('may ask on the terminal before the screen is there', async () => {
    terminal = openTerminal(process.execPath, [PROGRAM, 'walk', 's3://b/key'], { environment });
    await terminal.until('code?');
    terminal.write('123456\r');
    await terminal.until('[0 Whole]');
    // What is typed at a program that asks is echoed, as that program wants it.
    expect(echoed(terminal)).toBe('code? 123456\r\ngot 123456;');
  });

  it('is ended by Ctrl-C as in any other command', async () => {
    terminal = openTerminal(process.execPath, [PROGRAM, 'walk', 's3://b/key'], { environment });
    await terminal.until('code?');
    terminal.write('\x03');
    await terminal.exited();
    expect(terminal.text().trim()).toBe('code? ^C');
  });
});

describe('a secret that is asked for before a walk', () => {
  const request = join(folder, 'request.txt');
  const scope = 'AKIDUNKNOWN/20130524/us-east-1/s3/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  const head = ['GET / HTTP/1.1', 'Host: b.s3.amazonaws.com', 'x-amz-date: 20130524T000000Z'];
  writeFileSync(
    request,
    [...head, 'x-amz-content-sha256: UNSIGNED-PAYLOAD', `Authorization: ${authorization}`, '', ''].join('\r\n'),
  );

  it('is typed unseen, and the screen comes after it', async () => {
    const line = [PROGRAM, 'verify', '--walk', request];
    terminal = openTerminal(process.execPath, line, { environment: { ...NO_FILES, ...SLOWLY } });
    await terminal.until(/secret access key/i);
    terminal.write('hidden\r2');
    await terminal.until(/ VERIFY *$/m);
    expect(echoed(terminal)).not.toMatch(/hidden|2\S*$/);
    terminal.write('q');
    await terminal.exited();
  });
});
