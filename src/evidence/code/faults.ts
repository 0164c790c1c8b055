/**
 * Checks in the values that code computes what is true of every right signer
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). What the code does not show is not
 * checked, so code that was cut shows no fault.
 */
import { AWS4 } from '../../sigv4/dialect.ts';
import type { Encoding } from './meanings.ts';
import { type Code, readCode } from './read-code.ts';
import { HOLE, type RenderedLine, renderedLines } from './rendered.ts';
import { allIn, orderOf, type Value, type ValueOf } from './values.ts';

/**
 * `key-as-text`: an HMAC that is written as text is the next key. `key-and-message-swapped`: the secret is the message. `key-chain-order`: the key is derived from
 * the date, the Region, and the service in another order. `secret-without-prefix`: "AWS4" is not before the secret. `headers-not-sorted`,
 * `query-not-sorted`: nothing sorts the names. `query-not-encoded`: nothing encodes the parameters. `encoded-as-form`, `marks-not-encoded`, `reserved-not-encoded`, and
 * `slash-not-encoded`: the encoder leaves or changes other characters than it should. `local-time`: the time is not UTC. `token-not-sent`: the session token is read,
 * but is in no header. `query-line`, `empty-line`, `hash-line`, and `string-line`: the newline before this part is missing. `last-newline`: a newline is
 * after the hash. `scope-date`: the date of the scope is not that of the time. `hash-of-nothing`: a body is sent, but the hash is that of an empty one.
 */
export type FaultId =
  | 'key-as-text'
  | 'key-and-message-swapped'
  | 'key-chain-order'
  | 'secret-without-prefix'
  | 'headers-not-sorted'
  | 'query-not-sorted'
  | 'query-not-encoded'
  | 'encoded-as-form'
  | 'marks-not-encoded'
  | 'reserved-not-encoded'
  | 'slash-not-encoded'
  | 'local-time'
  | 'token-not-sent'
  | 'query-line'
  | 'empty-line'
  | 'hash-line'
  | 'string-line'
  | 'last-newline'
  | 'scope-date'
  | 'hash-of-nothing';

/** What is wrong in code, and where. */
export interface CodeFault {
  readonly id: FaultId;
  /** The number of the line in the text, counted from 1. */
  readonly line: number;
  /** The line, without the space around it. */
  readonly quote: string;
}

/** The code, and the texts of a signature that it makes. */
interface Signer {
  readonly code: Code;
  readonly text: string;
  readonly values: readonly Value[];
  readonly hmacs: readonly ValueOf<'hmac'>[];
  readonly canonicals: readonly Value[];
  readonly strings: readonly Value[];
}

type Found = { readonly id: FaultId; readonly line: number } | null;

const CHECKS: readonly ((signer: Signer) => Found)[] = [
  keyAsText,
  swapped,
  chainOrder,
  prefixMissing,
  headersNotSorted,
  queryNotSorted,
  encoding,
  localTime,
  tokenNotSent,
  canonicalLines,
  stringLines,
  scopeDate,
  hashOfNothing,
];

/** Returns the faults of a signer in a text, at most one of each kind. Code that computes no HMAC is no signer. */
export function faultsOf(text: string): readonly CodeFault[] {
  const code = MAY_SIGN.test(text) ? readCode(text) : null;
  if (code === null) return [];
  const signer = signerOf(code, text);
  const lines = text.split('\n');
  return CHECKS.flatMap((check) => check(signer) ?? []).map(({ id, line }) => ({
    id,
    line,
    quote: (lines[line - 1] ?? '').trim(),
  }));
}

const MAY_SIGN = /hmac/i;
const ALGORITHM = `${AWS4.algorithmPrefix}HMAC-SHA256`;

function signerOf(code: Code, text: string): Signer {
  const values = [...new Set(code.values.flatMap((value) => [...allIn(value)]))];
  const texts = values.filter((value) => value.is === 'text');
  const strings = texts.filter((value) => {
    const [first, ...rest] = renderedLines(value);
    return first?.text === ALGORITHM && rest.length > 1;
  });
  const hashed = strings.flatMap((string) => string.parts.flatMap((part) => (part.is === 'hash' ? [part.of] : [])));
  const canonicals = [...hashed, ...texts.filter(isCanonicalRequest)].filter(({ is }) => is === 'text');
  return {
    code,
    text,
    values,
    hmacs: values.filter((value) => value.is === 'hmac'),
    canonicals: longestOf([...new Set(canonicals)]),
    strings: longestOf(strings),
  };
}

