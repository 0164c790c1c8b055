/** Defines the option `--break` of `walk`, which makes mistakes in a request on purpose. */
import type { ValueKind } from '../app/options/option-values.ts';

/** The IDs of breaks, which only the request knows. */
const BREAK_IDS: ValueKind<readonly string[]> = { read: (text) => text.split(',').map((id) => id.trim()) };

export const BREAK_OPTION = {
  flags: '--break <ids>',
  says: 'make these mistakes on purpose, separated by commas, and send the request to the sandbox in this program; "list" names those that change it',
  as: BREAK_IDS,
  conflicts: ['connectTo', 'insecure', 'cacert', 'send'],
} as const;

const LIST = 'list';

/** Returns whether the IDs ask for a list of the breaks, which is always printed. */
export const isListWanted = (ids: readonly string[] | undefined): boolean => ids?.includes(LIST) ?? false;
