/**
 * Recognizes the texts of two sides in one log or post. Two texts for one request, which differ in few lines, may be those
 * of a signer and of a server. If only one has the right form, it is taken for the server's, because a server that had the
 * form wrong would refuse right requests. Otherwise, what is written before the texts decides.
 */
import { withoutAnyPercents } from '../../bytes/escapes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
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
  if (!pair) return entries;
  const right = onlyOne(pair, isOfRightForm);
  const labelled = right ? null : onlyOne(pair, (entry) => isServers(labelOf(octets, entry, pair)));
  return entries.map((entry) => {
    if (entry === right) return { ...entry, side: 'server' };
    if (entry === labelled) return { ...entry, side: 'server', sideFrom: 'label' };
    return !right && !labelled && pair.includes(entry) ? { ...entry, sideFrom: 'nothing' } : entry;
  });
}

/** Returns the two entries that are about one request and differ; `null` if there are none, or if a server logged one. */
function twoSidesAmong(entries: readonly LoggedStrings[]): Pair | null {
  if (entries.some(({ side }) => side === 'server')) return null;
  const pairOf = (textIn: typeof requestIn, areOfOne: typeof areOfOneString): Pair | null => {
    const [one, other, ...more] = entries.filter((entry) => textIn(entry) !== null);
    if (!one || !other || more.length > 0) return null;
    return areOfOne(textIn(one) ?? EMPTY, textIn(other) ?? EMPTY) ? [one, other] : null;
  };
  const requests = entries.filter((entry) => requestIn(entry) !== null);
  return requests.length > 1 ? pairOf(requestIn, areOfOneRequest) : pairOf(stringIn, areOfOneString);
}

const requestIn = ({ strings }: LoggedStrings): Octets | null => strings.canonicalRequest?.octets ?? null;
const stringIn = ({ strings }: LoggedStrings): Octets | null => strings.stringToSign?.octets ?? null;

function onlyOne(pair: Pair, test: (entry: LoggedStrings) => boolean): LoggedStrings | null {
  const [found, ...more] = pair.filter(test);
  return found && more.length === 0 ? found : null;
}

const isOfRightForm = (entry: LoggedStrings): boolean =>
  brokenParts({ canonicalRequest: requestIn(entry) ?? EMPTY, stringToSign: stringIn(entry) ?? EMPTY }).size === 0;

/** The number of bytes before a text in which its label is looked for. */
const LONGEST_LABEL = 240;

/**
 * Returns what is written before a text, after the other one: the beginning of its line, or else the last line that has a
 * word.
 */
function labelOf(octets: Octets, { start }: LoggedStrings, pair: Pair): string {
  const ends = pair.map(({ end }) => end).filter((end) => end <= start);
  const lines = octets.slice(Math.max(0, start - LONGEST_LABEL, ...ends), start).split('\n');
  return lines.findLast((line) => /[A-Za-z]{2}/.test(line)) ?? '';
}

const OF_SERVER =
  /\b(?:server|expected|theirs?|they|response|returned)\b|\b(?:aws|amazon|s3)(?:'s\b| (?:says?|said|has|computed|computes|calculated|calculates|returned|returns|expects?|sends|sent)\b)/gi;
const OF_CLIENT = /\b(?:client|mine|my|ours?|we|i|local|sdk|cli|code|script|program|signed|debug)\b/gi;

/** Returns whether more words of a label are about a server than about a client. */
const isServers = (label: string): boolean =>
  (label.match(OF_SERVER)?.length ?? 0) > (label.match(OF_CLIENT)?.length ?? 0);

const IS_TIME = /^\d{8}T\d{6}Z$/;

/**
 * Returns whether two strings to sign are of one request: they have the same time, or only one has the form of a time, and
 * another of the parts that both have differs, or the time does. Two hashes alone are those of any two requests.
 */
function areOfOneString(one: Octets, other: Octets): boolean {
  const [parts, others] = [partsOfString(one), partsOfString(other)];
  const differing = (['algorithm', 'time', 'scope', 'hash'] as const).filter((name) => {
    const [own, its] = [exactIn(parts, name), exactIn(others, name)];
    return own !== EMPTY && its !== EMPTY && own !== its;
  });
  const areTimes = [parts, others].every((all) => IS_TIME.test(exactIn(all, 'time')));
  if (differing.includes('time') && areTimes) return false;
  return differing.some((name) => name !== 'hash') && differing.length <= MOST_DIFFERENT;
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
  withoutAnyPercents(text.split('\n', 2).join('\n') as Octets).replaceAll('+', ' ');
