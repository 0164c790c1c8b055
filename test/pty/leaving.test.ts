/** Every way of leaving the real screen, from a shell: the terminal is as it was, and what stood on it too. */
import { afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import type { Terminal } from '../support/pty/terminal.ts';
import { openInShell, signalProgram } from '../support/screen/keyboard-shell.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';

/** The row of the steps, in both of its forms. */
const CANONICAL = /\[4 Canonical\]|^ 4\/8 Canonical/m;

let terminal: Terminal;
afterEach(() => terminal.dispose());

/** A crash of the program, which it has no key for: an exception in a handler. */
const CRASHING = `--import=data:text/javascript,process.on('SIGUSR2',()=>{throw%20new%20Error('a%20crash')})`;

async function open([columns, rows]: readonly [number, number], words = 'walk', environment = {}): Promise<void> {
  terminal = openInShell({ path: PROGRAM }, words, { columns, rows, environment });
  await terminal.until((seen) => seen.isAlternateScreen() && seen.text().includes('? keys'));
  expect(terminal.buffer().modes).toMatchObject({ bracketedPasteMode: true, mouseTrackingMode: 'none' });
}

const lastOf = (mode: number) =>
  terminal
    .written()
    .match(new RegExp(`\\x1b\\[\\?${mode}[hl]`, 'g'))
    ?.at(-1)
    ?.at(-1);

function expectRestored(): void {
  expect(terminal.isAlternateScreen()).toBe(false);
  const { modes } = terminal.buffer();
  expect({ paste: modes.bracketedPasteMode, mouse: modes.mouseTrackingMode }).toEqual({ paste: false, mouse: 'none' });
  expect({ cursor: lastOf(25), drawing: lastOf(2026) }).toEqual({ cursor: 'h', drawing: 'l' });
}

async function expectLeft(code: number): Promise<void> {
  await terminal.until('the shell is back');
  expect(terminal.text()).toContain(`ended: ${code}\nsettings: as before`);
  expect(terminal.lines()[0]).toBe('the shell was here');
  expect(terminal.text()).not.toMatch(/\? keys|EXAMPLE/);
  expectRestored();
}

/** How long the program is stopped, in milliseconds: after that, nothing waits for the stop any more. */
const STOP = 300;

describe.each([[80, 24]] as const)('at %i×%i the terminal is as it was', (...size) => {
  // After q, which ends other tests here, it is too.
  it('after Ctrl-C', async () => {
    await open(size);
    terminal.write('\x03');
    await expectLeft(130);
  });

  // The other signals are in keyboard.test.ts.
  it('after SIGTERM', async () => {
    await open(size);
    signalProgram(terminal, 'SIGTERM');
    await expectLeft(143);
  });

  it('after a crash, whose message can be read', { tags: ['expensive'] }, async () => {
    await open(size, 'walk', { NODE_OPTIONS: CRASHING });
    signalProgram(terminal, 'SIGUSR2');
    await terminal.until('the shell is back');
    expect(terminal.text()).toContain('sigv4: Internal error: Error at ');
    expect(terminal.text()).toMatch(/ended: [1-9]\d*\nsettings: as before/);
    expectRestored();
  });

  it('while it is stopped by Ctrl-Z, and goes on where it was', async () => {
    await open(size);
    terminal.write('4/host:ex\rlll');
    await terminal.until('line 4 · offset 3');
    terminal.write('\x1a');
    await terminal.until(/stopped: 148\nsettings: as before\ntype a line/);
    expectRestored();
    await new Promise((resolve) => setTimeout(resolve, STOP));
    terminal.write('it\r');
    await terminal.until((seen) => seen.isAlternateScreen() && seen.text().includes('line 4 · offset 3'));
    expect(terminal.buffer().modes).toMatchObject({ bracketedPasteMode: true, mouseTrackingMode: 'none' });
    terminal.write('l');
    await terminal.until(
      (seen) => seen.text().includes('line 4 · offset 4') && seen.lines()[0]?.startsWith(' GET ') === true,
    );
    terminal.write('q');
    await expectLeft(0);
  });

  it('after a stop that no program can prepare for, and all is drawn again', { tags: ['expensive'] }, async () => {
    await open(size);
    terminal.write('4');
    await terminal.until(CANONICAL);
    // Where the shell writes is where the cursor was left: that of a whole frame.
    await terminal.until(/\? keys$/);
    signalProgram(terminal, 'SIGSTOP');
    await terminal.until(/settings: changed\s+type a line/);
    terminal.write('it\r');
    await terminal.until((seen) => CANONICAL.test(seen.text()) && !seen.text().includes('stopped'));
    terminal.write('5');
    await terminal.until(/\[5 To sign\]|^ 5\/8 To sign/m);
    terminal.write('q');
    await expectLeft(0);
  });
});

/** What the keys do is the screen's own: without a shell, in this process. */
describe('leaving', () => {
  const openHere = async (words: string, isOpen: string) => {
    const environment = { AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' };
    terminal = openTerminalHere(words.split(' '), { environment });
    await terminal.until((seen) => seen.isAlternateScreen() && seen.text().includes(isOpen));
  };
  const expectEnd = async (code: number) => {
    await terminal.exited();
    expect(terminal.exitCode()).toBe(code);
    expectRestored();
  };

  it.each([
    ['Ctrl-C while something is typed', '/half\x03', 130],
    ['q from the palette', ':leave\r', 0],
    ['q while something is being sent', '7\rq', 0],
  ])('is with %s too', async (_what, keys, code) => {
    await openHere('walk', '? keys');
    terminal.write(keys);
    await expectEnd(code);
  });

  it('is with a code that says whether a signature was right, where one was verified', async () => {
    await openHere('verify --walk --at 20130524T000000Z fixtures/requests/put-with-other-body.txt', '? keys');
    terminal.write('q');
    await expectEnd(1);
  });
});
