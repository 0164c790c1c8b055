/**
 * Checks what is true of the texts of every right signature, such as that no header is listed twice. A text that breaks
 * it shows the mistake by itself: neither the secret nor the text of the other side has to be known
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../sigv4/names.ts';
import type { Evidence, QuotedText, Strings } from './evidence.ts';
import { readPartsOf } from './read-parts.ts';
import { isMasked } from './shapes.ts';
import {
  exactIn,
  headerIn,
  headersIn,
  type PartName,
  type Parts,
  partsOfRequest,
  partsOfString,
} from './texts/parts.ts';

/** The parts of the texts of one side. */
interface Texts {
  readonly canonicalRequest: Parts;
  readonly stringToSign: Parts;
}

interface Invariant {
  /** The text that has the part, whose hash shows whether a paste damaged it. */
  readonly of: keyof Texts;
  /** Whether a paste that went through other programs may break it, although the signed text did not. */
  readonly isFragile: boolean;
  /** Returns the part that breaks it; `null` if nothing does. */
  readonly brokenBy: (texts: Texts) => string | null;
}

const TIME = /^\d{8}T\d{6}Z$/;
/** Matches what no client that encodes paths leaves in them: spaces, control characters, and bytes that are not ASCII. */
const UNENCODED = /[^\x21-\x7e]+/;

const methodOf = ({ canonicalRequest }: Texts): string => exactIn(canonicalRequest, 'method');

/** Returns the path, without a CR, which ends its line; an empty text if it is unknown. */
function pathOf({ canonicalRequest }: Texts): string {
  const path = exactIn(canonicalRequest, 'path').replace(/\r$/, '');
  return path.startsWith('/') ? path : '';
}

/** Returns the query, which headers follow; an empty text if the line is missing, or if the text was cut off. */
const queryOf = ({ canonicalRequest }: Texts): string =>
  isHeader(partAt(canonicalRequest, AFTER_PATH + 1)) ? (canonicalRequest.get('query') ?? '') : '';

const AFTER_PATH = 2;
const partAt = (parts: Parts, index: number): PartName | undefined => [...parts.keys()][index];
const isHeader = (name: PartName | undefined): boolean => name?.startsWith('header ') === true;

const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? '';

/** Lists the parameters whose names are known. */
const parametersOf = (texts: Texts): readonly string[] =>
  queryOf(texts)
    .trim()
    .split('&')
    .filter((pair) => !isMasked(nameOf(pair)));

const parameterIn = (texts: Texts, name: string): string | null =>
  parametersOf(texts)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? null;

const repeatedIn = (names: readonly string[]): string | null =>
  names.find((name, index) => name !== '' && names.indexOf(name) < index) ?? null;

