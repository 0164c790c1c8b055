/** What a client has written into its log of what it signed: both texts and the signature, in the order they stand. */
import type { Octets } from '../bytes/octets.ts';
import { type Announced, CLIENT_LABELS } from './client-labels.ts';
import { unescapedText, withoutSeams } from './escapes.ts';
import type { Strings } from './evidence.ts';
import type { Landmarks } from './landmarks.ts';
import { withoutLinePrefixes } from './line-prefixes.ts';
import { type Quotes, readStrings } from './quoted-strings.ts';
import { findStringToSign } from './repair-string-to-sign.ts';

/** A place at which a text is announced, and where it begins. */
export interface Label {
  readonly announces: Announced;
  readonly start: number;
  readonly end: number;
}

/** What a client has written about one signature. */
export interface SignedByClient {
  readonly start: number;
  readonly end: number;
  readonly strings: Strings;
}

const ANY_LABEL = new RegExp(CLIENT_LABELS.map(({ label }) => `(${label.source})`).join('|'), 'gi');
const MOST_LABELS = 6_000;

/** In the order they stand. */
export function findLabels(octets: Octets): Label[] {
  const labels: Label[] = [];
  ANY_LABEL.lastIndex = 0;
  for (let match = ANY_LABEL.exec(octets); match && labels.length < MOST_LABELS; match = ANY_LABEL.exec(octets)) {
    const row = CLIENT_LABELS[match.slice(1).findIndex((group) => group !== undefined)];
    if (row) labels.push({ announces: row.announces, start: match.index, end: match.index + match[0].length });
  }
  return labels;
}

/** What is announced in the piece, one for each signature; a text ends at the latest at the next landmark. */
export function readClientLog(
  octets: Octets,
  by: string,
  labels: readonly Label[],
  landmarks: Landmarks,
): SignedByClient[] {
  const found: { start: number; end: number; quotes: Quotes }[] = [];
  for (const label of labels) {
    const text = announcedText(octets, label, landmarks.after(label.start));
    if (!text) continue;
    const last = found.at(-1);
    if (last && last.quotes[text.field] === null && label.start - last.end <= FARTHEST) {
      found[found.length - 1] = {
        start: last.start,
        end: text.end,
        quotes: {
          ...last.quotes,
          [text.field]: text.octets,
          repairs: [...new Set([...last.quotes.repairs, ...text.repairs])],
        },
      };
    } else if (text.field === 'canonicalRequest' || text.field === 'stringToSign') {
      const quotes = { ...nothing(by), [text.field]: text.octets, repairs: text.repairs };
      found.push({ start: label.start, end: text.end, quotes });
    }
  }
  return found.map(({ start, end, quotes }) => ({ start, end, strings: readStrings(quotes) }));
}

/** Between two texts of one signature. */
const FARTHEST = 65_536;

const nothing = (by: string): Quotes => ({
  by,
  canonicalRequest: null,
  canonicalRequestBytes: null,
  stringToSign: null,
  stringToSignBytes: null,
  signature: null,
  hashedCanonicalRequest: null,
  repairs: [],
});

interface AnnouncedText {
  readonly field: 'canonicalRequest' | 'stringToSign' | 'signature' | 'hashedCanonicalRequest';
  readonly octets: Octets;
  readonly repairs: readonly string[];
  /** In the piece. */
  readonly end: number;
}

/** In bytes: longer than the head of any request. */
const LONGEST = 131_072;

function announcedText(octets: Octets, { announces, start, end }: Label, mark: number): AnnouncedText | null {
  const written = octets.slice(end, Math.min(mark, end + LONGEST)) as Octets;
  if (announces === 'signature' || announces === 'hash') {
    const hex = /[0-9A-Fa-f]{64,}/.exec(octets.slice(end, end + 256));
    if (!hex) return null;
    const field = announces === 'hash' ? 'hashedCanonicalRequest' : 'signature';
    return { field, octets: hex[0].toLowerCase() as Octets, repairs: [], end: end + hex.index + hex[0].length };
  }
  const line = octets.slice(Math.max(octets.lastIndexOf('\n', start - 1) + 1, start - 512), start);
  const joined = withoutSeams(written);
  const bare = withoutLinePrefixes(joined.octets, line);
  const before = [...joined.repairs, ...bare.repairs];
  if (announces === 'string-to-sign') {
    const found = findStringToSign(bare.octets);
    if (!found || !beginsSoon(bare.octets, /AWS4-/)) return null;
    return {
      field: 'stringToSign',
      octets: found.octets,
      repairs: [...before, ...found.repairs],
      end: end + written.length,
    };
  }
  const plain = unescapedText(bare.octets);
  const text = canonicalRequestIn(plain.octets);
  if (text === null) return null;
  return { field: 'canonicalRequest', octets: text, repairs: [...before, ...plain.repairs], end: end + written.length };
}

/** What is announced stands behind white space and marks, not somewhere in the log. */
const beginsSoon = (text: string, pattern: RegExp) => pattern.test(text.slice(0, 64).trimStart().slice(0, 8));

/** The two last lines of a canonical request. */
const LAST_LINES =
  /(?:^|[\t-\r ])[a-z0-9!#$%&'*+.^_`|~-]+(?:;[a-z0-9!#$%&'*+.^_`|~-]+)*[\t-\r ]+(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)(?![\w-])/;
const METHOD = /^[\s'"`[-]*([A-Z]{3,10})(?=[\t-\r ])/;

/** `null` where none begins here; as far as an empty line behind a last one that cannot be told. */
function canonicalRequestIn(text: Octets): Octets | null {
  const method = METHOD.exec(text);
  if (!method?.[1]) return null;
  const bare = text.slice(method[0].length - method[1].length);
  const last = LAST_LINES.exec(bare);
  if (last) return bare.slice(0, last.index + last[0].length) as Octets;
  return bare.split(/\n-{5,}|["\]]\n/, 1)[0] as Octets;
}
