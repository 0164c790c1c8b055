/** Reads signing and verification logs, which contain the texts and signatures of clients and servers. */
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Strings } from '../evidence.ts';
import type { Landmarks } from '../landmarks.ts';
import { unescapedText, withoutSeams } from '../repairs/escapes.ts';
import { withoutLinePrefixes } from '../repairs/line-prefixes.ts';
import { findStringToSign } from '../repairs/repair-string-to-sign.ts';
import { type Announced, LABELS, type PrintedLabel } from './labels.ts';
import { NO_QUOTES, type Quotes, readStrings } from './quoted-strings.ts';

/** A label and the offset `end` where its text begins. */
export interface Label {
  readonly side: PrintedLabel['side'];
  readonly announces: Announced;
  readonly start: number;
  readonly end: number;
}

/** The texts that one side logged about one signature. */
export interface LoggedStrings {
  readonly side: PrintedLabel['side'];
  readonly start: number;
  readonly end: number;
  readonly strings: Strings;
  /** The signature that the server received, if the server logged it. */
  readonly provided: Octets | null;
}

const ANY_LABEL = new RegExp(LABELS.map(({ label }) => `(${label.source})`).join('|'), 'gi');
/**
 * Matches a word that occurs in every label. Few lines of a log contain such a word, so only those are searched for
 * each label.
 */
const IN_EVERY_LABEL = /canonical|to[ _-]?sign|signature|signing hash/gi;
const MOST_LABELS = 6_000;
/** The maximum number of bytes that are read after the line of a label to determine whether it is a label. */
const LOOKAHEAD = 80;

/** Finds the labels in the order in which they occur. */
export function findLabels(octets: Octets): Label[] {
  const labels: Label[] = [];
  IN_EVERY_LABEL.lastIndex = 0;
  for (let word = IN_EVERY_LABEL.exec(octets); word; word = IN_EVERY_LABEL.exec(octets)) {
    const start = octets.lastIndexOf('\n', word.index) + 1;
    const newline = octets.indexOf('\n', word.index);
    const end = newline < 0 ? octets.length : newline;
    for (const label of labelsInLine(octets, start, end)) labels.push(label);
    if (labels.length >= MOST_LABELS) return labels.slice(0, MOST_LABELS);
    IN_EVERY_LABEL.lastIndex = end;
  }
  return labels;
}

function labelsInLine(octets: Octets, start: number, end: number): Label[] {
  const matches = octets.slice(start, end + LOOKAHEAD).matchAll(ANY_LABEL);
  return [...matches].flatMap((match) => {
    const at = start + match.index;
    const row = LABELS[match.slice(1).findIndex((group) => group !== undefined)];
    return row && at < end ? [{ side: row.side, announces: row.announces, start: at, end: at + match[0].length }] : [];
  });
}

interface Open extends Omit<LoggedStrings, 'strings'> {
  readonly quotes: Quotes;
}

/** Reads the text after each label and groups the texts by signature. No text extends beyond the next landmark. */
export function readSigningLog(
  octets: Octets,
  by: InputSource,
  labels: readonly Label[],
  landmarks: Landmarks,
): LoggedStrings[] {
  const found: Open[] = [];
  for (const label of labels) {
    const text = announcedText(octets, label, landmarks.after(label.start));
    if (!text) continue;
    const last = found.at(-1);
    if (last && continues(last, label, text)) found[found.length - 1] = withText(last, text);
    else if (BEGIN.includes(text.field)) {
      const { side, start, end } = label;
      found.push(withText({ side, start, end, provided: null, quotes: { ...NO_QUOTES, by } }, text));
    }
  }
  return found.map(({ quotes, ...rest }) => ({ ...rest, strings: readStrings(quotes) }));
}

/** The texts that can begin a group. A signature cannot begin a group, because it may belong to anything. */
const BEGIN: readonly AnnouncedText['field'][] = ['canonicalRequest', 'stringToSign'];

