/** Computes what an assignment or a loop makes of the value before it. */
import { allIn, joinedItems, MOST_PARTS, NO_VALUE, orderOf, textOf, unknown, type Value } from './values.ts';

export const isText = ({ is }: Value): boolean => is === 'text' || is === 'time' || is === 'literal' || is === 'cut';

export const isHashed = ({ is }: Value): boolean => is === 'hmac' || is === 'hash';

/** Returns whether nothing is known of a value but what it is made of. */
export const isPoor = (value: Value): boolean =>
  value.is === 'unknown' ||
  (value.is === 'literal' && value.text === '') ||
  (value.is === 'list' && value.items.length === 0);

export function withItem(before: Value, item: Value): Value {
  if (before.is === 'list' && before.items.length >= MOST_PARTS) return unknown('', item.line);
  return before.is === 'list'
    ? { ...before, items: [...before.items, item] }
    : before.is === 'each'
      ? { ...before, order: before.order === 'sorted' ? 'sorted' : 'unknown' }
      : { is: 'list', items: [item], order: 'unknown', line: item.line };
}

/** Returns what is added for each item; the value after the loop if it was not added to. */
export function repeated(old: Value, after: Value, source: Value, line: number): Value {
  const order = orderOf(source);
  if (after.is === 'list' && old.is === 'list' && after.items.length > old.items.length) {
    const [item = NO_VALUE] = after.items.slice(old.items.length);
    const each: Value = { is: 'each', of: source, item, order: old.order === 'sorted' ? 'sorted' : order, line };
    return old.items.length === 0 ? each : { ...after, order: 'unknown' };
  }
  const added = addedTo(old, after);
  if (added === null) return after;
  return textOf([old, joinedItems({ is: 'each', of: source, item: added, order, line }, '', line)], line);
}

function addedTo(old: Value, after: Value): Value | null {
  const isEmpty = old.is === 'literal' && old.text === '';
  if (isEmpty) return after;
  if (after.is !== 'text') return null;
  const parts = old.is === 'text' ? old.parts : [old];
  const [first] = parts;
  const isKept = first !== undefined && [...allIn(after)].includes(first);
  return isKept && after.parts.length > parts.length ? textOf(after.parts.slice(parts.length), after.line) : null;
}

/** Returns one of several values: the first of which anything is known. Which one of several fixed texts it is, is not known. */
export function chosen(values: readonly Value[], line: number): Value {
  const first = values.find((value) => !isPoor(value)) ?? unknown('', line);
  const isFixed = values.length > 1 && values.every(({ is }) => is === 'literal');
  return isFixed ? unknown('', line) : first;
}
