/**
 * Recognizes the texts of two sides that no label tells apart. Two canonical requests for one path, which differ in few
 * lines, are those of a signer and of a server; if only one has the canonical form, it is the server's, because a server
 * that had the form wrong would refuse right requests.
 */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { isCanonical } from '../invariants.ts';
import type { LoggedStrings } from './signing-log.ts';

/**
 * The maximum number of lines of one text that are not in the other one. One mistake changes the line of one value, and
 * with it the list of names or the hash of the payload.
 */
const MOST_DIFFERENT = 2;

/** Returns the entries with the side of each; they stay as they are unless they are the two sides of one request. */
export function withSides(entries: readonly LoggedStrings[]): readonly LoggedStrings[] {
  const textOf = ({ strings }: LoggedStrings) => strings.canonicalRequest?.octets ?? null;
  const [one, other, ...more] = entries.filter((entry) => textOf(entry) !== null);
  const isOfOneSide = entries.some(({ side }) => side === 'server');
  if (!one || !other || more.length > 0 || isOfOneSide || !areOfOneRequest(textOf(one), textOf(other))) return entries;
  const canonical = [one, other].filter((entry) => isCanonical(textOf(entry) ?? EMPTY));
  return canonical.length === 1
    ? entries.map((entry) => (entry === canonical[0] ? { ...entry, side: 'server' } : entry))
    : entries;
}

const TIME = /(?:\nx-amz-date:|X-Amz-Date=)(\d{8}T\d{6}Z)/;

function areOfOneRequest(one: Octets | null, other: Octets | null): boolean {
  if (one === null || other === null || one === other) return false;
  const [time, otherTime] = [one, other].map((text) => TIME.exec(text)?.[1]);
  const lines = new Set(other.split('\n'));
  return (
    time !== undefined &&
    time === otherTime &&
    askedIn(one) === askedIn(other) &&
    one.split('\n').filter((line) => !lines.has(line)).length <= MOST_DIFFERENT
  );
}

/**
 * Returns the method, and the path as it was before it was encoded. A program signs many requests in a second, such as a
 * HEAD and a GET for each path.
 */
const askedIn = (text: Octets): string =>
  percentDecode(plain(text.split('\n', 2).join('\n') as Octets)).octets.replaceAll('+', ' ');
