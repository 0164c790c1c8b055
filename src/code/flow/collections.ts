/** Computes the values of calls that sort, collect, and join. */
import { argumentAt, nameOf } from './arguments.ts';
import type { Call, Running } from './calls.ts';
import type { MeaningOf } from './meanings.ts';
import { joinedItems, literal, MOST_PARTS, madeOf, NO_VALUE, orderOf, textOf, unknown, type Value } from './values.ts';

export function sorted(value: Value, line: number): Value {
  if (value.is === 'list') return { ...value, items: sortedItems(value.items), order: 'sorted' };
  if (value.is === 'each') return { ...value, order: 'sorted' };
  return { is: 'each', of: value, item: { is: 'item', of: value, line }, order: 'sorted', line };
}

const keyText = (item: Value): string => {
  const [first = item] =
    item.is === 'pair' ? [item.key] : item.is === 'text' || item.is === 'list' ? madeOf(item) : [item];
  return nameOf(first);
};

export const sortedItems = (items: readonly Value[]): readonly Value[] =>
  items.toSorted((one, other) => (keyText(one) < keyText(other) ? -1 : keyText(one) > keyText(other) ? 1 : 0));

export function collection({ sorted: isSorted }: MeaningOf<'collection'>, of: Value, line: number): Value {
  if (of === NO_VALUE) return { is: 'list', items: [], order: isSorted ? 'sorted' : 'as-given', line };
  return isSorted ? sorted(of, line) : of;
}

export function keysOf(of: Value, line: number): Value {
  if (of.is === 'list' && of.items.length > 0 && of.items.every((item) => item.is === 'pair')) {
    return { ...of, items: of.items.flatMap((item) => (item.is === 'pair' ? [item.key] : [])) };
  }
  return { is: 'each', of, item: { is: 'item', of, line }, order: orderOf(of), line };
}

export function added(self: Value, item: Value, line: number): Value {
  if (self.is === 'list' && self.items.length >= MOST_PARTS) return unknown('', line);
  if (self.is === 'list') {
    const items = [...self.items, item];
    return { ...self, items: self.order === 'sorted' ? sortedItems(items) : items };
  }
  if (self.is === 'literal' || self.is === 'text') return textOf([self, item], line);
  return self.is === 'each' ? self : { is: 'list', items: [item], order: 'unknown', line };
}

export const isEmptyObject = (value: Value): boolean =>
  value.is === 'list' || (value.is === 'literal' && value.text === '');

export function eachOf(of: Value, by: Value, running: Running): Value {
  return by.is === 'function' ? running.each(of, by) : of;
}

/** Joins the items of a list, or the arguments after the first. */
export function joined({ of, by, each, rest }: MeaningOf<'join'>, call: Call, running: Running): Value {
  const { line } = call;
  const given =
    rest && call.args.length > 2
      ? { is: 'list' as const, items: call.args.slice(1), order: 'as-given' as const, line }
      : argumentAt(call, of);
  const list = each === undefined ? given : eachOf(given, argumentAt(call, each), running);
  const separator = argumentAt(call, by);
  if (separator.is !== 'literal' && separator !== NO_VALUE) return unknown(call.name, line, [list]);
  const text = separator.is === 'literal' ? separator.text : '';
  if (list.is === 'list' && list.items.length > 0 && !list.items.some(({ is }) => is === 'pair')) {
    return list.items.length > 1 && /^[;&]$/.test(text)
      ? { is: 'joined', of: list, by: text, line }
      : textOf(
          list.items.flatMap((item, index) => (index === 0 ? [item] : [literal(text, line), item])),
          line,
        );
  }
  return joinedItems(list, text, line);
}
