/** The command that prints completion scripts, and the lists of values that they and the readers of options share. */
import { describe, expect, it } from 'vitest';
import type { NamedCommand } from '../../src/app/options/command.ts';
import { choice } from '../../src/app/options/value-kinds.ts';
import { completedProgram } from '../../src/commands/completion.ts';
import { type CommandWorld, loadCommands } from '../../src/commands/table.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { tutorial } from '../support/fixtures.ts';

const COMMANDS = await loadCommands();

const named = (name: string): NamedCommand<CommandWorld> => {
  const found = COMMANDS.find((command) => command.name === name);
  if (!found) throw new Error(`no command ${name}`);
  return found;
};

describe('sigv4 completion', () => {
  it.each([
    ['bash', /^complete -F _sigv4 sigv4$/m],
    ['zsh', /^#compdef sigv4\n/],
    ['fish', /^complete -c sigv4 -f$/m],
  ])('prints the script of %s', async (shell, wanted) => {
    const { world, output, errors } = worldOf();
    expect(await named('completion').run(world, {}, [shell])).toBe(0);
    expect(errors()).toBe('');
    expect(output()).toMatch(wanted);
    expect(output()).toMatch(/[^\n]\n$/);
  });
});

describe('the table as a shell sees it', () => {
  const word = (operand: string) => {
    const command: NamedCommand<CommandWorld> = { ...named('vectors'), operands: [[operand, '']] };
    return completedProgram([command], tutorial).commands[0].operands[0];
  };

  it.each([
    ['<url>', { name: 'url', word: { kind: 'anything' }, repeats: false }],
    ['[folder]', { name: 'folder', word: { kind: 'folder' }, repeats: false }],
    ['<file...>', { name: 'file', word: { kind: 'file' }, repeats: true }],
  ])('has the operand %s', (operand, expected) => {
    expect(word(operand)).toEqual(expected);
  });

  it('has each option with all its names and what it takes', () => {
    const options = [
      { flags: '-X, --request <method>', says: 'two\nlines \x1b[31m' },
      { flags: '--as <form>', says: '', as: choice(['a', 'b']), repeats: true as const },
      { flags: '--json', says: '' },
    ];
    const [command] = completedProgram([{ ...named('vectors'), options }], tutorial).commands;
    expect(command.options.slice(0, 3)).toEqual([
      {
        names: ['-X', '--request'],
        says: 'two lines [31m',
        takes: { name: 'method', word: { kind: 'anything' }, repeats: false },
        repeats: false,
      },
      {
        names: ['--as'],
        says: '',
        takes: { name: 'form', word: { kind: 'one-of', words: ['a', 'b'] }, repeats: false },
        repeats: true,
      },
      { names: ['--json'], says: '', takes: null, repeats: false },
    ]);
  });
});
