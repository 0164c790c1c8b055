/** The completion script of bash, in bash itself. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { completedProgram } from '../../src/commands/completion.ts';
import { loadCommands } from '../../src/commands/table.ts';
import { bashCompletion } from '../../src/outputs/completion/bash.ts';
import { hasTool } from '../support/cli/program.ts';
import {
  awkwardFolder,
  COMMAND_NAMES,
  HOSTILE_PROGRAM,
  HOSTILE_WORDS,
  OPTION_NAMES,
  OPTION_VALUES,
  programWithWords,
} from '../support/commands/completion-table.ts';
import { tutorial } from '../support/fixtures.ts';
import { openTerminal } from '../support/pty/terminal.ts';

const COMMANDS = await loadCommands();

const SCRIPT = bashCompletion(completedProgram(COMMANDS, tutorial));
const folder = awkwardFolder();
afterAll(folder.remove);
const HAS_BASH = hasTool('bash');
beforeEach(({ skip }) => {
  if (!HAS_BASH) skip('bash is not installed');
});

/** Each line, as it is at the cursor, on to COMPREPLY: broken into words as bash was seen to do it. */
function replies(lines: readonly string[], script = SCRIPT, before = ''): string[][] {
  const driver = `
    ${before}
    eval "$(cat)"
    for line; do
      COMP_WORDS=() COMP_LINE=$line COMP_POINT=\${#line} COMPREPLY=()
      rest=$line
      while [[ $rest =~ ^[[:space:]]*(([:=@<>]+)|([^[:space:]:=@<>]+)) ]]; do
        COMP_WORDS+=("\${BASH_REMATCH[1]}")
        rest=\${rest:\${#BASH_REMATCH[0]}}
      done
      [[ $line == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      current=\${line##*[[:space:]:=<>]}
      _sigv4 sigv4 "$current" ''
      printf '%s\\0' "\${COMPREPLY[@]}"
      printf '\\1\\0'
    done`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', driver, 'bash', ...lines], {
    input: script,
    encoding: 'utf8',
    cwd: folder.path,
  });
  expect(stderr).toBe('');
  return stdout
    .split('\x01\0')
    .slice(0, -1)
    .map((text) =>
      text
        .split('\0')
        .slice(0, -1)
        .filter((word) => word !== ''),
    );
}
const reply = (line: string) => replies([line])[0];

