/**
 * Checks what is true of the texts of every right signature, such as that no header is listed twice. A text that breaks
 * it shows the mistake by itself: neither the secret nor the text of the other side has to be known
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { AWS4 } from '../sigv4/dialect.ts';
import type { Dialect } from '../sigv4/dialects/dialect.ts';
import type { Evidence, QuotedText, Strings } from './evidence.ts';
import { readPartsOf } from './read-parts.ts';
import { MASK } from './shapes.ts';

/** The lines of the texts of one side. */
interface Texts {
  readonly canonicalRequest: readonly string[];
  readonly stringToSign: readonly string[];
}

interface Invariant {
  /** The text that has the part, whose hash shows whether a paste damaged it. */
  readonly of: keyof Texts;
  /** Whether a paste that went through other programs may break it, although the signed text did not. */
  readonly isFragile: boolean;
  /** Returns the part that breaks it; `null` if nothing does. */
  readonly brokenBy: (texts: Texts, dialect: Dialect) => string | null;
}

const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}):(.*)$/;
const LIST = /^[\w-]+(?:;[\w-]+)+;?$/;
const TIME = /^\d{8}T\d{6}Z$/;
/** Matches what no client that encodes paths leaves in them: spaces, control characters, and bytes that are not ASCII. */
const UNENCODED = /[^\x21-\x7e]+/;

const fieldsOf = ({ canonicalRequest }: Texts): readonly (readonly [name: string, value: string])[] =>
  canonicalRequest.slice(2).flatMap((line) => {
    const [, name, value = ''] = FIELD.exec(line) ?? [];
    return name === undefined ? [] : [[name.toLowerCase(), value] as const];
  });

const headerIn = (texts: Texts, wanted: string): string | null =>
  fieldsOf(texts).find(([name]) => name === wanted)?.[1] ?? null;

/** Returns the path; an empty text if a part of it was masked. */
const pathOf = ({ canonicalRequest: [, path = ''] }: Texts): string =>
  path.startsWith('/') && !MASK.test(path) ? path : '';

/** Returns the query line, which headers follow; an empty text if the line has a header, or if the text was cut off. */
const queryOf = ({ canonicalRequest: [, , query = '', next = ''] }: Texts): string =>
  FIELD.test(query) || !FIELD.test(next) ? '' : query;

const parametersOf = (texts: Texts): readonly string[] => queryOf(texts).trim().split('&');

const parameterIn = (texts: Texts, name: string): string | null =>
  parametersOf(texts)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? null;

const repeatedIn = (names: readonly string[]): string | null =>
  names.find((name, index) => name !== '' && names.indexOf(name) < index) ?? null;

/** Returns the first name in the query that is also the name of a header. */
function headerInQuery(texts: Texts): string | null {
  const names = new Set(fieldsOf(texts).map(([name]) => name));
  const own = parametersOf(texts).map((pair) => pair.split('=', 1)[0] ?? '');
  return own.find((name) => names.has(name.toLowerCase())) ?? null;
}

/**
 * `method-capitals`: the method is in capital letters. `names-unique`: no header is listed twice. `host-is-host`: the host has no scheme and no path. `path-octets`, `path-reserved`:
 * other characters than letters, digits, and - . _ ~ / are encoded in the path. `escapes-capital`: escapes are in capital
 * letters. `value-spaces`: the value of a header has no space around it, and no two in a row. `query-line`: there is a
 * line for the query, also if it is empty. `line-endings`: lines end with LF. `query-of-url`: no header is in the query. `query-pairs`: each
 * parameter has an equals sign. `query-order`: parameters are sorted by name.
 * `query-plain`: the query is not escaped for HTML. `time`: the second line of the string to sign is a time in the basic
 * format of ISO 8601. `time-signed`: it is the time of the request. `hash`: the last line is a hash in hexadecimal digits.
 */
