/**
 * What objects, calls, and pairs look like in any language: `{ host: 'h' }`, `{'host': b'h'}`, `{Host=h}`,
 * `#{<<"host">> => <<"h">>}`, `-Headers @{"Host"="h"}`, `setHeader("Host", "h")`.
 */
import type { Octets } from '../../bytes/octets.ts';

/**
 * `quoted`: the value has quotation marks. `bare`: it has none, but is a value, such as a number or what Java prints of a
 * map. `word`: it is a name, such as a variable, whose value is not known.
 */
export type ValueKind = 'quoted' | 'bare' | 'word';

export interface Item {
  readonly value: Octets;
  readonly kind: ValueKind;
}

export interface Entry extends Item {
  /** The key as it is written, without quotation marks and without the marks of its language, such as `:` or `-`. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** What is between two brackets, or a whole text. */
export interface Group {
  /** The key or the name before the bracket, such as `headers` or `aws4.sign`; `null` if there is none. */
  readonly key: string | null;
  /** The name of the function that is called; `null` for other brackets. */
  readonly call: string | null;
  /** Whether it is between brackets, and not a whole text. */
  readonly bracketed: boolean;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];
  /** The values without a key, such as the arguments of a call. */
  readonly items: readonly Item[];
  readonly groups: readonly Group[];
}

/** Returns whether the value itself is written, not the name of a variable. */
export const isText = ({ kind }: Pick<Item, 'kind'>): boolean => kind !== 'word';

/** Lists a group and all groups in it, the outer ones first. */
export function allGroups(root: Group): Group[] {
  const found: Group[] = [root];
  for (let index = 0; index < found.length; index++) found.push(...(found[index]?.groups ?? []));
  return found;
}

/** Returns the value of the first entry whose key matches. */
export const entryOf = ({ entries }: Pick<Group, 'entries'>, key: RegExp): Entry | null =>
  entries.find((entry) => key.test(entry.key)) ?? null;

/** Returns the first group whose key matches. */
export const groupOf = ({ groups }: Pick<Group, 'groups'>, key: RegExp): Group | null =>
  groups.find((group) => group.key !== null && key.test(group.key)) ?? null;
