/** Checks how code sorts and encodes: the names of the signed headers, and the parameters of the query. */
import type { Encoding } from '../flow/meanings.ts';
import { type RenderedLine, renderedLines } from '../flow/rendered.ts';
import { allIn, orderOf, type Value, type ValueOf } from '../flow/values.ts';
import { type FaultId, type Found, faultAt } from './fault.ts';
import type { Signer } from './signer.ts';

const IS_SORTING = /sort|TreeMap|TreeSet|BTree|order ?by|\.Order\(/i;

/** Returns whether the items of what is joined are in another order than that of their bytes. */
function isUnsorted({ of }: ValueOf<'joined'>, text: string, nameOf: (item: Value) => string | null): boolean {
  const order = orderOf(of);
  if (order === 'sorted') return false;
  if (of.is === 'list') {
    const names = of.items.map(nameOf);
    const known = names.flatMap((name) => name ?? []);
    return order === 'as-given' && known.length === names.length && isOutOfOrder(known);
  }
  return of.is === 'each' && isFromMapping(of.of) && !IS_SORTING.test(text);
}

/** Returns whether a collection is one that the code is given or makes, and not the result of something that may sort. */
function isFromMapping(of: Value): boolean {
  // A loop, because code may have thousands of members of members.
  let from: Value | undefined = of;
  while (from?.is === 'each' || from?.is === 'item' || (from?.is === 'unknown' && !from.isArgument)) {
    from = from.is === 'unknown' ? onlyOf(from.of) : from.of;
  }
  if (from?.is === 'list') return from.items.length > 0;
  return from?.is === 'unknown' && /header|param|query/i.test(from.name);
}

const onlyOf = (values: readonly Value[]): Value | undefined => (values.length === 1 ? values[0] : undefined);

const isOutOfOrder = (names: readonly string[]): boolean =>
  names.some((name, index) => index > 0 && name < (names[index - 1] ?? ''));

const literalOf = (item: Value): string | null => (item.is === 'literal' ? item.text.toLowerCase() : null);

export function headersNotSorted({ values, text }: Signer): Found {
  const joined = values.find(
    (value) => value.is === 'joined' && value.by === ';' && isUnsorted(value, text, literalOf),
  );
  const list = values.flatMap((value) => (value.is === 'literal' ? renderedLines(value) : [])).find(isUnsortedList);
  return faultAt('headers-unsorted', joined ?? list);
}

const isUnsortedList = ({ text }: RenderedLine): boolean =>
  /^[a-z][a-z0-9-]*(?:;[a-z0-9-]+)+$/.test(text) && text.split(';').includes('host') && isOutOfOrder(text.split(';'));

/** Returns the name of a parameter that is written as `name=value`. */
function parameterOf(item: Value): string | null {
  const first = item.is === 'text' ? item.parts[0] : item;
  return first?.is === 'literal' && first.text.includes('=') ? first.text.replace(/=[\s\S]*/, '') : null;
}

/** Returns what makes the query of the canonical requests. */
const queriesOf = ({ canonicals }: Signer): readonly ValueOf<'joined'>[] =>
  valuesIn(canonicals.flatMap(renderedLines)).flatMap((one) => (one.is === 'joined' && one.by === '&' ? [one] : []));

const valuesIn = (lines: readonly RenderedLine[]): readonly Value[] =>
  lines.flatMap(({ values }) => values.flatMap((value) => [...allIn(value)]));

export function queryNotSorted(signer: Signer): Found {
  const joined = queriesOf(signer).find((query) => isUnsorted(query, signer.text, parameterOf));
  const written = signer.canonicals.flatMap((canonical) => renderedLines(canonical).slice(2, 3));
  return faultAt('query-unsorted', joined ?? written.find(isUnsortedQuery));
}

function isUnsortedQuery({ text }: RenderedLine): boolean {
  const names = text.split('&').map((pair) => pair.replace(/=.*/, ''));
  return names.every((name) => /^[\w.~%-]+$/.test(name)) && isOutOfOrder(names);
}

const OF_ENCODING: Readonly<Record<Encoding, FaultId | null>> = {
  form: 'encoded-as-form',
  component: 'marks-not-encoded',
  'whole-url': 'reserved-not-encoded',
  'keeps-slash': 'slash-not-encoded',
  right: null,
};

/** The most calls, one in the other, whose arguments are looked at. */
const DEEPEST = 3;

/** Returns whether a value can have any character: an item of what the code is given, or an object key. */
function isAnyText(value: Value, depth = 0): boolean {
  if (value.is === 'cut' || value.is === 'encoded') return isAnyText(value.of, depth);
  if (value.is !== 'unknown') return value.is === 'item';
  const { name, of, isArgument } = value;
  if (!isArgument && depth < DEEPEST && of.some((one) => isAnyText(one, depth + 1))) return true;
  return /key|path|object|param|value|query|name|uri|^[kv]$/i.test(name) && !/access|secret|sign/i.test(name);
}

/** Matches the names of functions that percent-encode. */
const IS_ENCODING = /(?:url|uri|percent|component)_?encod|encode_?(?:url|uri)|escape|quote|(?<![.\w])encode\w*\(/i;

/** Checks the encoders of the query and the path. The slash is kept only in the path. */
export function encoding(signer: Signer): Found {
  const queries = queriesOf(signer);
  const inQuery = queries.flatMap((query) => [...allIn(query)]);
  const lines = signer.canonicals.flatMap((canonical) => renderedLines(canonical).slice(1, 3));
  for (const value of new Set([...inQuery, ...valuesIn(lines)])) {
    if (value.is !== 'encoded' || !isAnyText(value.of)) continue;
    const id = OF_ENCODING[value.as];
    if (id !== null && (id !== 'slash-not-encoded' || inQuery.includes(value))) return faultAt(id, value);
  }
  return IS_ENCODING.test(signer.text) ? null : faultAt('query-not-encoded', queries.find(isBare));
}

/** Returns whether parameters are written as `name=value` for each item, as they are. */
function isBare({ of }: ValueOf<'joined'>): boolean {
  if (of.is !== 'each' || of.item.is !== 'text') return false;
  return of.item.parts.every((part) =>
    part.is === 'literal' ? /^=$/.test(part.text) : part.is === 'item' || part.is === 'cut',
  );
}
