/**
 * Defines the view of what both sides have of a refused request: which lines are the same, which pieces of a line differ,
 * what follows from that, and what is not known. Plain text, HTML, Markdown, and the screen draw this view.
 */

import type { SideName } from '../../sides/difference/byte-alignment.ts';
import type { Term } from '../map/terms.ts';

/** A part of a text. Each is one line, but for the headers, of which there can be any number. */
export type TextPart =
  | Extract<Term, 'method' | 'path' | 'query' | 'names' | 'body' | 'algorithm' | 'date' | 'scope' | 'hash'>
  | 'header'
  | 'end of the headers';

/** The text of a line, as it is shown. Each LF is written `\n`. */
export type LineOfSides =
  | { readonly standing: 'same'; readonly text: string }
  /** The texts of a piece are the server's and the client's. They are equal, unless the piece differs. */
  | { readonly standing: 'differs'; readonly pieces: readonly (readonly [server: string, client: string])[] }
  /** Only one side has this line. */
  | { readonly standing: 'alone'; readonly side: SideName; readonly text: string }
  /** What the other side has is not known. */
  | { readonly standing: 'unknown'; readonly side: SideName; readonly text: string };

export type ComparedLine = LineOfSides & {
  /** The number of the line in the text that it is in, the server's first; `null` if it is no line of a text. */
  readonly number: number | null;
  readonly letter: { readonly text: string; readonly hue: number | null } | null;
  readonly part: TextPart | null;
  /** The number of characters at the beginning that are the name of a header and its colon. */
  readonly named: number;
  /** What the line is, if it is no line of a text; empty otherwise. */
  readonly title: string;
};

/** A value that each side computes from what is above it. */
export interface ComparedResult {
  readonly by: 'SHA-256' | 'HMAC-SHA256';
  readonly standing: 'same' | 'differs' | 'unknown';
  /** The value of each side, or the reason that it is not known. */
  readonly values: Readonly<Record<SideName, { readonly text: string; readonly isKnown: boolean }>>;
  /** What the value is to each side; empty if that needs no words. */
  readonly captions: Readonly<Record<SideName, string>>;
  /** What this value and those after it follow from, if it is the first one that differs; empty otherwise. */
  readonly follows: string;
}

export interface ComparedSides {
  /** The name of the text as it is written in a sentence, such as `canonical request`. */
  readonly text: string;
  /** What each side did with its text, such as `computed this`. */
  readonly says: Readonly<Record<SideName, string>>;
  readonly lines: readonly ComparedLine[];
  readonly results: readonly ComparedResult[];
}

/** What is drawn beside the lines and the results of a comparison, and what it says. */
export const JOINS = {
  same: ['═', 'the same on both sides'],
  differs: ['╳', 'the sides differ'],
  follows: ['╎', 'below a line that differs'],
  unknown: ['?', 'not known of one side'],
} as const satisfies Readonly<Record<string, readonly [sign: string, says: string]>>;

/** Returns whether the sides differ in a line. */
export const isBreak = ({ standing }: ComparedLine): boolean => standing === 'differs' || standing === 'alone';

/** Returns the side whose text is known, if it is only one; `null` otherwise. */
export function onlySide({ lines }: Pick<ComparedSides, 'lines'>): SideName | null {
  const [first] = lines;
  return first?.standing === 'unknown' ? first.side : null;
}

/** Returns one side of a line; `null` if the side has no such line, or if it is not known. */
export function textOfSide(line: LineOfSides, side: SideName): string | null {
  if (line.standing === 'same') return line.text;
  if (line.standing === 'differs')
    return line.pieces.map(([server, client]) => (side === 'server' ? server : client)).join('');
  return line.side === side ? line.text : null;
}

/**
 * Returns the comparison in which the client signs with the fix: its signature is the one that the server computed, so it
 * signs the server's text. A text of the server that is not known stays as it is.
 */
export function withFix(comparison: ComparedSides, signature: string): ComparedSides {
  const isKnown = onlySide(comparison) !== 'client';
  const lines = comparison.lines.flatMap((line): ComparedLine[] => {
    const text = textOfSide(line, 'server');
    return text === null ? [] : [{ ...line, standing: 'same', text }];
  });
  const results = comparison.results.map((result): ComparedResult => {
    const { server } = result.values;
    const client = result.by === 'HMAC-SHA256' ? { text: signature, isKnown: true } : server;
    if (!client.isKnown) return result;
    const captions = { ...result.captions, client: 'with the fix' };
    return { ...result, standing: 'same', values: { server, client }, captions, follows: '' };
  });
  const says = { ...comparison.says, client: 'signs this with the fix' };
  return { ...comparison, lines: isKnown ? lines : comparison.lines, results, says };
}
