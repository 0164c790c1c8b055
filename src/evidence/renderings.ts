/**
 * Undoes what a web page, a log, or an email does to a whole paste: the entities of HTML, typeset quotation marks, lines of
 * JSON, and the marks of a quoted reply. They are undone one after another, because a paste may have gone through more than
 * one.
 */
import { withoutEntities } from '../bytes/escapes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Piece } from './evidence.ts';
import { messagesOfJsonLines } from './logs/json-lines.ts';
import { longRequestIn, nearSigns } from './near-signs.ts';

interface Rewriting {
  /** Returns the text unchanged if it was not rewritten in this way. */
  readonly undo: (octets: Octets) => Octets;
  /** The sentence that tells the user about the change. */
  readonly says: string;
}

/** Typeset quotation marks and spaces, and their plain forms, in UTF-8. */
const TYPESET: readonly (readonly [RegExp, string])[] = [
  [/\xe2\x80[\x98\x99\xb2]/g, "'"],
  [/\xe2\x80[\x9c\x9d\xb3]/g, '"'],
  [/\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]/g, ' '],
  [/\xe2\x80[\x8b-\x8d]|\xef\xbb\xbf/g, ''],
];
const ENTITIES = /&(?:amp;)*(?:lt|gt|quot|#0?39|#x27|apos);/g;
const ENTITIES_DECODED = 'The text was written with the entities of HTML, so it was decoded.';

/** Matches what HTML escapes: a bracket, however else it is written, and an ampersand that begins no entity. */
const UNESCAPED = /<|\\(?:u00|x)3c|%3c|&(?!#?\w{1,8};)/i;

/** Matches the query of an address, up to its first escaped ampersand, and the rest of its line. */
const ESCAPED_QUERY = /\?[^\s?]{0,4000}?&(?:amp|#0?38|#[xX]26);[^\n]*/;

/**
 * Decodes a text that a web page has escaped as a whole. That is certain if nothing in it is unescaped, and if it has
 * other entities than those of ampersands, or has those on several lines. A single line with them may be an address that
 * was copied from a page by itself, if its signature is in it. The address of a request that is signed in a header is not
 * copied: the text with the request was.
 */
function unescapedWhole(octets: Octets): Rewritten {
  const isEscaped =
    !UNESCAPED.test(octets) &&
    (countOf(octets, ENTITIES) > 0 || countOf(octets, /&amp;[^\n]*/g) > 1 || isQueryEscaped(octets));
  return isEscaped ? { octets: withoutEntities(octets), remarks: [ENTITIES_DECODED] } : { octets, remarks: [] };
}

/**
 * Returns whether the query of a request that is signed in a header is escaped. An escaped ampersand that was sent is in a
 * canonical query as `amp%3B`.
 */
function isQueryEscaped(octets: Octets): boolean {
  const [query] = ESCAPED_QUERY.exec(octets) ?? [];
  return query !== undefined && !query.includes('Signature=') && !octets.includes('amp%3B');
}

const REWRITINGS: readonly Rewriting[] = [
  {
    undo: (octets) => (countOf(octets, ENTITIES) < 3 || isInDocument(octets) ? octets : withoutEntities(octets)),
    says: ENTITIES_DECODED,
  },
  {
    undo: (octets) => TYPESET.reduce<string>((text, [mark, plain]) => text.replace(mark, plain), octets) as Octets,
    says: 'Quotation marks and spaces of typesetting became plain ones.',
  },
  { undo: messagesOfJsonLines, says: 'The lines are JSON. The messages in them were read.' },
  { undo: withoutQuotation, says: 'A prefix was removed from each of its lines.' },
];

/** The pieces in a form in which they can be read, and sentences about what was undone. */
export interface Rendering {
  readonly pieces: readonly Piece[];
  readonly remarks: readonly string[];
}

/**
 * Returns the pieces as they were given, of which a long one is cut to what is read of it and one that a web page escaped
 * is decoded, and the pieces after undoing everything else that may have been done to them.
 */
export function renderingsOf(pieces: readonly Piece[]): readonly [asGiven: Rendering, undone: Rendering] {
  const near = rewritten({ pieces, remarks: [] }, nearSigns);
  const asGiven = rewritten(near, unescapedWhole);
  return [asGiven, rewritten(asGiven, undoRewritings)];
}

function rewritten({ pieces, remarks }: Rendering, undo: (octets: Octets) => Rewritten): Rendering {
  const all = pieces.map(({ octets, by }) => ({
    by,
    ...(longRequestIn(octets) ? { octets, remarks: [] } : undo(octets)),
  }));
  return {
    pieces: all.map(({ octets, by }) => ({ octets, by })),
    remarks: [...new Set([...remarks, ...all.flatMap((one) => one.remarks)])],
  };
}

interface Rewritten {
  readonly octets: Octets;
  readonly remarks: readonly string[];
}

/** The maximum number of changes that are undone. Real pastes have fewer. */
const MOST_LAYERS = 6;

/** Undoes all rewritings; `octets` is unchanged if nothing was rewritten. */
function undoRewritings(octets: Octets): Rewritten {
  let text = octets;
  const made = new Set<Rewriting>();
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const before = text;
    for (const rewriting of REWRITINGS) {
      const undone = rewriting.undo(text);
      if (undone !== text) made.add(rewriting);
      text = undone;
    }
    if (text === before) break;
  }
  return { octets: text, remarks: [...made].map(({ says }) => says) };
}

const countOf = (octets: Octets, pattern: RegExp): number => {
  let count = 0;
  for (const _ of octets.matchAll(pattern)) if (++count === 3) break;
  return count;
};

/** Returns whether the text contains an XML document, in which entities are part of the values. */
const isInDocument = (octets: Octets): boolean => /<(?:Error|Code|Message|StringToSign|CanonicalRequest)>/.test(octets);

const OF_CURL = /^(?:> [A-Z]{3,10} \S{1,8192} HTTP\/\d|< HTTP\/\d|\* (?:Trying|Connected|Host))/m;
/** Matches what an email quotes: after the empty line that ends a head, `curl -v` marks no line as sent. */
const QUOTED = /^>[ \t]*\r?\n> ?[^\s>]/m;
const MARK = /^>(?:[ \t]|(?=\r?$))/gm;

/** Removes the marks of a quoted reply. Other readers need those of `curl -v`, which show the direction. */
function withoutQuotation(octets: Octets): Octets {
  const isQuoted = countOf(octets, MARK) > 1 && (!OF_CURL.test(octets) || QUOTED.test(octets));
  return isQuoted ? (octets.replace(MARK, '') as Octets) : octets;
}