describe('the completion script of bash', () => {
  it('is bash, and says nothing when it is sourced', () => {
    const { status, stdout, stderr } = spawnSync('bash', ['-n'], { input: SCRIPT, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('offers every command', () => {
    expect(reply('sigv4 ')).toEqual(COMMAND_NAMES);
    expect(reply('sigv4 help ')).toEqual(COMMAND_NAMES.filter((name) => name !== 'help'));
  });

  it.each(OPTION_NAMES)('offers every option of $command', ({ command, names }) => {
    expect(reply(`sigv4 ${command} -`)).toEqual(names);
    expect(reply(`sigv4 ${command} surplus -`)).toEqual(names);
  });

  it.each(OPTION_VALUES)('offers every value after $line', ({ line, values }) => {
    expect(reply(line)).toEqual(values);
  });

  it.each<[string, readonly string[]]>([
    ['sigv4 ver', ['verify']],
    ['sigv4 si', ['sign', 'signer']],
    ['sigv4 nope ', []],
    ['sigv4 --ver', ['--version']],
    ['sigv4 --pla', ['--plain']],
    ['sigv4 --plain --jso', ['--json']],
    ['sigv4 --plain --ver', []],
    ['sigv4 --payload uns', ['unsigned', 'unsigned-trailer']],
    ['sigv4 sign --as h', ['headers']],
    ['sigv4 sign --as=h', ['headers']],
    ['sigv4 sign --as=', ['request', 'headers', 'curl', 'url', 'fields', 'sh', 'python', 'js', 'go']],
    ['sigv4 sign --as = cu', []],
    ['sigv4 sign --rule quoted-sp', ['quoted-spaces=collapsed', 'quoted-spaces=kept']],
    ['sigv4 sign --rule quoted-spaces=k', ['kept']],
    ['sigv4 sign --rule=quoted-spaces=k', ['kept']],
    ['sigv4 sign s3://photos/a --pres', ['--presign']],
    ['sigv4 sign s3://pho', []],
    ['sigv4 sign -H --as', []],
    ['sigv4 sign -H --as --presi', ['--presign']],
    ['sigv4 sign -- --as', []],
    ['sigv4 sign --region ', []],
    ['sigv4 signer ', ['-h', '--help']],
    ['sigv4 signer < REA', ['README.md']],
    ['sigv4 signer <REA', ['README.md']],
    ['sigv4 verify - > REA', ['README.md']],
    ['sigv4 verify REA', ['README.md']],
    ['sigv4 verify --at now REA', ['README.md']],
    ['sigv4 verify -- REA', ['README.md']],
    ['sigv4 verify README.md REA', []],
    ['sigv4 verify --secret-from REA', ['README.md']],
    ['sigv4 sign --post-policy=REA', ['README.md']],
    ['sigv4 sign --post-policy fold', ['folder']],
    ['sigv4 vectors ', ['folder']],
    ['sigv4 sign -d @REA', ['@README.md']],
    ['sigv4 sign -d REA', []],
    ['sigv4 sign -d a@REA', []],
    ['sigv4 sign -d @fol', ['@folder/']],
    ['sigv4 sign --data-binary=@folder/', ['@folder/inside']],
    ['sigv4 sign -F file=@REA', ['@README.md']],
    ['sigv4 sign -F @REA', []],
    ['sigv4 completion ', ['bash', 'zsh', 'fish']],
    ['sigv4 completion bash ', ['-h', '--help']],
    ['sigv4 help ver', ['verify']],
  ])('%s', (line, expected) => {
    expect(reply(line)).toEqual(expected);
  });

  it('says what each command does where bash only lists them', () => {
    const [listed] = replies(['sigv4 s'], SCRIPT, 'COMP_TYPE=63 COLUMNS=40');
    expect(listed).toEqual(expect.arrayContaining(['sign  (Sign a request and print it. No']));
    expect(replies(['sigv4 ver'], SCRIPT, 'COMP_TYPE=63')).toEqual([['verify']]);
  });

  it('runs nothing of what is in the table, and gives it back as it is', () => {
    const script = bashCompletion(HOSTILE_PROGRAM);
    expect(replies(['sigv4 do --word ', 'sigv4 ', 'sigv4 do --'], script)).toEqual([
      HOSTILE_WORDS,
      ['do', 'rest'],
      ['--word', '--void'],
    ]);
    expect(existsSync(join(folder.path, 'BROKEN'))).toBe(false);
  });

  it('gives back any words', () => {
    const words = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 60 });
    fc.assert(
      fc.property(words, (some) => {
        const script = bashCompletion(programWithWords(some));
        expect(replies(['sigv4 do --word '], script)).toEqual([some]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('on a terminal, bash', () => {
  it.each([
    ['sigv4 ver', 'sigv4 verify '],
    ['sigv4 sign --as=cu', 'sigv4 sign --as=curl '],
    ['sigv4 sign --as="cu', 'sigv4 sign --as="curl" '],
    ['sigv4 sign --rule quoted-sp', 'sigv4 sign --rule quoted-spaces='],
    ['sigv4 sign --rule quoted-spaces=k', 'sigv4 sign --rule quoted-spaces=kept '],
    ['sigv4 verify my', 'sigv4 verify my\\ file '],
    ['sigv4 verify my\\ f', 'sigv4 verify my\\ file '],
    ['sigv4 verify "my', 'sigv4 verify "my file" '],
    ['sigv4 verify it', "sigv4 verify it\\'s "],
    ['sigv4 verify fol', 'sigv4 verify folder/'],
    ['sigv4 sign -d @fol', 'folder/'],
    ['true; A=1 sigv4 signer < REA', 'sigv4 signer < README.md '],
    ['sigv4 sign é --as=cu', 'é --as=curl '],
  ])('makes of %s: %s', async (typed, wanted) => {
    const terminal = openTerminal('bash', ['--noprofile', '--norc', '-i'], {
      environment: { SCRIPT, PS1: '> ', INPUTRC: '/dev/null', LC_ALL: 'C.UTF-8' },
    });
    terminal.write(`cd '${folder.path}' && eval "$SCRIPT" && PS1='READY> ' && clear\r`);
    await terminal.until(/^READY>/);
    terminal.write(`${typed}\tX`);
    await terminal.until(`${wanted}X`);
    terminal.dispose();
  });
});
