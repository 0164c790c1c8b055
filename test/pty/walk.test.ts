/** The real screen, in a pseudo-terminal, as a person drives it. */
import { afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/program.ts';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/terminal.ts';

const KEYS = { right: '\x1b[C', left: '\x1b[D', down: '\x1b[B', up: '\x1b[A', enter: '\r', interrupt: '\x03' };
const TITLES = [
  'Request',
  'Credential scope',
  'Signing key',
  'Canonical request',
  'String to sign',
  'Authorization',
  'Request bytes',
  'Response bytes',
];
/** What must stand unscrolled on each screen besides its name. */
const MAIN_VALUES = [
  'https://examplebucket.s3.amazonaws.com/test.txt',
  '20130524/us-east-1/s3/aws4_request',
  'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378',
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
  'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  'GET /test.txt HTTP/1.1',
  'HTTP/1.1 206 Partial Content',
];

const title = (step: number) => `[${step} ${TITLES[step - 1]}]`;

describe('the walk on a terminal', () => {
  let terminal: Terminal;

  const open = async (options: TerminalOptions = {}) => {
    terminal = openTerminal(process.execPath, [PROGRAM], options);
    await terminal.until(title(1));
  };
  const goTo = async (step: number) => {
    terminal.write(KEYS.right.repeat(step - 1));
    await terminal.until(title(step));
  };

  afterEach(() => terminal.dispose());

  it('leads from the first key to the response bytes and out', async () => {
    await open();
    expect(terminal.isAlternateScreen()).toBe(true);
    expect(terminal.lines()[0]).toMatch(/^SIGN {2}✓ this build passes (\d+) of \1 published test vectors$/);
    for (const [index, value] of MAIN_VALUES.slice(0, 7).entries()) {
      await terminal.until(title(index + 1));
      expect(terminal.text()).toContain(value);
      terminal.write(KEYS.right);
    }
    await terminal.until('Nothing has been sent');
    terminal.write(KEYS.left);
    await terminal.until('Not sent yet');
    terminal.write(KEYS.enter);
    await terminal.until('HTTP/1.1 206 Partial Content');
    expect(terminal.text()).toContain('10 of them body');
    terminal.write('G');
    await terminal.until('The hash of the answer');
    terminal.write('q');
    await terminal.exited();
    expect(terminal.exitCode()).toBe(0);
    expect(terminal.isAlternateScreen()).toBe(false);
  });

  it('says on the first screen what to press', async () => {
    await open();
    expect(terminal.text()).toContain('Press → for the next step');
    expect(terminal.lines().at(-1)).toMatch(/→ next .*\? keys .*q leave/);
  });

  it('stops at the first and at the last step', async () => {
    await open();
    terminal.write(KEYS.left.repeat(3) + KEYS.right);
    await terminal.until(title(2));
    terminal.write(KEYS.right.repeat(20) + KEYS.left);
    await terminal.until(title(7));
  });

  it('loses no key of a burst in one chunk', async () => {
    await open();
    terminal.write('jjjjj');
    await terminal.until(/^> Authorization/m);
  });

  it('shows where the line under the cursor comes from', async () => {
    await open();
    await goTo(4);
    terminal.write('jjjjjjj');
    await terminal.until('← "host" from the name of the Host header as sent, lower-cased');
  });

  it('shows the keys and closes them again', async () => {
    await open();
    terminal.write('?');
    await terminal.until('next step; stops at the last');
    expect(terminal.lines().at(-1)).toMatch(/esc close/);
    terminal.write('?');
    await terminal.until('Press → for the next step');
  });

  it.each([
    [80, 24],
    [60, 20],
    [130, 40],
  ])('fits %i columns and %i rows on every step', async (columns, rows) => {
    await open({ columns, rows });
    for (const step of TITLES.keys()) {
      await terminal.until(title(step + 1));
      expect(terminal.text()).toContain(TITLES[step]);
      expect(terminal.lines().at(-1)).toContain('q leave');
      terminal.write(KEYS.right);
    }
  });

  it('is drawn anew when the window changes, and says so where it is too small', async () => {
    await open();
    await goTo(4);
    terminal.resize(100, 30);
    await terminal.until((seen) => seen.lines().length === 30 && (seen.lines()[29] ?? '').includes('q leave'));
    expect(terminal.text()).toContain(title(4));
    terminal.resize(40, 10);
    await terminal.until('make it at');
    terminal.resize(80, 24);
    await terminal.until(title(4));
  });

  it('leaves with 130 and the terminal restored on Ctrl-C', async () => {
    await open();
    terminal.write(KEYS.interrupt);
    await terminal.exited();
    expect(terminal.exitCode()).toBe(130);
    expect(terminal.isAlternateScreen()).toBe(false);
  });

  it('restores the terminal when it is terminated', async () => {
    await open();
    terminal.signal('SIGTERM');
    await terminal.exited();
    expect(terminal.isAlternateScreen()).toBe(false);
  });

  it('sends no colour with NO_COLOR, and still shows the cursor', async () => {
    await open({ environment: { NO_COLOR: '1' } });
    await goTo(2);
    expect(terminal.written()).not.toMatch(/\x1b\[[0-9;]*[1-9][0-9;]*m/);
    expect(terminal.text()).toMatch(/^> date/m);
  });
});
