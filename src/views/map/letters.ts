/**
 * Defines the letters of the places that bytes come from. The letters are the same in every walk, lesson, and
 * diagnosis, so readers need to learn them only once.
 */

import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { GIVEN_POLICY, POLICY } from '../../sigv4/stages/form-fields.ts';
import {
  ACCESS_KEY_ID,
  EXPIRES,
  REGION,
  REGION_SET,
  SECRET_ACCESS_KEY,
  SERVICE,
  sessionTokenDefinition,
  TIMESTAMP,
} from '../../sigv4/stages/request.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import { METHOD_PART, PATH_PART, QUERY_PART } from '../request-parts.ts';
import { TERMS } from './terms.ts';

/**
 * The kinds of places: M method, P path, Q query, H Host header, N any other header, B body and its hash, D date, R
 * Region, S service, K access key ID, X secret access key, T session token.
 */
export type PlaceKind = 'M' | 'P' | 'Q' | 'H' | 'N' | 'B' | 'D' | 'R' | 'S' | 'K' | 'X' | 'T';

/** What the letters mean: in a few words, and for the help. */
export const LEGEND: readonly (readonly [letters: string, says: string, whole: string])[] = [
  ['M P Q', 'the method, path, query', 'the method, the path, and the query'],
  [
    'H N',
    'Host; other headers, N1 N2 …',
    'the Host header, and the other headers: N1, N2, …; N before a line of several',
  ],
  ['B', 'the body, and its hash', 'the body, and its hash'],
  ['D R S', 'the date, Region, service', 'the date, the Region, and the service'],
  [
    'K X T',
    'the key ID, secret, token',
    "the access key ID, the secret access key (masked, except AWS's published example), and the session token",
  ],
  ['. #', 'from a rule; mixed by a hash', 'added by a rule; mixed by a hash or a MAC'],
];

/** Returns the rows of the legend in this many columns, which are read from top to bottom. */
export function legendIn(columns: number): (readonly (typeof LEGEND)[number][])[] {
  const height = Math.ceil(LEGEND.length / columns);
  return Array.from({ length: height }, (_, row) => LEGEND.filter((_group, at) => at % height === row));
}

/** The letter of bytes that a rule adds. */
export const FIXED_LETTER = '.';
/** The letter of bytes that come from more than one place, such as the bytes of a hash. */
export const MIXED_LETTER = '#';

/**
 * The number of the hue of each letter. A hue has one meaning: what is asked (0), its headers (1), what the key is narrowed
 * to (2), or who asks (3). The letter tells which one.
 */
const HUE_OF: Readonly<Record<PlaceKind, number>> = {
  ...{ M: 0, P: 0, Q: 0, B: 0 },
  ...{ H: 1, N: 1 },
  ...{ D: 2, R: 2, S: 2 },
  ...{ K: 3, X: 3, T: 3 },
};

export const hueOf = (kind: PlaceKind): number => HUE_OF[kind];

/** The kinds of the parts of the request line, and of the other values that are inputs, by their IDs. */
const KINDS: Readonly<Record<string, PlaceKind>> = {
  [METHOD_PART]: 'M',
  [PATH_PART]: 'P',
  [QUERY_PART]: 'Q',
  [EXPIRES.id]: 'Q',
  [PAYLOAD]: 'B',
  [GIVEN_POLICY.id]: 'B',
  [POLICY.id]: 'B',
  'decoded-length': 'B',
  'encoded-length': 'B',
  'payload-checksum': 'B',
  [TIMESTAMP.id]: 'D',
  [REGION.id]: 'R',
  [REGION_SET.id]: 'R',
  [SERVICE.id]: 'S',
  [ACCESS_KEY_ID.id]: 'K',
  [SECRET_ACCESS_KEY.id]: 'X',
};

/** The names of inputs that AWS names in several ways, by their IDs: one name for each, on every screen and page. */
export const NAMES: Readonly<Record<string, string>> = {
  [TIMESTAMP.id]: TERMS.date,
  [PAYLOAD]: TERMS.body,
  [REGION.id]: TERMS.region,
};