/** Drops the texts that others begin with, which were not finished. */
const longestOf = <Text extends Value>(texts: readonly Text[]): readonly Text[] =>
  texts.filter((one) => !texts.some((other) => other !== one && isBeginning(one, other)));

function isBeginning(one: Value, other: Value): boolean {
  if (one.is !== 'text' || other.is !== 'text' || one.parts.length >= other.parts.length) return false;
  return one.parts.slice(0, -1).every((part, index) => part === other.parts[index]);
}

const METHOD = /^(?:GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS)$/;

/** Returns whether a text has the lines of a canonical request: a method, and later a list of headers and a hash. */
function isCanonicalRequest(value: Value): boolean {
  const [first, ...rest] = renderedLines(value);
  const last = rest.findLast(({ text }) => text !== '');
  const [method] = first?.values ?? [];
  const isMethod = METHOD.test(first?.text ?? '') || (first?.text === HOLE && method?.is === 'unknown' && /method|verb/i.test(method.name));
  const isHash = last?.values.some((one) => one.is === 'hash' || (one.is === 'unknown' && /hash|digest|sha/i.test(one.name)));
  return isMethod && rest.length >= 3 && (isHash === true || /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD)$/.test(last?.text ?? ''));
}

function keyAsText({ hmacs }: Signer): Found {
  const wrong = hmacs.find(({ key }) => key.is === 'hmac' && key.form !== 'bytes');
  return wrong ? { id: 'key-as-text', line: wrong.key.line } : null;
}

const startsWithPrefix = (value: Value): boolean => {
  const first = value.is === 'text' ? value.parts[0] : value;
  return first?.is === 'literal' && /^AWS4(?!-)/.test(first.text);
};

function swapped({ hmacs }: Signer): Found {
  const wrong = hmacs.find(({ key, of }) => startsWithPrefix(of) || (of.is === 'hmac' && key.is !== 'hmac'));
  return wrong ? { id: 'key-and-message-swapped', line: wrong.line } : null;
}

/** Returns the messages of a chain of HMACs, and the first key. */
function chainOf(hmac: ValueOf<'hmac'>): { readonly key: Value; readonly links: readonly ValueOf<'hmac'>[] } {
  const links = [hmac];
  let { key } = hmac;
  while (key.is === 'hmac') {
    links.unshift(key);
    ({ key } = key);
  }
  return { key, links };
}

const isTerminator = (value: Value): boolean => value.is === 'literal' && value.text === AWS4.terminator;

/** Returns the chains that end with the terminator of the scope, which derive a signing key. */
const keyChains = ({ hmacs }: Signer) => hmacs.filter(({ of }) => isTerminator(of)).map(chainOf);

const ROLES = ['date', 'region', 'service'] as const;

function roleOf(value: Value): (typeof ROLES)[number] | null {
  if (value.is === 'time') return 'date';
  if (value.is === 'cut') return roleOf(value.of) ?? 'date';
  if (value.is === 'literal') {
    if (/^\d{8}$/.test(value.text)) return 'date';
    if (/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(value.text)) return 'region';
    return /^(?:s3|execute-api|es|iam|sts|dynamodb|sqs|sns|ec2)$/.test(value.text) ? 'service' : null;
  }
  if (value.is !== 'unknown') return null;
  return /date|stamp|time|day/i.test(value.name)
    ? 'date'
    : (ROLES.find((role) => new RegExp(role, 'i').test(value.name)) ?? null);
}

function chainOrder(signer: Signer): Found {
  for (const { links } of keyChains(signer)) {
    const roles = links.flatMap(({ of }) => roleOf(of) ?? []);
    const isWhole = links.length === 4 && new Set(roles).size === 3;
    const wrong = isWhole ? roles.findIndex((role, index) => role !== ROLES[index]) : -1;
    if (wrong >= 0) return { id: 'key-chain-order', line: links[wrong]?.line ?? 1 };
  }
  return null;
}

