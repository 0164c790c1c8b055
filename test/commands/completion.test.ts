/** What bash and zsh complete with the script of `sigv4 completion`: on a terminal, in the shells themselves. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { completed } from '../../src/commands/completion.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { hasTool } from '../support/cli/program.ts';
import { tutorial } from '../support/fixtures.ts';
import { openTerminal } from '../support/pty/terminal.ts';

const NAMES = [...COMMANDS.map(({ name }) => name), 'help'];

describe('the words that the script asks for', () => {
  it.each<[string, readonly string[]]>([
    ['', NAMES],
    ['ver', ['verify']],
    ['help ', NAMES.slice(0, -1)],
    ['help sign ', []],
    ['nope ', []],
    ['--ver', ['--version']],
    ['--plain --ver', []],
    ['sign --payload uns', ['unsigned', 'unsigned-trailer']],
    ['sign --as=h', ['--as=headers']],
    ['sign --as = h', ['headers']],
    ['sign --rule quoted-sp', ['quoted-spaces=collapsed', 'quoted-spaces=kept']],
    ['sign --rule quoted-spaces =', ['collapsed', 'kept']],
    ['sign --rule quoted-spaces = k', ['kept']],
    ['sign s3 : //photos/a --pres', ['--presign']],
    ['sign -H --as --presi', ['--presign']],
    ['sign -- --as', []],
    ['sign --region ', []],
    ['verify - > ', []],
    ['verify ', []],
    ['mcp ', ['-h', '--help']],
    ['causes host-rew', ['host-rewritten-by-proxy']],
    ['learn ten', ['ten-lines']],
    ['learn hint ten', ['ten-lines']],
    ['completion ', ['bash', 'zsh']],
  ])('sigv4 %s', async (line, expected) => {
    expect(await completed(line.split(' '), COMMANDS, tutorial)).toEqual(expected);
  });
});

describe.each([
  ['bash', ['--noprofile', '--norc', '-i'], ''],
  ['zsh', ['-f', '-i'], 'autoload -Uz compinit; compinit -D -u; '],
])('%s', (shell, options, before) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sigv4-completion-')));
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'README.md'), '');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('completes commands, options, values, and files', async ({ skip }) => {
    if (!hasTool(shell)) skip(`${shell} is not installed`);
    const terminal = openTerminal(shell, options, { environment: { INPUTRC: '/dev/null', LC_ALL: 'C.UTF-8' } });
    const program = `sigv4() { '${process.execPath}' '${resolve('dist/sigv4.js')}' "$@"; }`;
    terminal.write(`cd '${folder}'; ${program}; ${before}eval "$(sigv4 completion)"; PS1='READY> '; clear\r`);
    await terminal.until(/^READY>/);
    for (const [typed, wanted] of [
      ['sigv4 ver', 'sigv4 verify '],
      ['sigv4 verify --secret-f', 'sigv4 verify --secret-from '],
      ['sigv4 sign --as=cu', 'sigv4 sign --as=curl '],
      ['sigv4 sign --rule quoted-spaces=k', 'sigv4 sign --rule quoted-spaces=kept '],
      ['sigv4 learn ten', 'sigv4 learn ten-lines '],
      ['sigv4 verify REA', 'sigv4 verify README.md '],
      ['sigv4 verify fol', 'sigv4 verify folder/'],
    ]) {
      terminal.write(`${typed}\tX`);
      await terminal.until(`READY> ${wanted}X`);
      terminal.write('\x15\x0c');
      await terminal.until((screen) => screen.text().trim() === 'READY>');
    }
    terminal.dispose();
  });
});