/** Returns whether the text belongs to the last group. */
function continues(last: Open, { side, start }: Label, { field }: AnnouncedText): boolean {
  if (last.side !== side || start - last.end > FARTHEST) return false;
  return (field === 'provided' ? last.provided : last.quotes[field]) === null;
}

function withText(open: Open, { field, octets, repairs, end }: AnnouncedText): Open {
  if (field === 'provided') return { ...open, end, provided: octets };
  const all = [...new Set([...open.quotes.repairs, ...repairs])];
  return { ...open, end, quotes: { ...open.quotes, [field]: octets, repairs: all } };
}

/** The maximum distance between two texts of one signature, in bytes. */
const FARTHEST = 65_536;

interface AnnouncedText {
  readonly field: 'canonicalRequest' | 'stringToSign' | 'signature' | 'hashedCanonicalRequest' | 'provided';
  readonly octets: Octets;
  readonly repairs: readonly string[];
  readonly end: number;
}

/** The maximum length of the text after a label, in bytes. No request head is longer. */
const LONGEST = 131_072;

function announcedText(octets: Octets, label: Label, mark: number): AnnouncedText | null {
  const { announces, start, end } = label;
  if (announces !== 'canonical-request' && announces !== 'string-to-sign') return announcedHex(octets, label);
  const written = octets.slice(end, Math.min(mark, end + LONGEST)) as Octets;
  const line = octets.slice(Math.max(octets.lastIndexOf('\n', start - 1) + 1, start - 512), start);
  const joined = withoutSeams(written);
  const bare = withoutLinePrefixes(joined.octets, line);
  const before = [...joined.repairs, ...bare.repairs];
  const textEnd = end + written.length;
  if (announces === 'string-to-sign') {
    const found = beginsSoon(bare.octets, /(?:AWS4|GOOG4|OSS4|TOS4)-/) ? findStringToSign(bare.octets) : null;
    if (!found) return null;
    return { field: 'stringToSign', octets: found.octets, repairs: [...before, ...found.repairs], end: textEnd };
  }
  const plain = unescapedText(bare.octets);
  const text = canonicalRequestIn(plain.octets);
  if (text === null) return null;
  return { field: 'canonicalRequest', octets: text, repairs: [...before, ...plain.repairs], end: textEnd };
}

const HEX_FIELDS = { hash: 'hashedCanonicalRequest', signature: 'signature', provided: 'provided' } as const;

function announcedHex(octets: Octets, { announces, end }: Label): AnnouncedText | null {
  if (announces === 'canonical-request' || announces === 'string-to-sign') return null;
  const hex = /[0-9A-Fa-f]{64,}/.exec(octets.slice(end, end + 256));
  if (!hex) return null;
  const value = hex[0].toLowerCase() as Octets;
  return { field: HEX_FIELDS[announces], octets: value, repairs: [], end: end + hex.index + hex[0].length };
}

/** Returns whether the pattern matches near the beginning of the text, after any white space. */
const beginsSoon = (text: string, pattern: RegExp) => pattern.test(text.slice(0, 64).trimStart().slice(0, 8));

/** Matches the last two lines of a canonical request. */
const LAST_LINES =
  /(?:^|[\t-\r ])[a-z0-9!#$%&'*+.^_`|~-]+(?:;[a-z0-9!#$%&'*+.^_`|~-]+)*[\t-\r ]+(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)(?![\w-])/;
const METHOD = /^[\s'"`[-]*([A-Z]{3,10})(?=[\t-\r ])/;

/** Returns the canonical request at the beginning of the text, or `null` if there is no canonical request. */
function canonicalRequestIn(text: Octets): Octets | null {
  const method = METHOD.exec(text);
  if (!method?.[1]) return null;
  const bare = text.slice(method[0].length - method[1].length);
  const last = LAST_LINES.exec(bare);
  if (last) return bare.slice(0, last.index + last[0].length) as Octets;
  return bare.split(/\n-{5,}|["\]]\n/, 1)[0] as Octets;
}
