/**
 * Recognizes the texts of two sides in one log or post. Two texts for one request, which differ in few lines, are those of
 * a signer and of a server. If only one has the right form, it is the server's, because a server that had the form wrong
 * would refuse right requests. Otherwise, what is written before the texts decides.
 */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { AWS4 } from '../../sigv4/dialect.ts';
import { brokenParts } from '../invariants.ts';
import { exactIn, partsOfString } from '../texts/parts.ts';
import type { LoggedStrings } from './signing-log.ts';

/**
 * The maximum number of lines of one text that are not in the other one. One mistake changes the line of one value, and
 * with it the list of names or the hash of the payload.
 */
const MOST_DIFFERENT = 2;

type Pair = readonly [LoggedStrings, LoggedStrings];

/** Returns the entries of a text with the side of each; they stay as they are unless they are the two sides of one request. */
export function withSides(entries: readonly LoggedStrings[], octets: Octets): readonly LoggedStrings[] {
  const pair = twoSidesAmong(entries);
  const server = pair && (onlyOne(pair, isOfRightForm) ?? labelledAsServers(pair, octets));
  return server ? entries.map((entry) => (entry === server ? { ...entry, side: 'server' } : entry)) : entries;
}

/** Returns the two entries that are about one request and differ; `null` if there are none, or if a server logged one. */
export function twoSidesAmong(entries: readonly LoggedStrings[]): Pair | null {
  if (entries.some(({ side }) => side === 'server')) return null;
  return pairOf(entries, requestIn, areOfOneRequest) ?? pairOf(entries, stringIn, areOfOneString);
}

const requestIn = ({ strings }: LoggedStrings): Octets | null => strings.canonicalRequest?.octets ?? null;
const stringIn = ({ strings }: LoggedStrings): Octets | null => strings.stringToSign?.octets ?? null;

function pairOf(
  entries: readonly LoggedStrings[],
  textIn: (entry: LoggedStrings) => Octets | null,
  areOfOne: (one: Octets, other: Octets) => boolean,
): Pair | null {
  const [one, other, ...more] = entries.filter((entry) => textIn(entry) !== null);
  if (!one || !other || more.length > 0) return null;
  return areOfOne(textIn(one) ?? EMPTY, textIn(other) ?? EMPTY) ? [one, other] : null;
}

function onlyOne(pair: Pair, test: (entry: LoggedStrings) => boolean): LoggedStrings | null {
  const [found, ...more] = pair.filter(test);
  return found && more.length === 0 ? found : null;
}

const isOfRightForm = (entry: LoggedStrings): boolean =>
  brokenParts({ canonicalRequest: requestIn(entry) ?? EMPTY, stringToSign: stringIn(entry) ?? EMPTY }, AWS4).size === 0;

/** The number of bytes before a text in which its label is looked for. */
const LONGEST_LABEL = 240;

/** Returns what is written before a text: the beginning of its line, or else the last line that has a word. */
function labelOf(octets: Octets, { start }: LoggedStrings): string {
  const lines = octets.slice(Math.max(0, start - LONGEST_LABEL), start).split('\n');
  return lines.findLast((line) => /[A-Za-z]{2}/.test(line)) ?? '';
}

const OF_SERVER = /\b(?:server|aws|amazon|s3|expected|theirs?|they|response|returned)\b/gi;
const OF_CLIENT = /\b(?:client|mine|my|ours?|we|i|local|sdk|code|script|signed|sent)\b/gi;

/**
 * Returns the entry whose label has as many words about a server as about a client, at least, and more than the other one;
 * `null` if there is none.
 */
function labelledAsServers([one, other]: Pair, octets: Octets): LoggedStrings | null {
  const [first, second] = [one, other].map((entry) => leaningOf(labelOf(octets, entry)));
  const higher = Math.max(first ?? LEAST, second ?? LEAST);
  if (first === second || higher < 0) return null;
  return first === higher ? one : other;
}

/** Below that of any label. */
const LEAST = Number.NEGATIVE_INFINITY;

/** Returns how many more words of a label are about a server than about a client. The least number is that of no server. */
function leaningOf(label: string): number {
  const ofServer = label.match(OF_SERVER)?.length ?? 0;
  return ofServer === 0 ? LEAST : ofServer - (label.match(OF_CLIENT)?.length ?? 0);
}

/** Returns whether two strings to sign differ, but in at most two of the parts that both have. */
function areOfOneString(one: Octets, other: Octets): boolean {
  const [parts, others] = [partsOfString(one), partsOfString(other)];
  const differing = (['algorithm', 'time', 'scope', 'hash'] as const).filter((name) => {
    const [own, its] = [exactIn(parts, name), exactIn(others, name)];
    return own !== EMPTY && its !== EMPTY && own !== its;
  });
  return differing.length > 0 && differing.length <= MOST_DIFFERENT;
}

const TIME = /(?:\nx-amz-date:|X-Amz-Date=)(\d{8}T\d{6}Z)/;

function areOfOneRequest(one: Octets, other: Octets): boolean {
  if (one === other) return false;
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