function prefixMissing(signer: Signer): Found {
  const hasPrefix = /AWS4(?!-)/.test(signer.text.replaceAll(AWS4.terminator, ''));
  const wrong = keyChains(signer).find(({ key, links }) => links.length === 4 && !startsWithPrefix(key));
  if (wrong === undefined || hasPrefix) return null;
  const { key, links } = wrong;
  return isSecret(key) ? { id: 'secret-without-prefix', line: links[0]?.line ?? 1 } : null;
}

/** Returns whether a value is the secret access key by its name, or by that of the variable of the environment. */
const isSecret = (value: Value): boolean =>
  [...allIn(value)].some((one) => /secret/i.test(one.is === 'unknown' ? one.name : one.is === 'literal' ? one.text : ''));

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
  if (of.is === 'each' || of.is === 'item') return isFromMapping(of.of);
  if (of.is === 'list') return of.items.length > 0;
  return of.is === 'unknown' && (of.isArgument ? /header|param|query/i.test(of.name) : of.of.length === 1 && of.of.every(isFromMapping));
}

const isOutOfOrder = (names: readonly string[]): boolean =>
  names.some((name, index) => index > 0 && name < (names[index - 1] ?? ''));

const literalOf = (item: Value): string | null => (item.is === 'literal' ? item.text.toLowerCase() : null);

