/** Wraps or truncates rows of glyphs, but never in the middle of a glyph. Widths are in cells. */
import { ELLIPSIS, type ShownGlyph, widthOf } from './shown-glyphs.ts';

export interface Room {
  readonly width: number;
  readonly height: number;
}

/**
 * `words` breaks at spaces if possible, and before an arrow rather than between two of them. `whole-words` breaks only at
 * spaces, so that a row can be wider than its room. `bytes` breaks anywhere, because a space may be a byte that is shown.
 * `parts` shows each space, too, but breaks after a space or a comma, before a `<` or, if the part that follows is longer
 * than a row, after a character such as `/` or `=`, unless what follows is still longer than a row.
 */
export type Breaking = 'words' | 'whole-words' | 'bytes' | 'parts';

/**
 * Breaks glyphs into at least one row. Each row is at most `width` cells wide, unless a single glyph or a whole word is
 * wider.
 */
export function wrapGlyphs(glyphs: readonly ShownGlyph[], width: number, breaking: Breaking): ShownGlyph[][] {
  const rows: ShownGlyph[][] = [];
  let start = 0;
  while (start < glyphs.length) {
    // A glyph that is wider than a row gets its own row.
    const fitting = Math.max(fitsUpTo(glyphs, start, width), start + 1);
    const end = fitting < glyphs.length ? breakAt(glyphs, start, fitting, breaking) : fitting;
    rows.push(glyphs.slice(start, end));
    start = end;
    if (breaking === 'words' || breaking === 'whole-words') while (glyphs[start]?.text === ' ') start++;
  }
  return rows.length === 0 ? [[]] : rows;
}

/** Breaks words into at most `height` rows. If the words need more rows, the last row ends with `…`. */
export function wrapWithin(glyphs: readonly ShownGlyph[], { width, height }: Room): ShownGlyph[][] {
  const rows = wrapGlyphs(glyphs, width, 'words');
  if (rows.length <= height) return rows;
  return [
    ...rows.slice(0, Math.max(height - 1, 0)),
    ...rows.slice(height - 1, height).map((row) => endRow(row, width)),
  ];
}

/** Truncates glyphs to fit in one row of `width` cells. If glyphs were removed, the row ends with `…`. */
export function cutGlyphs(glyphs: readonly ShownGlyph[], width: number): readonly ShownGlyph[] {
  return widthOf(glyphs) <= width ? glyphs : endRow(glyphs, width);
}

/** Truncates words to fit in one row, at a space if possible. */
export function cutWords(glyphs: readonly ShownGlyph[], width: number): readonly ShownGlyph[] {
  if (widthOf(glyphs) <= width) return glyphs;
  const [row = []] = wrapGlyphs(glyphs, Math.max(width - 1, 1), 'words');
  return [...row, ...ELLIPSIS];
}

/** Keeps as many glyphs as fit before an ellipsis. */
function endRow(glyphs: readonly ShownGlyph[], width: number): ShownGlyph[] {
  return width < 1 ? [] : [...glyphs.slice(0, fitsUpTo(glyphs, 0, width - 1)), ...ELLIPSIS];
}

/** Returns the index of the first glyph after `start` that no longer fits. */
function fitsUpTo(glyphs: readonly ShownGlyph[], start: number, width: number): number {
  let used = 0;
  for (let at = start; at < glyphs.length; at++) {
    used += glyphs[at]?.width ?? 0;
    if (used > width) return at;
  }
  return glyphs.length;
}

/**
 * Returns the index where a row ends that has room up to `end`. For words, this is the last space. Without a space, a
 * word is broken, or the row ends after it.
 */
function breakAt(glyphs: readonly ShownGlyph[], start: number, end: number, breaking: Breaking): number {
  if (breaking === 'bytes') return end;
  if (breaking === 'parts')
    return breakBefore(glyphs, start, end, isPartStart) ?? breakBefore(glyphs, start, end, isPieceStart) ?? end;
  const before = breakBeforeArrow(glyphs, start, end);
  if (before !== null) return before;
  for (let at = end; at > start; at--) if (glyphs[at]?.text === ' ') return at;
  if (breaking === 'words') return end;
  const after = glyphs.findIndex(({ text }, index) => index > end && text === ' ');
  return after < 0 ? glyphs.length : after;
}

/** Returns the last space before an arrow, so that each row of a way begins with one; `null` if there is none. */
function breakBeforeArrow(glyphs: readonly ShownGlyph[], start: number, end: number): number | null {
  for (let at = end; at > start; at--) if (glyphs[at]?.text === ' ' && ARROWS.has(glyphs[at + 1]?.text)) return at;
  return null;
}

const ARROWS: ReadonlySet<string | undefined> = new Set(['→', '─']);

type Begins = (glyphs: readonly ShownGlyph[], at: number) => boolean;

/** Returns the last index up to `end` where a part begins; `null` if there is none, or if that part needs two rows. */
function breakBefore(glyphs: readonly ShownGlyph[], start: number, end: number, begins: Begins): number | null {
  let last = end;
  while (last > start && !begins(glyphs, last)) last--;
  if (last === start) return null;
  const limit = Math.min(last + end - start, glyphs.length);
  for (let next = end + 1; next <= limit; next++) {
    if (next === glyphs.length || begins(glyphs, next)) return last;
  }
  return null;
}

const PIECE_ENDS: ReadonlySet<string | undefined> = new Set(['/', '=', ';', '&', '?', ':', '>']);
/** Returns whether a piece of a part begins, such as a name in a path, or a value after its name. */
const isPieceStart: Begins = (glyphs, at) => isPartStart(glyphs, at) || PIECE_ENDS.has(glyphs[at - 1]?.text);

function isPartStart(glyphs: readonly ShownGlyph[], at: number): boolean {
  const before = glyphs[at - 1]?.text;
  const { text } = glyphs[at] ?? {};
  // An element of XML begins a part.
  return before === ' ' || (before === ',' && text !== ' ') || (text === '<' && before !== '<');
}
