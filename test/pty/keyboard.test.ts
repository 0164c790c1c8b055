/**
 * The keyboard on a pseudo-terminal: what comes through, and the terminal as it was after each way of leaving. With the
 * program itself, `leaving.test.ts` does the same for SIGTERM, SIGHUP, an exception in a handler, Ctrl-Z, and SIGSTOP.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/pty/terminal.ts';
import {
  type BuiltProgram,
  buildKeyboardProgram,
  openInShell,
  signalProgram,
} from '../support/screen/keyboard-shell.ts';

const DRAWN = 'the last row';

let program: BuiltProgram;
let terminal: Terminal;

beforeAll(async () => {
  program = await buildKeyboardProgram();
});
afterAll(() => program.remove());
afterEach(() => terminal.dispose());

/** The program alone, as the terminal's own process. */
async function open(...words: string[]): Promise<void> {
  terminal = openTerminal(process.execPath, [program.path, ...words]);
  await terminal.until(DRAWN);
}

async function openFromShell(words = '', options: TerminalOptions = {}): Promise<void> {
  terminal = openInShell(program, words, options);
  await terminal.until(DRAWN);
}

/** The last that was asked of a mode: `h` for on. */
const lastOf = (mode: number) =>
  terminal
    .written()
    .match(new RegExp(`\\x1b\\[\\?${mode}[hl]`, 'g'))
    ?.at(-1)
    ?.at(-1);

/** All that the program asked for is taken back. */
function expectRestored(): void {
  expect(terminal.isAlternateScreen()).toBe(false);
  const { modes } = terminal.buffer();
  expect({ paste: modes.bracketedPasteMode, mouse: modes.mouseTrackingMode }).toEqual({ paste: false, mouse: 'none' });
  expect({ cursor: lastOf(25), drawing: lastOf(2026) }).toEqual({ cursor: 'h', drawing: 'l' });
}

async function expectLeft(code: number, ...said: string[]): Promise<void> {
  await terminal.until('the shell is back');
  expect(terminal.text()).toContain(`ended: ${code}\nsettings: as before`);
  for (const text of said) expect(terminal.text()).toContain(text);
  // What stood there before still does, and nothing was drawn over it.
  expect(terminal.lines()[0]).toBe('the shell was here');
  expect(terminal.text()).not.toContain(DRAWN);
  expectRestored();
}

describe('the terminal is as it was', () => {
  it.each(['', 'primary'])('after leaving in order %s', async (words) => {
    await openFromShell(words);
    expect(terminal.buffer().modes).toMatchObject({ bracketedPasteMode: true, mouseTrackingMode: 'none' });
    terminal.write('q');
    await terminal.until('the shell is back');
    expect(terminal.text()).toContain('left in order\nended: 0\nsettings: as before');
    expectRestored();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGQUIT', 131],
  ] as const)('after %s', async (signal, code) => {
    await openFromShell();
    signalProgram(terminal, signal);
    await expectLeft(code);
  });

  it.each([
    ['E', 3, []],
    ['P', 1, ['rejected by a key']],
    ['B', 0, ['failed: thrown by a component']],
  ])('after the end that %s makes, whose message can be read', async (key, code, said) => {
    await openFromShell('', { rows: 40, columns: 120 });
    terminal.write(key);
    await expectLeft(code, ...said);
  });

  it('before there was a frame', async () => {
    terminal = openInShell(program, 'late');
    await terminal.until((seen) => seen.isAlternateScreen());
    signalProgram(terminal, 'SIGTERM');
    await expectLeft(143);
  });

  it('while it is stopped by kill -TSTP, several times', async () => {
    await openFromShell();
    for (const line of ['one', 'two']) {
      signalProgram(terminal, 'SIGTSTP');
      await terminal.until(
        (seen) => !seen.isAlternateScreen() && /stopped: 148\nsettings: as before\ntype a line\s*$/.test(seen.text()),
      );
      terminal.write(`${line}\r`);
      await terminal.until((seen) => seen.isAlternateScreen() && seen.text().includes(DRAWN));
    }
    terminal.write('q');
    await expectLeft(0, 'back for one', 'back for two');
  });
});

describe('without a shell that could bring it back', () => {
  it('Ctrl-Z does not stop it for good', async () => {
    await open();
    terminal.write('\x1aab');
    await terminal.until((seen) => seen.isAlternateScreen() && seen.lines()[0] === 'keys 6');
    terminal.write('c');
    await terminal.until('typed ctrl+zc');
    terminal.write('q');
    await terminal.exited();
    expect(terminal.exitCode()).toBe(0);
  });
});

describe('the keyboard', () => {
  it('echoes nothing that is typed before the first frame, and loses none of it', async () => {
    terminal = openTerminal(process.execPath, [program.path, 'late']);
    await terminal.until((seen) => seen.isAlternateScreen());
    terminal.write('early\x1b[A');
    await terminal.until(DRAWN);
    await terminal.until('typed earlyup');
    expect(terminal.written().slice(0, terminal.written().indexOf(DRAWN))).not.toMatch(/early[^u]|\^\[\[A/);
  });

  it('loses none of 200 keys in one chunk', async () => {
    await open();
    terminal.write(`${'j'.repeat(199)}k`);
    await terminal.until('keys 200');
    expect(terminal.text()).toContain(`typed ${'j'.repeat(29)}k`);
  });

  it('reports a paste of 100 kB as one, and Escape apart from the sequences that begin with it', async () => {
    await open();
    // No command of what is pasted is taken.
    const text = `${'curl q \x03 \x1b[A\r'.repeat(10_000).slice(0, 99_997)}end`;
    terminal.write(`\x1b[200~${text}\x1b[201~`);
    await terminal.until('paste of 100000, ends in "end"');
    expect(terminal.lines()[0]).toBe('keys 0');
    terminal.write('\x1b');
    await terminal.until('"escape"');
    terminal.write('\x1b[');
    terminal.write('1;5');
    terminal.write('C');
    await terminal.until('ctrl+right');
    expect(terminal.lines()[0]).toBe('keys 16');
  });

  it('is the terminal where standard input is a pipe', async () => {
    await openFromShell('tty');
    terminal.write('ab');
    await terminal.until('typed ab');
    terminal.write('q');
    await expectLeft(0, 'left in order');
  });

  it('goes on through changes of the size, and asks for no mouse', async () => {
    await open();
    expect(terminal.buffer().modes.mouseTrackingMode).toBe('none');
    expect(terminal.written()).not.toMatch(/\?100[0-6]h/);
    for (const [columns, rows] of [
      [100, 40],
      [60, 20],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows);
      await terminal.until(({ lines }) => lines()[0] === 'keys 0' && lines()[rows - 1] === DRAWN);
      expect(terminal.lines().filter((line) => line === DRAWN)).toHaveLength(1);
    }
  });
});