/** Returns the first name in the query that is also the name of a header. */
function headerInQuery(texts: Texts): string | null {
  const names = new Set(headersIn(texts.canonicalRequest).map(([name]) => name));
  const own = parametersOf(texts).map(nameOf);
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
    brokenBy: (texts) => partOf(methodOf(texts), /^[A-Za-z]*[a-z][A-Za-z]*$/),
  },
  'names-unique': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: ({ canonicalRequest }) => {
      const listed = canonicalRequest.get('signed headers')?.split(';') ?? [];
      return repeatedIn(listed) ?? repeatedIn(headersIn(canonicalRequest).map(([name]) => name));
    },
  },
  'host-is-host': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: ({ canonicalRequest }) => partOf(headerIn(canonicalRequest, 'host'), /^.*\/.*$/),
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
    brokenBy: ({ canonicalRequest }) =>
      headersIn(canonicalRequest).find(([, value]) => /^ | {2}| $/.test(value))?.[0] ?? null,
  },
  'query-line': {
    of: 'canonicalRequest',
    isFragile: true,
    brokenBy: ({ canonicalRequest }) => {
      const third = partAt(canonicalRequest, AFTER_PATH);
      const isLost = third && isHeader(third) && canonicalRequest.get('path')?.startsWith('/');
      return isLost ? (canonicalRequest.get(third) ?? null) : null;
    },
  },
  'line-endings': {
    of: 'canonicalRequest',
    isFragile: true,
    brokenBy: (texts) => partOf(methodOf(texts), /^\w+(?=\r$)/),
  },
  'query-of-url': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: headerInQuery,
  },
  'query-pairs': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts) => parametersOf(texts).find((pair) => /^[\w.~%-]+$/.test(pair)) ?? null,
  },
  'query-order': {
    of: 'canonicalRequest',
    isFragile: false,
    brokenBy: (texts) => {
      const names = parametersOf(texts).map(nameOf);
      // Headers among the parameters are a mistake of their own, in any order.
      const isPlain = headerInQuery(texts) === null && names.every((name) => /^[\w.~%-]*$/.test(name));
      return (isPlain && names.find((name, index) => index > 0 && name < (names[index - 1] ?? ''))) || null;
    },
  },
  'query-plain': { of: 'canonicalRequest', isFragile: true, brokenBy: (texts) => partOf(queryOf(texts), /&amp;/) },
  time: {
    of: 'stringToSign',
    isFragile: false,
    brokenBy: (texts) => partOf(timeOf(texts), /^(?!\d{8}T\d{6}Z$)[^\s/]{6,40}$/),
  },
  'time-signed': {
    of: 'stringToSign',
    isFragile: false,
    brokenBy: (texts) => {
      const time = timeOf(texts);
      const sent =
        headerIn(texts.canonicalRequest, AMZ_HEADERS.date)?.trim() ?? parameterIn(texts, AMZ_PARAMETERS.date) ?? '';
      return TIME.test(time) && TIME.test(sent) && sent !== time ? time : null;
    },
  },
  hash: {
    of: 'stringToSign',
    isFragile: false,
    brokenBy: ({ stringToSign }) => partOf(exactIn(stringToSign, 'hash'), /^[A-Z]{3,7}$/),
  },
} as const satisfies Readonly<Record<string, Invariant>>;

export type InvariantId = keyof typeof INVARIANTS;

/** Returns the time in a string to sign of Version 4; an empty text if it is unknown, or if the string has another form. */
const timeOf = ({ stringToSign }: Texts): string =>
  /-HMAC-|-ECDSA-/.test(exactIn(stringToSign, 'algorithm')) && stringToSign.get('scope')?.includes('/')
    ? exactIn(stringToSign, 'time')
    : '';

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
export function violationOf({ evidence }: { readonly evidence: Evidence }, id: InvariantId): Violation | null {
  const { client, answer } = evidence;
  const { of, isFragile, brokenBy } = INVARIANTS[id];
  const part = brokenBy(
    client?.canonicalRequest ? textsOf(client) : { ...textsOf(client), canonicalRequest: listIn(evidence) },
  );
  if (part === null || (answer !== null && brokenBy(textsOf(answer)) !== null)) return null;
  const text: QuotedText | null = client?.[of] ?? null;
  return { id, part: part as Octets, isCertain: !isFragile || text?.proof === 'proved' };
}

const textsOf = (strings: Strings | null): Texts => ({
  canonicalRequest: partsOfRequest(strings?.canonicalRequest?.octets ?? EMPTY),
  stringToSign: partsOfString(strings?.stringToSign?.octets ?? EMPTY),
});

/** Returns the list of signed headers that the request has. */
function listIn(evidence: Evidence): Parts {
  const { signedHeaders } = readPartsOf({ ...evidence, answer: null });
  const list = signedHeaders?.replace(/%(?:25)?3B/gi, ';') as Octets | undefined;
  return new Map(list === undefined ? [] : [['signed headers', list]]);
}

/** Returns the part that breaks each of the invariants that these texts break. */
export function brokenParts({
  canonicalRequest,
  stringToSign,
}: Readonly<Record<keyof Texts, Octets>>): ReadonlyMap<InvariantId, string> {
  const texts: Texts = {
    canonicalRequest: partsOfRequest(canonicalRequest),
    stringToSign: partsOfString(stringToSign),
  };
  const all = Object.entries(INVARIANTS) as [InvariantId, Invariant][];
  const parts = all.map(([id, { brokenBy }]) => [id, brokenBy(texts)] as const);
  return new Map(parts.flatMap(([id, part]) => (part === null ? [] : [[id, part]])));
}