const INVARIANTS = {
  'method-capitals': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: ({ canonicalRequest: [method = ''] }) => partOf(method, /^[A-Za-z]*[a-z][A-Za-z]*$/),
  },
  'names-unique': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts) => {
      const listed = texts.canonicalRequest.findLast((line) => LIST.test(line))?.split(';') ?? [];
      return repeatedIn(listed) ?? repeatedIn(fieldsOf(texts).map(([name]) => name));
    },
  },
  'host-is-host': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts) => partOf(headerIn(texts, 'host'), /^.*\/.*$/),
  },
  'path-octets': {
    of: 'canonicalRequest',
    isFragile: true,
    brokenBy: (texts) => partOf(pathOf(texts), UNENCODED),
  },
  'path-reserved': {
    of: 'canonicalRequest',
    isFragile: true,
    // In a path that is not encoded at all, reserved characters are a part of that mistake.
    brokenBy: (texts) => (UNENCODED.test(pathOf(texts)) ? null : partOf(pathOf(texts), /[!$&'()*+,;=:@]/)),
  },
  'escapes-capital': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts) => partOf(`${pathOf(texts)}?${queryOf(texts)}`, /%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])/),
  },
  'value-spaces': {
    of: 'canonicalRequest',
    isFragile: true,
    brokenBy: (texts) => fieldsOf(texts).find(([, value]) => /^ | {2}| $/.test(value))?.[0] ?? null,
  },
  'query-line': {
    of: 'canonicalRequest',
    isFragile: true,
    brokenBy: ({ canonicalRequest: [, path = '', query = ''] }) => (path.startsWith('/') ? partOf(query, FIELD) : null),
  },
  'line-endings': {
    of: 'canonicalRequest',
    isFragile: true,
    brokenBy: ({ canonicalRequest: [method = ''] }) => partOf(method, /^\w+(?=\r$)/),
  },
  'query-of-url': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: headerInQuery,
  },
  'query-pairs': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts, { query }) =>
      (query.withoutValue === 'equals' && parametersOf(texts).find((pair) => /^[\w.~%-]+$/.test(pair))) || null,
  },
  'query-order': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts) => {
      const names = parametersOf(texts).map((pair) => pair.split('=', 1)[0] ?? '');
      // Headers among the parameters are a mistake of their own, in any order.
      const isPlain = headerInQuery(texts) === null && names.every((name) => /^[\w.~%-]*$/.test(name));
      return (isPlain && names.find((name, index) => index > 0 && name < (names[index - 1] ?? ''))) || null;
    },
  },
  'query-plain': { of: 'canonicalRequest', isFragile: true, brokenBy: (texts) => partOf(queryOf(texts), /&amp;/) },
  time: {
    of: 'stringToSign',
    isFragile: false,
    brokenBy: ({ stringToSign }) => partOf(timeLine(stringToSign), /^(?!\d{8}T\d{6}Z$)[^\s/]{6,40}$/),
  },
  'time-signed': {
    of: 'stringToSign',
    isFragile: false,
    brokenBy: (texts, { headers, parameters }) => {
      const time = timeLine(texts.stringToSign);
      const sent = headerIn(texts, headers.date)?.trim() ?? parameterIn(texts, parameters?.date ?? '') ?? '';
      return TIME.test(time) && TIME.test(sent) && sent !== time ? time : null;
    },
  },
  hash: {
    of: 'stringToSign',
    isFragile: false,
    brokenBy: ({ stringToSign }) => partOf(stringToSign.length > 3 ? (stringToSign[3] ?? '') : '', /^[A-Z]{3,7}$/),
  },
} as const satisfies Readonly<Record<string, Invariant>>;

export type InvariantId = keyof typeof INVARIANTS;

/** Returns the second line of a string to sign of Version 4; an empty text if the string has another form. */
const timeLine = ([algorithm = '', time = '', scope = '']: readonly string[]): string =>
  /-HMAC-|-ECDSA-/.test(algorithm) && scope.includes('/') ? time : '';

const partOf = (text: string | null, pattern: RegExp): string | null =>
  text === null ? null : (pattern.exec(text)?.[0] ?? null);

/** A part of what one side signed or computed that no right signature has. */
export interface Violation {
  readonly id: InvariantId;
  /** The part, exactly as it was given. */
  readonly part: Octets;
  /** Whether the signed text certainly has it. Otherwise, the paste may have been damaged. */
  readonly isCertain: boolean;
}

/**
 * Returns what breaks an invariant in the text that the client signed, but not in the text that the server computed;
 * `null` if nothing does.
 */
export function violationOf(
  { evidence, dialect }: { readonly evidence: Evidence; readonly dialect: Dialect },
  id: InvariantId,
): Violation | null {
  const { client, answer } = evidence;
  const { of, isFragile, brokenBy } = INVARIANTS[id];
  const part = brokenBy(
    client?.canonicalRequest ? textsOf(client) : { ...textsOf(client), canonicalRequest: listIn(evidence) },
    dialect,
  );
  if (part === null || (answer !== null && brokenBy(textsOf(answer), dialect) !== null)) return null;
  const text: QuotedText | null = client?.[of] ?? null;
  return { id, part: part as Octets, isCertain: !isFragile || text?.standing === 'proved' };
}

const textsOf = (strings: Strings | null): Texts => ({
  canonicalRequest: strings?.canonicalRequest?.octets.split('\n') ?? [],
  stringToSign: strings?.stringToSign?.octets.split('\n') ?? [],
});

/** Returns the list of signed headers that the request has, in the place that it has in a canonical request. */
function listIn(evidence: Evidence): readonly string[] {
  const { signedHeaders } = readPartsOf({ ...evidence, answer: null });
  return signedHeaders === null ? [] : ['', '', '', '', signedHeaders.replace(/%(?:25)?3B/gi, ';')];
}

/** Returns the part that breaks each of the invariants that these texts break. */
export function brokenParts(
  { canonicalRequest, stringToSign }: Readonly<Record<keyof Texts, Octets>>,
  dialect: Dialect,
): ReadonlyMap<InvariantId, string> {
  const texts: Texts = { canonicalRequest: canonicalRequest.split('\n'), stringToSign: stringToSign.split('\n') };
  const all = Object.entries(INVARIANTS) as [InvariantId, Invariant][];
  const parts = all.map(([id, { brokenBy }]) => [id, brokenBy(texts, dialect)] as const);
  return new Map(parts.flatMap(([id, part]) => (part === null ? [] : [[id, part]])));
}

/** Returns whether a canonical request breaks no invariant of AWS. */
export const isCanonical = (octets: Octets): boolean =>
  brokenParts({ canonicalRequest: octets, stringToSign: EMPTY }, AWS4).size === 0;
