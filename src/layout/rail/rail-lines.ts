/** Chooses and draws what both forms of the rail have: lines, folds of lines that are the same, and results. */

import type { SideName } from '../../sides/difference/byte-alignment.ts';
import {
  type ComparedLine,
  type ComparedResult,
  type ComparedSides,
  isBreak,
  onlySide,
  type TextPart,
} from '../../views/diagnosis/compared-sides.ts';
import { isNamedByRule, type RowLetter } from '../../views/map/letters.ts';
import { TERMS } from '../../views/map/terms.ts';
import { shortened } from '../shortening.ts';
import { type GlyphRow, type ShownGlyph, says } from '../shown-glyphs.ts';
import { folded } from '../whole/rows-of-part.ts';

/** A row, and what is in the gutter before it. */
export interface RailRow {
  readonly letter: RowLetter | null;
  readonly number: number | null;
  readonly glyphs: readonly ShownGlyph[];
}

/** Draws the join of two lines. What differs has its own color. */
export const joinGlyphs = (join: string): GlyphRow =>
  [...join].flatMap((sign) => says(sign, sign === BREAK ? 'differs' : 'aside'));
const BREAK = '╳';

/** A line by itself, or several lines that are the same on both sides. */
export type Drawn =
  | { readonly kind: 'line'; readonly line: ComparedLine; readonly isBroken: boolean }
  | { readonly kind: 'fold'; readonly says: string; readonly isBroken: boolean };

/**
 * Chooses what is shown of the lines in about `most` rows: all that differ, those next to them, and as many others as
 * fit. `rowsOf` counts the rows of a line that differs. `isBroken` says whether a line before it differs.
 */
export function drawnLines({ lines }: ComparedSides, most: number, rowsOf: (line: ComparedLine) => number): Drawn[] {
  const must = new Set<number>();
  let more = 0;
  for (const [at, line] of lines.entries()) {
    if (!isBreak(line)) continue;
    must.add(at);
    more += rowsOf(line) - 1;
  }
  // A text that cannot be compared is known by its ends.
  if (lines[0]?.standing === 'unknown') for (const end of [0, 1, lines.length - 1]) must.add(end);
  const first = lines.findIndex(isBreak);
  return folded(lines.length, most - more, must).map(({ start, end }): Drawn => {
    const isBroken = first >= 0 && start > first;
    const [line, ...others] = lines.slice(start, end);
    if (line && others.length === 0) return { kind: 'line', line, isBroken };
    return { kind: 'fold', says: foldInWords(lines.slice(start, end)), isBroken };
  });
}

/** The most lines of a text that cannot be compared, among other texts. */
const MOST_LINES = 60;

/** Returns the room among other texts, where all lines are folded that are the same. */
export const mostInText = (comparison: ComparedSides): number => (onlySide(comparison) === null ? 0 : MOST_LINES);

/** Chooses what is shown of the lines among other texts. */
export const linesInText = (comparison: ComparedSides): Drawn[] =>
  drawnLines(comparison, mostInText(comparison), () => 1);

/** Returns whether a line differs. */
export const isBrokenAt = ({ lines }: ComparedSides): boolean => lines.some(isBreak);

/** Names the lines of a fold, such as `3–11 query · 5 headers · names · body`. */
function foldInWords(lines: readonly ComparedLine[]): string {
  const numbers = lines.flatMap(({ number }) => number ?? []);
  const headers = lines.filter(({ part }) => part === 'header').length;
  const names = [...new Set(lines.map(({ part }) => part))].flatMap((part) => nameOfPart(part, headers) ?? []);
  const range = `${numbers[0]}–${numbers.at(-1)}`;
  return names.length === 0 ? `${range} · ${lines.length} lines` : `${range} ${names.join(' · ')}`;
}

function nameOfPart(part: TextPart | null, headers: number): string | null {
  if (part === 'header') return headers === 1 ? '1 header' : `${headers} headers`;
  return part === null || part === 'end of the headers' ? null : TERMS[part];
}

const LINE_END = /(?:\\r)?\\n$/;

/**
 * Gives the text of a line the hue of its letter, unless both sides have the same, but not what a rule adds: the name of a
 * header, the end of the line, and in the list of names those that are not of an input.
 */
export function inHue(
  glyphs: GlyphRow,
  { letter, named, part, standing }: Pick<ComparedLine, 'letter' | 'named' | 'part' | 'standing'>,
): GlyphRow {
  const text = glyphs.map((glyph) => glyph.text).join('');
  const end = glyphs.length - (LINE_END.exec(text)?.[0].length ?? 0);
  const isCut = text.startsWith('…');
  const hue = standing === 'same' ? null : (letter?.hue ?? null);
  const isRuled = part === 'names' ? inRuledNames(text) : (at: number) => at < named && !isCut;
  return glyphs.map((glyph, at) => {
    if (at >= end && glyph.meaning !== 'differs') return { ...glyph, meaning: 'aside' };
    return isRuled(at) || glyph.meaning === 'aside' ? glyph : { ...glyph, hue };
  });
}

/** Returns whether the character at an index is a semicolon, or in a name that a rule adds. */
function inRuledNames(text: string): (at: number) => boolean {
  const ruled = new Set<number>();
  for (const { 0: name, index } of text.matchAll(/;|[^;\\]+/g))
    if (name === ';' || isNamedByRule(name)) for (let at = index; at < index + name.length; at += 1) ruled.add(at);
  return (at) => ruled.has(at);
}

/** Returns a line that both sides have, or only one, in at most `width` cells. */
export const lineGlyphs = (text: string, line: ComparedLine, width: number): GlyphRow => {
  const glyphs = inHue(says(text, 'copied'), line);
  return shortened(glyphs, width);
};

export const resultGlyphs = ({ values }: ComparedResult, side: SideName, width: number): GlyphRow => {
  const { text, isKnown } = values[side];
  return shortened(says(text, isKnown ? 'derived' : 'aside'), width);
};

export const RESULT_LETTER = { text: '#', hue: null };
export const NO_SUCH_LINE = says('(no such line)');