/** The kinds of headers, and of the query parameters of a signature, by their names in lowercase. */
const FIELD_KINDS: Readonly<Record<string, PlaceKind>> = {
  host: 'H',
  date: 'D',
  [AMZ_HEADERS.date]: 'D',
  [AMZ_HEADERS.contentSha256]: 'B',
  [AMZ_HEADERS.securityToken]: 'T',
  [AMZ_PARAMETERS.expires.toLowerCase()]: 'Q',
  [AMZ_HEADERS.decodedContentLength]: 'B',
  [AMZ_HEADERS.regionSet]: 'R',
};

/** Returns the kind of a part of the request line or of another input, given its ID; `null` if it has none. */
export const kindOfInput = (id: string): PlaceKind | null =>
  KINDS[id] ?? (id.startsWith(sessionTokenDefinition(0).id) ? 'T' : null);

/** Returns the kind of a header or a query parameter, given its name in lowercase; `null` if it has none of its own. */
export const kindOfField = (name: string): PlaceKind | null => FIELD_KINDS[name] ?? null;

/** The digits for N1, N2, and so on. The tenth header is Na. */
const DIGITS = '123456789abcdefghijklmnopqrstuvwxyz';

/**
 * Returns the letter of the header with this index, such as `N1` for the first header. After the digits run out, the
 * last digit repeats.
 */
const letterOfHeader = (index: number): string => `N${DIGITS[Math.min(index, DIGITS.length - 1)]}`;

/** The letter of several headers without their own letter. */
const SOME_HEADERS = 'N';

/** The headers that a program makes for the connection and the body: only their values are inputs. */
const MADE: readonly string[] = [
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  AMZ_HEADERS.trailer,
];

/** Returns whether a rule, and no input, gives a header its name, which is in lowercase. */
export const isNamedByRule = (name: string): boolean =>
  MADE.includes(name) || name === AUTHORIZATION || kindOfField(name) !== null;
const AUTHORIZATION = 'authorization';

/**
 * Returns the letters of headers, given their names in lowercase. Those without their own letter are numbered: the signed
 * ones first, in the order in which they are signed, and those that a program makes last, in the order of `MADE`. `null` is for what a rule
 * makes, as it makes Authorization.
 */
export function lettersOfHeaders(names: readonly string[], signed: readonly string[]): (string | null)[] {
  const rank = (name: string) => (MADE.includes(name) ? 2 + MADE.indexOf(name) : signed.includes(name) ? 0 : 1);
  const others = names
    .map((name, at) => ({ name, at }))
    .filter(({ name }) => kindOfField(name) === null && name !== AUTHORIZATION)
    .sort((one, other) => rank(one.name) - rank(other.name) || signed.indexOf(one.name) - signed.indexOf(other.name));
  const numbers = new Map(others.map(({ at }, number) => [at, letterOfHeader(number)]));
  return names.map((name, at) => numbers.get(at) ?? kindOfField(name));
}

/** Writes the letters of numbered headers, if there are several, as one. */
export function headersAsOne(letters: readonly string[]): string[] {
  const headers = letters.filter((letter) => letter.startsWith(SOME_HEADERS));
  return headers.length < 2
    ? [...letters]
    : [...new Set(letters.map((letter) => (headers.includes(letter) ? SOME_HEADERS : letter)))];
}

/** A letter as it is drawn, and the number of its hue; `null` for letters without a hue, such as `#`. */
export interface RowLetter {
  readonly text: string;
  readonly hue: number | null;
}

/** Divides letters before a line, such as `DRS` or `N1`, into single ones. */
export const singleLetters = (text: string): readonly string[] => text.match(/[A-Z][1-9a-z]?|[^A-Z]/g) ?? [];

/** Returns the hue of a letter as it is drawn, such as `N1`; `null` if the letter has no hue. */
export function hueOfLetter(text: string): number | null {
  const kind = text.charAt(0);
  return kind in HUE_OF ? HUE_OF[kind as PlaceKind] : null;
}
