/**
 * Defines objects, calls, and pairs as they appear in any language: `{ host: 'h' }`, `{'host': b'h'}`, `{Host=h}`,
 * `#{<<"host">> => <<"h">>}`, `-Headers @{"Host"="h"}`, `setHeader("Host", "h")`.
 */
import type { Octets } from '../../bytes/octets.ts';

/**
 * `quoted` is a value in quotation marks. `bare` is a value without quotation marks, such as a number or a value in a
 * map printed by Java. `word` is a name, such as the name of a variable whose value is unknown.
 */
export type ValueKind = 'quoted' | 'bare' | 'word';

export interface Item {
  readonly value: Octets;
  readonly kind: ValueKind;
}

export interface Entry extends Item {
  /** The key as written, but without quotation marks and without language-specific marks, such as `:` or `-`. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The content between two brackets, or a whole text. */
export interface Group {
  /** The key or the name before the bracket, such as `headers` or `aws4.sign`; `null` if there is no key or name. */
  readonly key: string | null;
  /** The name of the function that is called; `null` for other brackets. */
  readonly call: string | null;
  /** Whether the group is between brackets. If not, the group is a whole text. */
  readonly bracketed: boolean;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];
  /** The values without a key, such as the arguments of a call. */
  readonly items: readonly Item[];
  readonly groups: readonly Group[];
}

/** Returns whether an item is a value, as opposed to the name of a variable. */
export const isText = ({ kind }: Pick<Item, 'kind'>): boolean => kind !== 'word';

/** Lists a group and all groups within it, outer groups first. */
export function allGroups(root: Group): Group[] {
  const found: Group[] = [root];
  // A call cannot have as many arguments as a paste can have groups, so they are added one by one.
  for (let index = 0; index < found.length; index++) for (const group of found[index]?.groups ?? []) found.push(group);
  return found;
}

/** Returns the value of the first entry whose key matches. */
export const entryOf = ({ entries }: Pick<Group, 'entries'>, key: RegExp): Entry | null =>
  entries.find((entry) => key.test(entry.key)) ?? null;

/** Returns the first group whose key matches. */
export const groupOf = ({ groups }: Pick<Group, 'groups'>, key: RegExp): Group | null =>
  groups.find((group) => group.key !== null && key.test(group.key)) ?? null;
