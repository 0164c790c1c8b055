/**
 * Shortens rows in the middle, so that their beginning and end stay visible: first in the middle of a hash. Two hashes
 * that are shortened in this way can be compared by eye.
 */
import { ELLIPSIS, type IndexRange, type ShownGlyph, widthOf } from './shown-glyphs.ts';

/**
 * The minimum number of digits, which is the length of a SHA-256. Longer texts, such as ECDSA signatures, also count.
 */
const LEAST_DIGITS = 64;
const KEPT_BEFORE = 24;
const KEPT_AFTER = 16;

/** Finds the longest run of at least 64 hexadecimal digits; `null` if there is no such run. */
export function longestDigits(glyphs: readonly ShownGlyph[]): IndexRange | null {
  let found: IndexRange | null = null;
  let most = 0;
  for (let start = 0; start < glyphs.length; ) {
    let end = start;
    let digits = 0;
    for (; isDigit(glyphs[end]); end += 1) digits += glyphs[end]?.width ?? 0;
    if (digits >= Math.max(LEAST_DIGITS, most + 1)) {
      found = { start, end };
      most = digits;
    }
    start = end + 1;
  }
  return found;
}

/** The minimum number of a hash's digits that stay visible. */
const FEWEST = 16;

/** Returns whether a row fits into `width` cells if it is shortened in the middle of its longest hash. */
export function canElide(glyphs: readonly ShownGlyph[], width: number): boolean {
  const digits = longestDigits(glyphs);
  if (!digits) return false;
  const others = widthOf(glyphs.slice(0, digits.start)) + widthOf(glyphs.slice(digits.end));
  return others + FEWEST + ELLIPSIS.length <= width;
}

const isDigit = (glyph: ShownGlyph | undefined) =>
  glyph !== undefined && /^(?:[0-9a-f]{1,2}|\*{1,2})$/.test(glyph.text);

/**
 * Shortens a row to `width` cells in the middle of its longest hash. If `here` is the index of a glyph in the hash,
 * that glyph stays visible. A row that fits, or that has no hash, does not change.
 */
export function elideDigits(glyphs: readonly ShownGlyph[], width: number, here = -1): readonly ShownGlyph[] {
  const more = widthOf(glyphs) - width;
  const digits = more > 0 ? longestDigits(glyphs) : null;
  if (!digits) return glyphs;
  const each = glyphs[digits.start]?.width ?? 1;
  const left = digits.end - digits.start - Math.ceil((more + ELLIPSIS.length) / each);
  if (left < 1) return glyphs;
  const before = Math.min(KEPT_BEFORE / each, Math.max(left - KEPT_AFTER / each, Math.ceil(left * 0.6)));
  const cut: IndexRange = { start: digits.start + before, end: digits.end - (left - before) };
  if (here < cut.start || here >= cut.end)
    return [...glyphs.slice(0, cut.start), ...ELLIPSIS, ...glyphs.slice(cut.end)];
  return around(glyphs, digits, here, left - 1);
}

/** Keeps the digits around a glyph, with an ellipsis on both sides. */
function around(glyphs: readonly ShownGlyph[], digits: IndexRange, here: number, count: number): readonly ShownGlyph[] {
  const start = Math.min(Math.max(here - Math.floor(count / 2), digits.start + 1), digits.end - count - 1);
  return [
    ...glyphs.slice(0, digits.start),
    ...ELLIPSIS,
    ...glyphs.slice(start, start + count),
    ...ELLIPSIS,
    ...glyphs.slice(digits.end),
  ];
}

/** The share of the end, where a row is cut. */
const END = 0.43;

/** Returns glyphs that are at most `width` cells wide. `keep` is the index of a glyph that stays; `null` for none. */
export function cutMiddle(
  glyphs: readonly ShownGlyph[],
  width: number,
  keep: number | null = null,
): readonly ShownGlyph[] {
  if (widthOf(glyphs) <= width) return glyphs;
  const end = upTo(glyphs.toReversed(), Math.round((width - 1) * END)).toReversed();
  const start = upTo(glyphs, width - 1 - widthOf(end));
  const isKept = keep === null || keep < start.length || keep >= glyphs.length - end.length;
  if (isKept) return [...start, ...ELLIPSIS, ...end];
  const from = Math.max(keep - Math.floor(width / 2) + 1, 1);
  const middle = upTo(glyphs.slice(from), width - 2);
  const rest = from + middle.length < glyphs.length;
  return [...ELLIPSIS, ...middle, ...(rest ? ELLIPSIS : [])];
}

/** Returns the glyphs at the beginning that fit. */
function upTo(glyphs: readonly ShownGlyph[], width: number): ShownGlyph[] {
  let used = 0;
  return glyphs.filter((glyph) => {
    used += glyph.width;
    return used <= width;
  });
}

/** Shortens a row in the middle of its longest hash or, if that is not enough, in its own middle. */
export const shortened = (glyphs: readonly ShownGlyph[], width: number): readonly ShownGlyph[] =>
  cutMiddle(elideDigits(glyphs, width), width);
