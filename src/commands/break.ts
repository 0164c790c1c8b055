/** Defines the option `--break` of `walk`, which makes mistakes in a request on purpose. */
import type { OptionDefinition, OptionValues } from '../app/options/option-values.ts';

export const BREAK_OPTION: OptionDefinition = {
  flags: '--break <ids>',
  says: 'make these mistakes on purpose, separated by commas, and send the request to the sandbox in this program; "list" names those that change it',
  excludes: ['connectTo', 'insecure', 'cacert', 'send'],
};

const LIST = 'list';

/** Returns the IDs; `null` if the option is not given. */
export function breakIds({ break: value }: OptionValues): readonly string[] | null {
  return typeof value === 'string' ? value.split(',').map((id) => id.trim()) : null;
}

/** Returns whether the option asks for a list of the breaks, which is always printed. */
export const isListWanted = (options: OptionValues): boolean => breakIds(options)?.includes(LIST) ?? false;
