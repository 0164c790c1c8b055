/**
 * Defines the letters of the places that bytes come from. The letters are the same in every walk, lesson, and
 * diagnosis, so readers need to learn them only once.
 */
import { METHOD_PART, PATH_PART, QUERY_PART } from '../request-parts.ts';

/**
 * The kinds of places: M method, P path, Q query, H Host header, N any other header, B body and its hash, D date, R
 * Region, S service, K access key ID, X secret access key, T session token.
 */
export type PlaceKind = 'M' | 'P' | 'Q' | 'H' | 'N' | 'B' | 'D' | 'R' | 'S' | 'K' | 'X' | 'T';

/** What the letters mean, in a few words. */
export const LEGEND: readonly (readonly [letters: string, says: string])[] = [
  ['M P Q', 'the method, the path, the query'],
  ['H N', 'the Host header, any other header'],
  ['B', 'the body, and its hash'],
  ['D R S', 'the date, the Region, the service'],
  ['K X T', 'the key ID, the secret, the token'],
  ['. #', 'from a rule; mixed by a hash'],
];

/** The letter of bytes that a rule adds. */
export const FIXED_LETTER = '.';
/** The letter of bytes that come from more than one place, such as the bytes of a hash. */
export const MIXED_LETTER = '#';

/**
 * The number of the hue of each letter. Two letters can share a hue. Those of a scope and of credentials then have the
 * numbers from 7 on, whose text has another weight, because a request can show both letters on one page.
 */
const HUE_OF: Readonly<Record<PlaceKind, number>> = {
  D: 0,
  P: 1,
  H: 2,
  N: 3,
  B: 4,
  M: 5,
  Q: 6,
  R: 7,
  S: 8,
  X: 9,
  T: 9,
  K: 10,
};

export const hueOf = (kind: PlaceKind): number => HUE_OF[kind];

/** The kinds of places, keyed by the ID of a value, the name of a part of the request line, or the name of a header. */
const KINDS: Readonly<Record<string, PlaceKind>> = {
  [METHOD_PART]: 'M',
  [PATH_PART]: 'P',
  [QUERY_PART]: 'Q',
  expires: 'Q',
  host: 'H',
  payload: 'B',
  policy: 'B',
  'x-amz-content-sha256': 'B',
  timestamp: 'D',
  date: 'D',
  'x-amz-date': 'D',
  region: 'R',
  'region-set': 'R',
  service: 'S',
  'access-key-id': 'K',
  'secret-access-key': 'X',
  'x-amz-security-token': 'T',
};

/** Returns the kind of a place, given its key in `KINDS`. A place without its own kind counts as a header. */
export const kindOfPlace = (knownAs: string): PlaceKind =>
  KINDS[knownAs] ?? (knownAs.startsWith('session-token') ? 'T' : 'N');

/** The digits for N1, N2, and so on. The tenth header is Na. */
const DIGITS = '123456789abcdefghijklmnopqrstuvwxyz';

/**
 * Returns the letter of the header with this index, such as `N1` for the first header. After the digits run out, the
 * last digit repeats.
 */
export const letterOfHeader = (index: number): string => `N${DIGITS[Math.min(index, DIGITS.length - 1)]}`;

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
