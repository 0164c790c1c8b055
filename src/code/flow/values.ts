/** Defines what values code computes, as far as a signature is made of them. */
import type { Statement } from '../written/expressions.ts';
import type { Encoding, Form } from './meanings.ts';

/** The order of names or of parameters. */
export type Order = 'sorted' | 'as-given' | 'unknown';

export type Value = {
  /** The number of the line that makes the value, counted from 1. */
  readonly line: number;
} & (
  | { readonly is: 'literal'; readonly text: string }
  /** Texts that follow each other. */
  | { readonly is: 'text'; readonly parts: readonly Value[] }
  /** `through` has the lines of the calls that returned it, the innermost first. */
  | {
      readonly is: 'hmac';
      readonly key: Value;
      readonly of: Value;
      readonly form: Form;
      readonly through?: readonly number[];
    }
  | { readonly is: 'hash'; readonly of: Value; readonly form: Form }
  | { readonly is: 'encoded'; readonly of: Value; readonly as: Encoding }
  /** A time; `pattern` is how it is written, if it is. */
  | { readonly is: 'time'; readonly zone: 'utc' | 'local' | 'unknown'; readonly pattern: string | null }
  /** The beginning or another part of a text. */
  | { readonly is: 'cut'; readonly of: Value }
  | { readonly is: 'pair'; readonly key: Value; readonly value: Value }
  | { readonly is: 'list'; readonly items: readonly Value[]; readonly order: Order }
  /** A value for each item of a collection whose items are not known. */
  | { readonly is: 'each'; readonly of: Value; readonly item: Value; readonly order: Order }
  /** One of the items of a collection. */
  | { readonly is: 'item'; readonly of: Value }
  /** The items of a collection, with a text between them. */
  | { readonly is: 'joined'; readonly of: Value; readonly by: string }
  | { readonly is: 'function'; readonly names: readonly string[]; readonly body: readonly Statement[] }
  /** A value that only its name tells, and what it was made of. `argument`: only the caller, who is not in the code, knows it. */
  | {
      readonly is: 'unknown';
      readonly name: string;
      readonly isArgument: boolean;
      readonly of: readonly Value[];
    }
);

export type ValueOf<Kind extends Value['is']> = Extract<Value, { readonly is: Kind }>;

export const literal = (text: string, line: number): Value => ({ is: 'literal', text, line });

export const unknown = (name: string, line: number, of: readonly Value[] = [], isArgument = false): Value => ({
  is: 'unknown',
  name,
  isArgument,
  of,
  line,
});

export const NO_VALUE: Value = unknown('', 0);

/** The most parts of a text, and the most items of a list, that are followed. */
export const MOST_PARTS = 200;

/** The most characters that are followed of a text that code makes. No signer makes more, and a text that doubles itself has no end. */
export const LONGEST_TEXT = 8192;

/** Joins texts. Texts within the parts become parts of it, and literals that follow each other on a line are one. */
export function textOf(parts: readonly Value[], line: number): Value {
  const given = parts.filter((part) => part.is !== 'literal' || part.text !== '');
  if (given.length === 1 && given[0] !== undefined) return given[0];
  const joined: Value[] = [];
  for (const part of given.flatMap((one) => (one.is === 'text' ? one.parts : [one]))) {
    const last = joined.at(-1);
    if (last?.is === 'literal' && part.is === 'literal' && last.line === part.line) {
      if (last.text.length + part.text.length > LONGEST_TEXT) return unknown('', line);
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    } else joined.push(part);
  }
  const [only] = joined;
  if (joined.length > MOST_PARTS) return unknown('', line);
  if (only === undefined) return literal('', line);
  return joined.length === 1 ? only : { is: 'text', parts: joined, line };
}

/** Joins the items of a collection. The digits of each byte, one after the other, are the bytes in hexadecimal. */
export function joinedItems(of: Value, by: string, line: number): Value {
  const isDigits = of.is === 'each' && by === '' && (of.item.is === 'hmac' || of.item.is === 'hash');
  return isDigits ? of.item : { is: 'joined', of, by, line };
}

/** Returns the values that a value is made of. */
export function madeOf(value: Value): readonly Value[] {
  switch (value.is) {
    case 'text':
      return value.parts;
    case 'hmac':
      return [value.key, value.of];
    case 'pair':
      return [value.key, value.value];
    case 'list':
      return value.items;
    case 'each':
      return [value.of, value.item];
    case 'hash':
    case 'encoded':
    case 'cut':
    case 'item':
    case 'joined':
      return [value.of];
    case 'unknown':
      return value.of;
    default:
      return [];
  }
}

/** Returns the values and all that they are made of, each once. */
export function allIn(...values: readonly Value[]): ReadonlySet<Value> {
  const found = new Set(values);
  // A set takes what is added while it is read.
  for (const one of found) for (const part of madeOf(one)) found.add(part);
  return found;
}

/** Returns the order of the items of a value: the first that is known in what it is made of. */
export function orderOf(value: Value): Order {
  const waiting = [value];
  // Code may use a value many times. Each is looked at once.
  const seen = new Set<Value>();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    const own = ownOrder(one);
    if (own !== 'unknown') return own;
    if (one.is === 'text') waiting.push(...one.parts.toReversed());
    else if (one.is === 'each' || one.is === 'joined' || one.is === 'cut') waiting.push(one.of);
  }
  return 'unknown';
}

function ownOrder(value: Value): Order {
  if (value.is === 'list') return value.items.length < 2 && value.order === 'as-given' ? 'unknown' : value.order;
  if (value.is === 'each') return value.order;
  return value.is === 'unknown' && /sort/i.test(value.name) ? 'sorted' : 'unknown';
}