function headersNotSorted({ values, text }: Signer): Found {
  const joined = values.find((value) => value.is === 'joined' && value.by === ';' && isUnsorted(value, text, literalOf));
  if (joined) return { id: 'headers-not-sorted', line: joined.line };
  const list = values.flatMap((value) => (value.is === 'literal' ? renderedLines(value) : [])).find(isUnsortedList);
  return list ? { id: 'headers-not-sorted', line: list.line } : null;
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

function queryNotSorted(signer: Signer): Found {
  const joined = queriesOf(signer).find((query) => isUnsorted(query, signer.text, parameterOf));
  if (joined) return { id: 'query-not-sorted', line: joined.line };
  for (const canonical of signer.canonicals) {
    const [, , query] = renderedLines(canonical);
    const names = (query?.text ?? '').split('&').map((pair) => pair.split('=', 1)[0] ?? '');
    const isPlain = names.length > 1 && names.every((name) => /^[\w.~%-]+$/.test(name));
    if (query && isPlain && isOutOfOrder(names)) return { id: 'query-not-sorted', line: query.line };
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

/** Returns whether a value can have any character: an item of what the code is given, or an object key. */
function isAnyText(value: Value): boolean {
  if (value.is === 'cut' || value.is === 'encoded') return isAnyText(value.of);
  if (value.is === 'item') return true;
  if (value.is === 'unknown' && !value.isArgument && value.of.some(isAnyText)) return true;
  return value.is === 'unknown' && /key|path|object|param|value|query|name|uri|^[kv]$/i.test(value.name) && !/access|secret|sign/i.test(value.name);
}

/** Matches the names of functions that percent-encode. */
const IS_ENCODING = /(?:url|uri|percent|component)_?encod|encode_?(?:url|uri)|escape|quote|(?<![.\w])encode\w*\(/i;

/** Checks the encoders of the query and the path. The slash is kept only in the path. */
function encoding(signer: Signer): Found {
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
  return of.item.parts.every((part) => (part.is === 'literal' ? /^=$/.test(part.text) : part.is === 'item' || part.is === 'cut'));
}

/** Matches the patterns of a date in the basic format of ISO 8601. */
const BASIC_DATE = /^\+?(?:%Y%m%d|%F|yyyyMMdd|YYYYMMDD|20060102|Ymd)/;

function localTime({ values }: Signer): Found {
  const written = values.find(
    (value) => value.is === 'time' && value.zone === 'local' && value.pattern !== null && BASIC_DATE.test(value.pattern),
  );
  if (written) return { id: 'local-time', line: written.line };
  const joined = values.find(
    (value) =>
      value.is === 'text' &&
      value.parts.some((part) => part.is === 'literal' && /^T$/.test(part.text)) &&
      value.parts.some((part) => [...allIn(part)].some((one) => one.is === 'time' && one.zone === 'local')),
  );
  return joined ? { id: 'local-time', line: joined.line } : null;
}

const TOKEN = /(?:aws_?)?session_?token|security_?token/i;

/** A signer that reads a session token has to send it. */
function tokenNotSent({ text, strings, canonicals }: Signer): Found {
  const isSender = strings.length + canonicals.length > 0;
  if (!isSender || new RegExp(AWS4.headers.securityToken, 'i').test(text)) return null;
  const line = text.split('\n').findIndex((one) => TOKEN.test(one.replace(/(?:\/\/|#|--).*/, '')));
  return line < 0 ? null : { id: 'token-not-sent', line: line + 1 };
}

const isHeader = ({ text }: RenderedLine): boolean => new RegExp(`^[\\w${HOLE}-]+:`).test(text);

/** Checks that the parts of the canonical request are on lines of their own. */
function canonicalLines({ canonicals }: Signer): Found {
  for (const canonical of canonicals) {
    const lines = renderedLines(canonical);
    const first = lines.findIndex(isHeader);
    if (first < 2) continue;
    if (first === 2) return { id: 'query-line', line: canonical.line };
    const after = lines.findIndex((line, index) => index > first && !isHeader(line));
    const [empty, list, hash, more] = after < 0 ? [] : lines.slice(after);
    if (empty && empty.text !== '') return { id: 'empty-line', line: canonical.line };
    if (list && hash === undefined) return { id: 'hash-line', line: canonical.line };
    if (hash && more?.text === '' && lines.length === after + 4) return { id: 'last-newline', line: canonical.line };
  }
  return null;
}

/** Checks the four lines of the string to sign. */
function stringLines({ strings }: Signer): Found {
  for (const string of strings) {
    const lines = renderedLines(string);
    const last = lines.at(-1);
    const isHashed = lines.some(({ values }) => values.some(({ is }) => is === 'hash'));
    if (!isHashed || last === undefined) continue;
    if (lines.length < 4) return { id: 'string-line', line: string.line };
    if (lines.length === 5 && last.text === '') return { id: 'last-newline', line: string.line };
  }
  return null;
}

/** Checks that the date of the scope is that of the time in the line before it. */
function scopeDate({ strings }: Signer): Found {
  for (const string of strings) {
    const [, time, scope] = renderedLines(string);
    if (time === undefined || scope === undefined) continue;
    const [, date = null] = /^(\d{8})\//.exec(scope.text) ?? [];
    const isTimeKnown = /^\d{8}T\d{6}Z$/.test(time.text);
    const isComputed = time.text === HOLE && time.values.some((value) => value.is === 'time');
    const isOther = date !== null && (isTimeKnown ? !time.text.startsWith(date) : isComputed);
    const [zone, other] = [zoneIn(time), zoneIn(scope)];
    if (isOther || (zone !== null && other !== null && zone !== other)) return { id: 'scope-date', line: scope.line };
  }
  return null;
}

function zoneIn({ values }: RenderedLine): string | null {
  const [first] = values;
  const time = first === undefined ? undefined : [...allIn(first)].find((value) => value.is === 'time' && value.zone !== 'unknown');
  return time?.is === 'time' ? time.zone : null;
}

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Checks that the hash is not that of nothing if a body is sent. */
function hashOfNothing({ canonicals, code: { sent } }: Signer): Found {
  const isBody = sent.some((value) => value.is !== 'literal' || value.text !== '');
  if (!isBody) return null;
  for (const canonical of canonicals) {
    const lines = renderedLines(canonical);
    const last = lines.at(-1);
    const [hash] = last?.values ?? [];
    const isEmpty = last?.text === EMPTY_HASH || (hash?.is === 'hash' && hash.of.is === 'literal' && hash.of.text === '');
    if (last && isEmpty && !/^(?:GET|HEAD|DELETE)$/.test(lines[0]?.text ?? '')) {
      return { id: 'hash-of-nothing', line: hash?.is === 'hash' ? hash.line : last.line };
    }
  }
  return null;
}
