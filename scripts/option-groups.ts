/** Groups the options of all commands, so that each is described once: the options of one command, and those that several share. */
import type { NamedCommand } from '../src/app/options/command.ts';
import type { OptionDefinition } from '../src/app/options/option-values.ts';

export interface OptionGroup {
  /** The names of the commands that take them, in the order of the table. */
  readonly commands: readonly string[];
  readonly options: readonly OptionDefinition[];
}

/** Returns one group for each set of commands that share options, in the order of the first command that has them. */
export function optionGroups(commands: readonly NamedCommand[]): OptionGroup[] {
  const takers = new Map<string, string[]>();
  const definitions = new Map<string, OptionDefinition>();
  for (const { name, options } of commands) {
    for (const option of options) {
      const key = JSON.stringify([option.flags, option.says]);
      takers.set(key, [...(takers.get(key) ?? []), name]);
      definitions.set(key, option);
    }
  }
  const groups = new Map<string, OptionGroup>();
  for (const [key, option] of definitions) {
    const names = takers.get(key) ?? [];
    const together = names.join(' ');
    groups.set(together, { commands: names, options: [...(groups.get(together)?.options ?? []), option] });
  }
  return [...groups.values()];
}

/** Joins words: `a, b and c`. */
export function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
