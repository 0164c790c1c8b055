/** The completion script of zsh, in zsh itself, on a terminal: what it writes and lists there. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { completedProgram } from '../../src/commands/completion.ts';
import { loadCommands } from '../../src/commands/table.ts';
import { zshCompletion } from '../../src/outputs/completion/zsh.ts';
import { hasTool } from '../support/cli/program.ts';
import {
  awkwardFolder,
  COMMAND_NAMES,
  HOSTILE_PROGRAM,
  HOSTILE_TEXT,
  OPTION_NAMES,
  OPTION_VALUES,
} from '../support/commands/completion-table.ts';
import { tutorial } from '../support/fixtures.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';

const COMMANDS = await loadCommands();

const SCRIPT = zshCompletion(completedProgram(COMMANDS, tutorial));
const folder = awkwardFolder();
/** One for all that is typed into a fresh line. */
let shared: Promise<Terminal> | null = null;
afterAll(async () => {
  (await shared)?.dispose();
  folder.remove();
});
const HAS_ZSH = hasTool('zsh');
beforeEach(({ skip }) => {
  if (!HAS_ZSH) skip('zsh is not installed');
});

/** Ctrl-U and Ctrl-L: the line and the screen are empty again. */
const EMPTY = '\x15\x0c';

/** zsh at its prompt with a script loaded: sourced, or found as a file of fpath. */
async function zshWith(script: string, load = 'compinit -D -u; eval "$SCRIPT"'): Promise<Terminal> {
  const terminal = openTerminal('zsh', ['-f', '-i'], {
    columns: 220,
    rows: 120,
    environment: { SCRIPT: script, LC_ALL: 'C.UTF-8' },
  });
  terminal.write(`cd '${folder.path}'; LISTMAX=9999; autoload -Uz compinit; ${load}; PS1='READY> '; clear\r`);
  await terminal.until(/^READY>/);
  return terminal;
}

/** The words below the prompt after a TAB (two, where the first only writes what is common), once `wanted` holds. */
async function listed(terminal: Terminal, line: string, wanted: (words: readonly string[]) => boolean) {
  terminal.write(`${line}\t\t`);
  const words = (screen: Terminal) => screen.lines().slice(1).join(' ').split(/\s+/);
  await terminal.until((screen) => wanted(words(screen)));
  terminal.write(EMPTY);
  await terminal.until((screen) => screen.text().trim() === 'READY>');
}
const hasAll = (expected: readonly string[]) => (words: readonly string[]) =>
  expected.every((each) => words.includes(each));

describe('the completion script of zsh', () => {
  it('is zsh', () => {
    const { status, stdout, stderr } = spawnSync('zsh', ['-n'], { input: SCRIPT, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('lists every command, every option of each, and every value that has a list', async () => {
    const terminal = await zshWith(SCRIPT);
    await listed(terminal, 'sigv4 ', hasAll(COMMAND_NAMES));
    for (const { command, names } of OPTION_NAMES) await listed(terminal, `sigv4 ${command} -`, hasAll(names));
    for (const { line, values } of OPTION_VALUES) await listed(terminal, line, hasAll(values));
    terminal.dispose();
  });

  it.each([
    ['sigv4 ver', 'sigv4 verify '],
    ['sigv4 --vers', 'sigv4 --version '],
    ['sigv4 --plain --jso', 'sigv4 --plain --json '],
    ['sigv4 sign --presi', 'sigv4 sign --presign '],
    ['sigv4 sign --as h', 'sigv4 sign --as headers '],
    ['sigv4 sign --as=h', 'sigv4 sign --as=headers '],
    ['sigv4 sign --rule quoted-spaces=k', 'sigv4 sign --rule quoted-spaces=kept '],
    ['sigv4 sign s3://x --post-policy REA', 'sigv4 sign s3://x --post-policy README.md '],
    ['sigv4 verify --at now my', 'sigv4 verify --at now my\\ file '],
    ['sigv4 vectors f', 'sigv4 vectors folder/'],
    ['sigv4 sign -d @REA', 'sigv4 sign -d @README.md '],
    ['sigv4 sign -d REA', 'sigv4 sign -d REA'],
    ['sigv4 sign --data-binary=@fol', 'sigv4 sign --data-binary=@folder/'],
    ['sigv4 sign -F file=@REA', 'sigv4 sign -F file=@README.md '],
    ['sigv4 completion f', 'sigv4 completion fish '],
    ['sigv4 help ver', 'sigv4 help verify '],
  ] as const)('makes of %s: %s', async (typed, wanted) => {
    shared ??= zshWith(SCRIPT);
    const terminal = await shared;
    terminal.write(`${EMPTY}${typed}\tX`);
    await terminal.until(`READY> ${wanted}X`);
  });

  it('is found as the file _sigv4 in a folder of fpath too', async () => {
    const functions = join(folder.path, 'functions');
    mkdirSync(functions);
    writeFileSync(join(functions, '_sigv4'), SCRIPT);
    const terminal = await zshWith('', `fpath=('${functions}' $fpath); compinit -D -u`);
    for (const [typed, wanted] of [
      ['sigv4 ver', 'sigv4 verify '],
      ['sigv4 sign --as h', 'sigv4 sign --as headers '],
    ]) {
      terminal.write(`${typed}\tX`);
      await terminal.until(`READY> ${wanted}X`);
      terminal.write(EMPTY);
      await terminal.until((screen) => screen.text().trim() === 'READY>');
    }
    terminal.dispose();
  });

  it('runs nothing of what is in the table, and shows it as it is', async () => {
    const terminal = await zshWith(zshCompletion(HOSTILE_PROGRAM));
    for (const line of ['sigv4 ', 'sigv4 do -']) {
      await listed(terminal, line, () => terminal.text().includes(HOSTILE_TEXT));
    }
    for (const [typed, written] of [
      ['\\$', '\\$\\(touch\\ BROKEN\\)'],
      ['a', 'a\\ b'],
      ['c', 'c:d'],
      ['e', "e\\'f"],
      ['g', 'g\\\\h'],
      ['i', 'i=j'],
    ]) {
      terminal.write(`sigv4 do --word ${typed}\t`);
      await terminal.until(`--word ${written}`);
      terminal.write(EMPTY);
      await terminal.until((screen) => screen.text().trim() === 'READY>');
    }
    expect(existsSync(join(folder.path, 'BROKEN'))).toBe(false);
    terminal.dispose();
  });
});
