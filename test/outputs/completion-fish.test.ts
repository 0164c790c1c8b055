/** The completion script of fish, in fish itself: `complete -C` says what it would offer. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { completedProgram } from '../../src/commands/completion.ts';
import { loadCommands } from '../../src/commands/table.ts';
import { fishCompletion } from '../../src/outputs/completion/fish.ts';
import { hasTool } from '../support/cli/program.ts';
import {
  awkwardFolder,
  COMMAND_NAMES,
  HOSTILE_PROGRAM,
  HOSTILE_TEXT,
  HOSTILE_WORDS,
  OPTION_NAMES,
  OPTION_VALUES,
  programWithWords,
} from '../support/commands/completion-table.ts';
import { tutorial } from '../support/fixtures.ts';

const COMMANDS = await loadCommands();

const SCRIPT = fishCompletion(completedProgram(COMMANDS, tutorial));
const folder = awkwardFolder();
afterAll(folder.remove);
const HAS_FISH = hasTool('fish');
beforeEach(({ skip }) => {
  if (!HAS_FISH) skip('fish is not installed');
});

/** What fish offers for each line, as pairs of a word and what it says. */
function offers(lines: readonly string[], script = SCRIPT): (readonly [string, string])[][] {
  const driver = `source -
    for line in $argv
      complete -C $line
      echo \\x01
    end`;
  const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', driver, ...lines], {
    input: script,
    encoding: 'utf8',
    cwd: folder.path,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(stderr).toBe('');
  return stdout
    .split('\x01\n')
    .slice(0, -1)
    .map((text) => text.split('\n').slice(0, -1).map(pairOf));
}

function pairOf(line: string): readonly [string, string] {
  const [word = '', says = ''] = line.split('\t');
  return [word, says];
}

const wordsOf = (line: string, script = SCRIPT) => (offers([line], script)[0] ?? []).map(([word]) => word).sort();

describe('the completion script of fish', () => {
  it('is fish, and says nothing when it is sourced', () => {
    const { status, stdout, stderr } = spawnSync('fish', ['--no-execute'], { input: SCRIPT, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(offers([])).toEqual([]);
  });

  it('offers every command, with what it does', () => {
    expect(wordsOf('sigv4 ')).toEqual([...COMMAND_NAMES].sort());
    const offered = new Map(offers(['sigv4 '])[0]);
    for (const { name, says } of COMMANDS) expect(offered.get(name)).toBe(says);
  });

  it.each(OPTION_NAMES)('offers every option of $command', ({ command, names }) => {
    const short = names.filter((name) => !name.startsWith('--'));
    const long = names.filter((name) => name.startsWith('--'));
    expect(wordsOf(`sigv4 ${command} -`)).toEqual(expect.arrayContaining(short));
    expect(wordsOf(`sigv4 ${command} --`)).toEqual(long.sort());
  });

  it.each(OPTION_VALUES)('offers every value after $line', ({ line, values }) => {
    expect(wordsOf(line)).toEqual([...values].sort());
  });

  it.each<[string, readonly string[]]>([
    ['sigv4 ver', ['verify']],
    ['sigv4 nope ', []],
    ['sigv4 --ver', ['--version']],
    ['sigv4 --plain --jso', ['--json']],
    ['sigv4 --plain --ver', []],
    ['sigv4 sign --as h', ['headers']],
    ['sigv4 sign --as=h', ['--as=headers']],
    ['sigv4 sign --rule quoted-spaces=k', ['quoted-spaces=kept']],
    ['sigv4 sign s3://pho', []],
    ['sigv4 signer REA', []],
    ['sigv4 verify REA', ['README.md']],
    ['sigv4 verify --at now REA', ['README.md']],
    ['sigv4 verify --at REA', []],
    ['sigv4 verify -- REA', ['README.md']],
    ['sigv4 verify README.md REA', []],
    ['sigv4 verify --secret-from REA', ['README.md']],
    ['sigv4 vectors fol', ['folder/']],
    ['sigv4 sign -d @REA', ['@README.md']],
    ['sigv4 sign -d @my\\ f', ['@my file']],
    ['sigv4 sign -d REA', []],
    ['sigv4 sign --data=@fol', ['--data=@folder/']],
    ['sigv4 sign -F file=@REA', ['file=@README.md']],
    ['sigv4 completion ', ['bash', 'fish', 'zsh']],
    ['sigv4 completion bash ', []],
    ['sigv4 help ver', ['verify']],
  ])('%s', (line, expected) => {
    expect(wordsOf(line)).toEqual(expected);
  });

  it('runs nothing of what is in the table, and gives it back as it is', () => {
    const script = fishCompletion(HOSTILE_PROGRAM);
    expect(wordsOf('sigv4 do --word ', script)).toEqual([...HOSTILE_WORDS].sort());
    expect(new Map(offers(['sigv4 '], script)[0]).get('do')).toBe(HOSTILE_TEXT);
    expect(existsSync(join(folder.path, 'BROKEN'))).toBe(false);
  });

  it('gives back any words of printable characters', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 60 }), (words) => {
        expect(wordsOf('sigv4 do --word ', fishCompletion(programWithWords(words)))).toEqual([...words].sort());
      }),
      { numRuns: 20 },
    );
  });
});
