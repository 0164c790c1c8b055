/** The shell lines of the walk give the values that they say they give. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { printable } from '../../src/views/characters/visible.ts';
import { printf, shellWord, shownWord } from '../../src/views/shell.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { hasTool, run } from '../support/cli/program.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { documentedExample } from '../support/views/documented-example.ts';
import { walkFacts } from '../support/views/walk-facts.ts';

/** The lines to copy, by the sentence above them, out of the plain walk. */
function commandsOfWalk(): Map<string, string> {
  const rows = run('walk', '--plain').stdout.split('\n');
  const commands = new Map<string, string>();
  rows.forEach((row, index) => {
    if (!row.endsWith(':') || !/^ {2}(key=|printf)/.test(rows[index + 1] ?? '')) return;
    const end = rows.findIndex((text, at) => at > index && text === '');
    commands.set(row.trim(), rows.slice(index + 1, end).join('\n'));
  });
  return commands;
}

const sh = (script: string) => spawnSync('sh', ['-c', script], { encoding: 'latin1' }).stdout;

describe('the shell lines of the walk', () => {
  it('give the values of the walk', (context) => {
    context.skip(!hasTool('openssl'), 'openssl is not installed');
    const commands = commandsOfWalk();
    const { exchange } = JSON.parse(run('walk', '--json').stdout);
    const expected: Readonly<Record<string, string>> = {
      'The hash of the payload:': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
      'The same scope:': '20130524/us-east-1/s3/aws4_request\n',
      'The same chain in a shell; the last line prints the signing key:':
        'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378\n',
      'Its hash in a shell:': '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972\n',
      'The same string:':
        'AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972\n',
      'The signature:': 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41\n',
      // No document prints these two messages whole, so their hashes are those of what went over the wire.
      'The hash of the message:': `${exchange.sent.sha256}\n`,
      'The hash of the response:': `${exchange.received.sha256}
`,
    };
    expect([...commands.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [says, command] of commands) expect({ says, out: sh(command) }).toEqual({ says, out: expected[says] });
  });
});

describe('a shell line on the screen', async () => {
  const facts = await walkFacts(worldOf().world, documentedExample());
  const step = walkPages(facts).find((page) => page.id === 'canonical-request');

  it.for([80, 100, 300])('can be copied as it is in %i columns', (width, context) => {
    context.skip(!hasTool('openssl'), 'openssl is not installed');
    const commands = (step?.blocks ?? []).filter((block) => block.kind === 'command');
    const rows = plainBlocks(commands, width).trimEnd().split('\n').slice(2);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(width);
    expect(sh(rows.join('\n'))).toBe('7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972\n');
  });
});

describe('printf', () => {
  it('gives every byte string but NUL exactly, in any POSIX shell', () => {
    const bytes = fc
      .uint8Array({ maxLength: 60 })
      .map((array) => octetsFromArray(array.filter((octet) => octet !== 0)));
    const outputs = fc.sample(bytes, { numRuns: 200, seed: 20130524 });
    const script = outputs.map((octets) => `${printf(octets)?.join(' \\\n    ')}; printf '\\n--\\n'`).join('\n');
    const expected = outputs.map((octets) => `${octets}\n--\n`).join('');
    expect(sh(script)).toBe(expected);
  });

  it('writes no command line for more bytes than one takes', () => {
    expect(printf('a'.repeat(100_000) as Octets)).toBeNull();
  });
});

describe('a word of a command on a terminal', () => {
  it('has nothing unseen in it, and is the same text to bash', (context) => {
    context.skip(!hasTool('bash'), 'bash is not installed');
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom("'", '\\', '\n', '\u001b', '\u202e', '1'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(
          text.map((each) => each.replaceAll('\0', '')),
          { minLength: 20, maxLength: 20 },
        ),
        (texts) => {
          const words = texts.map(shownWord);
          for (const word of words) expect(printable(word)).toBe(word);
          const script = `printf '%s\\0' ${words.join(' ')}`;
          const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
          expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('a word of a command', () => {
  /** What each shell makes of these words as the arguments of a command. */
  function argumentsIn(shell: string, texts: readonly string[]): string[] {
    // No files of the person's are read, and no program is looked for but the one that prints.
    const options = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell] ?? [];
    const script = `command printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
    return spawnSync(shell, [...options, '-c', script], { encoding: 'utf8' })
      .stdout.split('\0')
      .slice(0, -1);
  }

  /** Each character that some shell treats in its own way, at the beginning, inside and at the end. */
  const SPECIAL = [...'=~^#%@!$&*?[]{}()<>|;`"\'\\ \t\n-+,:./_'].flatMap((character) => [
    character,
    `${character}ls`,
    `a${character}ls`,
    `a${character}`,
    `${character}${character}self`,
  ]);
  const NAMED = [
    '%self',
    '=ls',
    '==',
    '~root',
    '~+',
    '^a^b',
    '#comment',
    '@file',
    '{a,b}',
    'a=~/b',
    'a=~root:~',
    "\\'",
    '',
  ];

  it.for(['sh', 'bash', 'zsh', 'fish'])('is the same text to %s, for every beginning', (shell, context) => {
    context.skip(!hasTool(shell), `${shell} is not installed`);
    const words = [...SPECIAL, ...NAMED];
    expect(argumentsIn(shell, words)).toEqual(words);
    const text = fc.string({ unit: fc.constantFrom(...'=~^#%@!$*?{}\'\\ "\n-a', 'ls', 'é') });
    const many = fc.array(text, { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(many, (texts) => {
        expect(argumentsIn(shell, texts)).toEqual(texts);
      }),
      { numRuns: 5 },
    );
  });

  it('is quoted only where a shell would change it', () => {
    for (const text of ['a=b', 'https://h.example.com/a%20b', '@file', '100%', '-X'])
      expect(shellWord(text)).toBe(text);
    expect(['=ls', '%self', "it's", 'C:\\dir', 'C:\\'].map(shellWord)).toEqual([
      "'=ls'",
      "'%self'",
      "'it'\\''s'",
      "'C:\\dir'",
      "'C:'\\\\''",
    ]);
  });
});
