/** Options that several commands share are told once. */
import { describe, expect, it } from 'vitest';
import { inWords, optionGroups } from '../../scripts/option-groups.ts';
import type { NamedCommand } from '../../src/app/options/command.ts';

const command = (name: string, ...flags: string[]): NamedCommand => ({
  name,
  says: '',
  operands: [],
  options: flags.map((each) => ({ flags: each, says: 'x' })),
  examples: [],
  format: [],
  problemsOf: () => [],
  run: async () => 0,
});

describe('groups of options', () => {
  it('are one for each set of commands', () => {
    const groups = optionGroups([command('a', '-1', '-2', '-3'), command('b', '-2', '-4'), command('c', '-2', '-4')]);
    expect(groups.map(({ commands, options }) => [commands, options.map(({ flags }) => flags)])).toEqual([
      [['a'], ['-1', '-3']],
      [['a', 'b', 'c'], ['-2']],
      [['b', 'c'], ['-4']],
    ]);
  });

  it('are not shared where one says something else', () => {
    const other: NamedCommand = { ...command('b'), options: [{ flags: '-1', says: 'y' }] };
    expect(optionGroups([command('a', '-1'), other]).length).toBe(2);
  });
});

describe('names in words', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j: %s', (names, expected) => {
    expect(inWords(names)).toBe(expected);
  });
});
