/** Lays out a field inside a row: what the row shows before it, what is typed, around its caret, and what follows. */
import { ELLIPSIS, type ShownGlyph, widthOf, wordGlyphs } from './shown-glyphs.ts';
import { cutGlyphs } from './wrapping.ts';

export interface FieldInRow {
  readonly before: readonly ShownGlyph[];
  readonly typed: readonly ShownGlyph[];
  /** The number of typed glyphs before the caret. */
  readonly caret: number;
  readonly after: readonly ShownGlyph[];
  /** What is said of the field, in its own place after the row. */
  readonly note: readonly ShownGlyph[];
}

const BEGIN = wordGlyphs('▏', 'aside');
const END = wordGlyphs('▕', 'aside');
/** The cells of a long text that stay in sight, in which one can still type. */
const LEAST_TYPED = 24;
/** The cells after the caret that stay in sight. */
const LOOKAHEAD = 8;
/** The fewest cells in which a note still says something. */
const LEAST_NOTE = 12;
const GAP = wordGlyphs('   ', 'words');

/**
 * Returns the glyphs of a row that has a field in at most `width` cells. The glyph at the caret says so. Of a long text,
 * the part around the caret is shown; what is around the field gives way first.
 */
export function fittedField({ before, typed, caret, after, note }: FieldInRow, width: number): readonly ShownGlyph[] {
  const whole = widthOf(typed);
  const room = Math.max(width - BEGIN.length - END.length, 1);
  const start = endOf(before, room - Math.min(whole, LEAST_TYPED));
  const shown = around(typed, caret, Math.max(room - widthOf(start), 1));
  const end = cutGlyphs(after, Math.max(room - widthOf(start) - widthOf(shown), 0));
  const left = room - widthOf(start) - widthOf(shown) - widthOf(end) - GAP.length;
  const said = note.length > 0 && left >= Math.min(LEAST_NOTE, widthOf(note)) ? [...GAP, ...cutGlyphs(note, left)] : [];
  const isAtEnd = shown.every(({ isCaret }) => !isCaret);
  return [...start, ...BEGIN, ...shown, ...(isAtEnd ? END.map(withCaret) : END), ...end, ...said];
}

const withCaret = (glyph: ShownGlyph): ShownGlyph => ({ ...glyph, isCaret: true });

/** Returns what is typed, or the part of it around the caret that fits. The glyph at the caret says so. */
function around(typed: readonly ShownGlyph[], caret: number, width: number): readonly ShownGlyph[] {
  const [before, ahead] = aroundCaret(typed.slice(0, caret), typed.slice(caret), width);
  return [...before, ...ahead.map((glyph, index) => (index === 0 && caret < typed.length ? withCaret(glyph) : glyph))];
}

/** Returns what fits of the glyphs before and after a caret, in `width` cells. */
export function aroundCaret(
  before: readonly ShownGlyph[],
  ahead: readonly ShownGlyph[],
  width: number,
): readonly [before: readonly ShownGlyph[], ahead: readonly ShownGlyph[]] {
  const shown = endOf(before, Math.max(width - Math.min(widthOf(ahead), LOOKAHEAD), 1));
  return [shown, cutGlyphs(ahead, Math.max(width - widthOf(shown), 0))];
}

/** Returns the end of glyphs that fits. An ellipsis replaces the beginning. */
function endOf(glyphs: readonly ShownGlyph[], width: number): readonly ShownGlyph[] {
  if (widthOf(glyphs) <= width) return glyphs;
  let room = width - ELLIPSIS.length;
  const first = glyphs.findLastIndex((glyph) => {
    room -= glyph.width;
    return room < 0;
  });
  return width < 1 ? [] : [...ELLIPSIS, ...glyphs.slice(first + 1)];
}
