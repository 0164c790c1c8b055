/** Finds the pair that a group represents. */
import type { Octets } from '../../bytes/octets.ts';
import type { Entry, Group, ValueKind } from './objects.ts';

const FIELD_NAME = /^[A-Za-z][\w-]{0,80}$/;
const NAMES_KEY = /^(?:name|key|header)$/i;

/**
 * Returns the pair that a group represents, such as `("Host", "h")`, `{name: "Host", value: "h"}`, or `Host: ["h"]`.
 */
export function entryOfGroup({ key, entries, items, groups, start, end }: Group): Entry | null {
  const pair = (name: string, { value, kind }: { value: Octets; kind: ValueKind }): Entry => ({
    key: name,
    value,
    kind,
    start,
    end,
  });
  const [first, second] = items;
  if (entries.length === 0 && groups.length === 0) {
    if (items.length === 1 && first && key !== null) return pair(key, first);
    if (items.length === 2 && first?.kind === 'quoted' && second && FIELD_NAME.test(first.value)) {
      return pair(first.value, second);
    }
    return null;
  }
  const name = entries.find((entry) => NAMES_KEY.test(entry.key));
  const value = entries.find((entry) => /^value$/i.test(entry.key));
  return name && value && FIELD_NAME.test(name.value) ? pair(name.value, value) : null;
}
