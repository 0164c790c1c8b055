/**
 * Finds the letters of the lines of a text that came as bytes, such as a canonical request that a server quotes. Nothing
 * records where these bytes come from, but each line has its meaning by its place in the text.
 */

import type { Octets } from '../../bytes/octets.ts';
import { isCut } from '../../evidence/texts/parts.ts';
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { PAYLOAD_KEYWORDS } from '../../sigv4/payload-keywords.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import type { TextPart } from '../diagnosis/compared-sides.ts';
import {
  FIXED_LETTER,
  headersAsOne,
  hueOfLetter,
  isNamedByRule,
  lettersOfHeaders,
  MIXED_LETTER,
  type RowLetter,
} from './letters.ts';

export interface LetteredLine {
  /** `null` if the place of the line has no name. */
  readonly part: TextPart | null;
  readonly letter: RowLetter | null;
  /** The number of bytes at the beginning that are the name of a header and its colon. */
  readonly named: number;
}

const FIRST_PARTS: readonly TextPart[] = ['method', 'path', 'query'];
const LAST_PARTS: readonly TextPart[] = ['body', 'names', 'end of the headers'];
const PARTS_OF_STRING: readonly TextPart[] = ['algorithm', 'date', 'scope', 'hash'];
const ALGORITHM = /^AWS4-/;

const LETTERS: Readonly<Record<Exclude<TextPart, 'header' | 'names'>, string>> = {
  method: 'M',
  path: 'P',
  query: 'Q',
  'end of the headers': FIXED_LETTER,
  body: 'B',
  algorithm: FIXED_LETTER,
  date: 'D',
  scope: 'DRS',
  hash: MIXED_LETTER,
};

/** A line from each side; `null` if a side does not have it. */
type PairOfLines = Readonly<Record<SideName, { readonly octets: Octets } | null>>;

/**
 * Returns what each line is that was paired. `text` is the ID of the text; lines have no ends. A header has the same letter
 * on both sides. Those that only one side has are numbered after those of the side that counts: the server, if its text
 * is known.
 */
export function letteredPairs(text: string, pairs: readonly PairOfLines[]): LetteredLine[] {
  const own: SideName = pairs.some(({ server }) => server !== null) ? 'server' : 'client';
  const other: SideName = own === 'server' ? 'client' : 'server';
  const linesOf = (side: SideName) => pairs.flatMap((pair) => pair[side]?.octets ?? []);
  const first = letteredLines(text, linesOf(own));
  const second = letteredLines(text, linesOf(other), headersIn(text, linesOf(own)));
  return pairs.map((pair) => {
    const line = pair[own] && first.shift();
    const beside = pair[other] && second.shift();
    return line ?? beside ?? NO_LINE;
  });
}

const NO_LINE: LetteredLine = { part: null, letter: null, named: 0 };

/** Returns what each line of a text is. Headers that are in `before` have the same letters as there. */
function letteredLines(text: string, lines: readonly Octets[], before: readonly string[] = []): LetteredLine[] {
  const parts = partsOf(text, lines);
  const own = lines.map((line, at) => (parts[at] === 'header' ? nameOf(line) : null));
  const names = [...new Set([...before, ...own.flatMap((name) => name ?? [])])];
  const letters = lettersOfHeaders(names, names);
  return lines.map((line, at) => {
    const part = parts[at] ?? null;
    const name = own[at] ?? null;
    const its =
      name === null ? letterOfPart(part, line, names, letters) : (letters[names.indexOf(name)] ?? FIXED_LETTER);
    const isWord = PAYLOAD_KEYWORDS.some((word) => line.endsWith(word));
    const letter = its !== null && isWord ? FIXED_LETTER : its;
    return {
      part,
      letter: letter === null ? null : rowLetter(letter),
      named: name === null ? 0 : line.split(':', 1).join('').length + 1,
    };
  });
}

function partsOf(text: string, lines: readonly Octets[]): (TextPart | null)[] {
  // The last lines of a text that is cut off are any lines.
  const isShort = isCut({ octets: lines.join('\n') as Octets, proof: 'unknown' });
  const count = isShort ? Number.POSITIVE_INFINITY : lines.length;
  return lines.map((_line, at) => (text === CANONICAL_REQUEST.id ? partOfRequest(at, count) : partOfString(at, lines)));
}

/** Returns the names of the headers in a text, in lowercase. */
const headersIn = (text: string, lines: readonly Octets[]): string[] => {
  const parts = partsOf(text, lines);
  return lines.flatMap((line, at) => (parts[at] === 'header' ? [nameOf(line)] : []));
};

const nameOf = (line: Octets): string => line.split(':', 1).join('').trim().toLowerCase();

/** Returns the letters of a line that is no header; `null` if it is not known what the line is. */
function letterOfPart(
  part: TextPart | null,
  line: Octets,
  names: readonly string[],
  letters: readonly (string | null)[],
): string | null {
  if (part === null || part === 'header') return null;
  if (line === '') return FIXED_LETTER;
  if (part !== 'names') return LETTERS[part];
  const listed = line.split(';').filter((name) => !isNamedByRule(name));
  const own = listed.flatMap((name) => letters[names.indexOf(name)] ?? []);
  return headersAsOne([...new Set(own)]).join('') || FIXED_LETTER;
}

const partOfRequest = (at: number, count: number): TextPart =>
  FIRST_PARTS[at] ?? LAST_PARTS[count - 1 - at] ?? 'header';

/** Names the lines of a string to sign. One of an older version, or a policy, has none of them. */
const partOfString = (at: number, lines: readonly Octets[]): TextPart | null =>
  ALGORITHM.test(lines[0] ?? '') ? (PARTS_OF_STRING[at] ?? null) : null;

const rowLetter = (text: string): RowLetter => ({ text, hue: hueOfLetter(text) });
