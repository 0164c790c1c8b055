/** Styles glyphs. The style of a byte depends on its origin, on changes, and on the cursor. */

import type { Row } from '../../layout/block-rows.ts';
import type { ShownGlyph } from '../../layout/shown-glyphs.ts';
import type { Extent } from '../../layout/whole/drawn.ts';
import type { ByteRange, Position } from '../../trace/provenance.ts';
import { singleLetters } from '../../views/map/letters.ts';
import { isPlace, type Tag } from '../../views/map/place.ts';
import type { Places } from '../../views/map/places.ts';
import { tagAt } from '../../views/map/tags.ts';
import type { Meaning } from '../../views/page.ts';

type ByteSpan = Pick<ByteRange, 'start' | 'end'>;

/** The bytes of each value that an edit has changed or that differ from the other side. */
export type Changed = ReadonlyMap<string, readonly ByteSpan[]>;

export interface Look {
  readonly places: Places;
  readonly changed: Changed;
  readonly position: Position | null;
  readonly lit?: Lit;
  /** The glyphs that match the search, by their index. */
  readonly hits?: ReadonlySet<number>;
  readonly ground?: Style['ground'];
}

/**
 * The letters whose bytes have their hue, such as `N1` or `DRS`; `null` for all. Where there is a cursor, those are the
 * letters of its byte or line, so that a hue on the screen shows where these bytes go.
 */
export type Lit = string | null;

/** Returns whether a letter is lit. A line of several numbered headers is `N`. */
export const isLit = (letter: string, lit: Lit): boolean =>
  lit === null || singleLetters(lit).some((one) => one === letter || (letter === 'N' && one.startsWith(letter)));

export const PLAIN: Style = { meaning: 'words', hue: null, ground: 'page', underlined: false };
export const PLAIN_LOOK: Look = { places: { all: [], runsOf: () => [] }, changed: new Map(), position: null };

export const styleText = (text: string, meaning: Style['meaning']): StyledText => ({
  text,
  width: text.length,
  style: { ...PLAIN, meaning },
});

/**
 * Styles glyphs. `ground` is the background of the row, which applies to every glyph except the byte under the cursor.
 */
export function styleGlyphs(
  glyphs: readonly ShownGlyph[],
  { places, changed, position, lit = null, hits = NO_HITS, ground = 'page' }: Look,
): StyledText[] {
  return uniteTexts(
    glyphs.map((glyph, index) => {
      const { text, width, meaning, at, opens, hue = null, isDifferent = false } = glyph;
      const linked = opens === undefined ? {} : { opens };
      const isHit = hits.has(index);
      if (!at) {
        const plain: Style = {
          meaning: isHit ? HIT.meaning : meaning,
          hue: isHit ? HIT.hue : hue,
          ground,
          underlined: isHit || isDifferent,
        };
        return { text, width, style: plain, ...linked };
      }
      const style: Style = {
        ...(isHit ? HIT : byteStyle(glyph, tagOf(places, at), lit)),
        ground: isAt(at, position) ? 'selection' : ground,
        underlined: isHit || isIn(changed, at),
      };
      return { text, width, style, ...linked };
    }),
  );
}

const NO_HITS: ReadonlySet<number> = new Set();
const HIT = { meaning: 'name', hue: null } as const;

export const isAt = (at: ByteRange, position: Position | null): boolean =>
  position !== null && at.value === position.value && at.start <= position.byte && position.byte < at.end;

export const isIn = (changed: Changed, { value, start, end }: ByteRange): boolean =>
  changed.get(value)?.some((range) => range.start < end && range.end > start) ?? false;

/** Returns whether bytes of a range are changed, or all of them are gone. */
export const isChangedPart = (changed: Changed, range: ByteRange): boolean =>
  range.start === range.end ? changed.has(range.value) : isIn(changed, range);

/** Returns whether a row shows changed bytes, or describes a value that changed, such as an empty one. */
export const isChangedRow = ({ glyphs, describes }: Pick<Row, 'glyphs' | 'describes'>, changed: Changed): boolean =>
  (describes !== null && changed.has(describes)) || glyphs.some(({ at }) => at && isIn(changed, at));

const tagOf = (places: Places, { value, start }: ByteRange): Tag => tagAt(places, { value, byte: start });

/**
 * Colors bytes only by their place, if its letter is lit. Bytes from more than one place, or from a rule, have no color. Line endings are
 * faint. Bytes that differ, that are emphasized, or that are only around those keep their own weight.
 */
function byteStyle({ meaning, text, hue = null }: ShownGlyph, tag: Tag, lit: Lit): Pick<Style, 'meaning' | 'hue'> {
  if (LINE_ENDS.has(text)) return { meaning: 'aside', hue: null };
  const own = !isPlace(tag) ? hue : isLit(tag.letter, lit) ? tag.hue : null;
  return { meaning: WEIGHTED.has(meaning) ? meaning : 'data', hue: own };
}

const WEIGHTED: ReadonlySet<Meaning> = new Set(['differs', 'name', 'words']);
const LINE_ENDS: ReadonlySet<string> = new Set(['\\n', '\\r']);

/** Joins adjacent texts with the same style, so that a row has few color changes. */
export function uniteTexts(texts: readonly StyledText[]): StyledText[] {
  const one: StyledText[] = [];
  for (const next of texts) {
    const last = one.at(-1);
    if (last && looksAs(last, next))
      one[one.length - 1] = { ...last, text: last.text + next.text, width: last.width + next.width };
    else one.push(next);
  }
  return one;
}

/** Returns whether two texts have the same style and lead to the same address. */
export function looksAs(one: StyledText, other: StyledText): boolean {
  const { meaning, hue, ground, underlined } = one.style;
  const { style } = other;
  return (
    meaning === style.meaning &&
    hue === style.hue &&
    ground === style.ground &&
    underlined === style.underlined &&
    one.opens === other.opens
  );
}

/** Parts of the screen, in addition to the meanings of text. `data` is for the bytes of a text. */
export type Role = 'title' | 'changed' | 'data';

export interface Style {
  readonly meaning: Meaning | Role;
  /**
   * The hue of the place that the bytes come from; `null` if there is no such place. The hue takes precedence over the
   * meaning.
   */
  readonly hue: number | null;
  /**
   * The background. `cursor-line` is for the cursor's row, `selection` is for the byte under the cursor, `chip` is for
   * a letter on the hue of its place, and `reverse` is for a word that must not be overlooked.
   */
  readonly ground: 'page' | 'cursor-line' | 'selection' | 'chip' | 'reverse';
  /** Whether the bytes were changed by an edit or differ from the other text. */
  readonly underlined: boolean;
}

export interface StyledText {
  readonly text: string;
  readonly width: number;
  readonly style: Style;
  /** The address that a click opens, in terminals that support links. */
  readonly opens?: string;
}

export type ScreenRow = readonly StyledText[];

/**
 * Puts the texts of a row, or those in some of its cells, on the background of the cursor's row. The byte under the cursor
 * and lit letters keep their own background.
 */
export function onCursorLine(row: ScreenRow, { from, to }: Extent = WHOLE_ROW): ScreenRow {
  let at = 0;
  return row.map((text) => {
    const isInside = from <= at && at < to;
    at += text.width;
    return isInside && text.style.ground === 'page'
      ? { ...text, style: { ...text.style, ground: 'cursor-line' } }
      : text;
  });
}

const WHOLE_ROW: Extent = { from: 0, to: Number.POSITIVE_INFINITY };
