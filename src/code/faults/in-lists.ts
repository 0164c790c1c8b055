/** Checks how code sorts and encodes: the names of the signed headers, and the parameters of the query. */
import type { Encoding } from '../flow/meanings.ts';
import { type RenderedLine, renderedLines } from '../flow/rendered.ts';
import { allIn, orderOf, type Value, type ValueOf } from '../flow/values.ts';
import type { FaultId, Found } from './fault.ts';
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
  if (joined) return { id: 'headers-unsorted', line: joined.line };
  const list = values.flatMap((value) => (value.is === 'literal' ? renderedLines(value) : [])).find(isUnsortedList);
  return list ? { id: 'headers-unsorted', line: list.line } : null;
}

const isUnsortedList = ({ text }: RenderedLine): boolean =>
  /^[a-z][a-z0-9-]*(?:;[a-z0-9-]+)+$/.test(text) && text.split(';').includes('host') && isOutOfOrder(text.split(';'));

/** Returns the name of a parameter that is written as `name=value`. */
function parameterOf(item: Value): string | null {
  const first = item.is === 'text' ? item.parts[0] : item;
  return first?.is === 'literal' && first.text.includes('=') ? (first.text.split('=', 1)[0] ?? null) : null;
}

/** Returns what makes the query of the canonical requests. */
const queriesOf = ({ canonicals }: Signer): readonly ValueOf<'joined'>[] =>
  canonicals.flatMap((canonical) =>
    renderedLines(canonical).flatMap(({ values }) =>
      values.flatMap((value) => [...allIn(value)].filter((one) => one.is === 'joined' && one.by === '&')),
    ),
  ) as ValueOf<'joined'>[];

export function queryNotSorted(signer: Signer): Found {
  const joined = queriesOf(signer).find((query) => isUnsorted(query, signer.text, parameterOf));
  if (joined) return { id: 'query-unsorted', line: joined.line };
  for (const canonical of signer.canonicals) {
    const [, , query] = renderedLines(canonical);
    const names = (query?.text ?? '').split('&').map((pair) => pair.split('=', 1)[0] ?? '');
    const isPlain = names.length > 1 && names.every((name) => /^[\w.~%-]+$/.test(name));
    if (query && isPlain && isOutOfOrder(names)) return { id: 'query-unsorted', line: query.line };
  }
  return null;
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
  if (value.is === 'item') return true;
  const isMade = value.is === 'unknown' && !value.isArgument && depth < DEEPEST;
  if (isMade && value.of.some((one) => isAnyText(one, depth + 1))) return true;
  return (
    value.is === 'unknown' &&
    /key|path|object|param|value|query|name|uri|^[kv]$/i.test(value.name) &&
    !/access|secret|sign/i.test(value.name)
  );
}

/** Matches the names of functions that percent-encode. */
const IS_ENCODING = /(?:url|uri|percent|component)_?encod|encode_?(?:url|uri)|escape|quote|(?<![.\w])encode\w*\(/i;

/** Checks the encoders of the query and the path. The slash is kept only in the path. */
export function encoding(signer: Signer): Found {
  const queries = queriesOf(signer);
  const inQuery = queries.flatMap((query) => [...allIn(query)]);
  const lines = signer.canonicals.flatMap((canonical) => renderedLines(canonical).slice(1, 3));
  const inPath = lines.flatMap(({ values }) => values.flatMap((value) => [...allIn(value)]));
  for (const value of new Set([...inQuery, ...inPath])) {
    if (value.is !== 'encoded' || !isAnyText(value.of)) continue;
    const id = OF_ENCODING[value.as];
    if (id !== null && (id !== 'slash-not-encoded' || inQuery.includes(value))) return { id, line: value.line };
  }
  const bare = queries.find(isBare);
  return bare && !IS_ENCODING.test(signer.text) ? { id: 'query-not-encoded', line: bare.line } : null;
}

/** Returns whether parameters are written as `name=value` for each item, as they are. */
function isBare({ of }: ValueOf<'joined'>): boolean {
  if (of.is !== 'each' || of.item.is !== 'text') return false;
  return of.item.parts.every((part) =>
    part.is === 'literal' ? /^=$/.test(part.text) : part.is === 'item' || part.is === 'cut',
  );
}
