/**
 * Undoes changes that programs, web pages, and editors make to a whole paste. Each row describes one kind of change.
 * The changes are undone one after another, because a paste may have gone through more than one.
 */
import { withoutEntities } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Piece } from '../evidence.ts';
import { joinContinued } from './continued-pastes.ts';
import { withoutDiffs } from './diffs.ts';
import { withoutHexDumps } from './hex-dumps.ts';
import { withHttpClientLines } from './http-client-debug.ts';
import { messagesOfJsonLines } from './json-lines.ts';
import { withoutLinePrefixes } from './line-prefixes.ts';
import { longRequestIn, nearSigns } from './near-signs.ts';
import { withoutTraceOffsets } from './trace-ascii.ts';
import { unwrapped } from './wrapped-lines.ts';
import { withoutWrappedLinks } from './wrapped-links.ts';

interface Rewriting {
  /** Returns the text unchanged if it was not rewritten in this way. */
  readonly undo: (octets: Octets) => Octets;
  /** The sentence that tells the user about the change. */
  readonly says: string;
  readonly compared?: Piece['compared'];
}

/** Typeset quotation marks and their plain forms, in UTF-8. */
const TYPESET: readonly (readonly [RegExp, string])[] = [
  [/\xe2\x80[\x98\x99\xb2]/g, "'"],
  [/\xe2\x80[\x9c\x9d\xb3]/g, '"'],
  [/\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]/g, ' '],
  [/\xe2\x80[\x8b-\x8d]|\xef\xbb\xbf/g, ''],
];
const ENTITIES = /&(?:amp;)*(?:lt|gt|quot|#0?39|#x27|apos);/g;
const BREAK = /<br[ \t]*\/?>\r?\n?/gi;
const MARKUP = /<\/?(?:pre|code|span|div|p|td|tr|b|i|em|strong|font|mark)(?:[ \t][^<>\n]{0,400})?>/g;

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
    undo: (octets) => (countOf(octets, BREAK) + countOf(octets, MARKUP) < 3 ? octets : withoutMarkup(octets)),
    says: 'The text had the tags of a web page, which were removed.',
  },
  {
    undo: (octets) => (countOf(octets, ENTITIES) < 3 || isInDocument(octets) ? octets : withoutEntities(octets)),
    says: ENTITIES_DECODED,
  },
  {
    undo: (octets) => TYPESET.reduce<string>((text, [mark, plain]) => text.replace(mark, plain), octets) as Octets,
    says: 'Quotation marks and spaces of typesetting became plain ones.',
  },
  { undo: messagesOfJsonLines, says: 'The lines are JSON. The messages in them were read.' },
  { undo: withoutHexDumps, says: 'Bytes that were written as hexadecimal numbers were read as text.' },
  {
    undo: withHttpClientLines,
    says: "The lines of Python's http.client were read as what they sent.",
  },
  { undo: withoutTraceOffsets, says: 'The offsets that curl --trace-ascii prints were removed.' },
  { undo: withoutDiffs, says: 'Both texts of a diff were read.', compared: 'diff' },
  { undo: withoutLinePrefixes, says: 'A prefix was removed from each of its lines.' },
  { undo: withoutWrappedLinks, says: 'A link that an email program had wrapped was unwrapped.' },
  { undo: unwrapped, says: 'Lines that had been broken at a fixed width were joined.' },
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
export function renderingsOf(given: readonly Piece[]): readonly [asGiven: Rendering, undone: Rendering] {
  const near = rewritten({ pieces: joinContinued(given), remarks: [] }, nearSigns);
  const asGiven = rewritten(near, unescapedWhole);
  return [asGiven, rewritten(asGiven, undoRewritings)];
}

function rewritten({ pieces, remarks }: Rendering, undo: (octets: Octets) => Rewritten): Rendering {
  const all = pieces.map(({ octets, by }) => ({
    by,
    ...(longRequestIn(octets) ? { octets, remarks: [] } : undo(octets)),
  }));
  return {
    pieces: all.map(({ remarks: _remarks, ...piece }) => piece),
    remarks: [...new Set([...remarks, ...all.flatMap((one) => one.remarks)])],
  };
}

interface Rewritten extends Pick<Piece, 'octets' | 'compared'> {
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
  const compared = [...made].flatMap((rewriting) => rewriting.compared ?? [])[0];
  return { octets: text, remarks: [...made].map(({ says }) => says), ...(compared ? { compared } : {}) };
}

const countOf = (octets: Octets, pattern: RegExp): number => {
  let count = 0;
  for (const _ of octets.matchAll(pattern)) if (++count === 3) break;
  return count;
};

/** Replaces the tags of a web page, but not those of an XML document. */
function withoutMarkup(octets: Octets): Octets {
  return octets.replace(BREAK, '\n').replace(MARKUP, '') as Octets;
}

/** Returns whether the text contains an XML document, in which entities are part of the values. */
const isInDocument = (octets: Octets): boolean => /<(?:Error|Code|Message|StringToSign|CanonicalRequest)>/.test(octets);
