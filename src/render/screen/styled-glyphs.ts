/** Styles glyphs. The style of a byte depends on its origin, on changes and on the cursor. */
import type { Meaning } from '../../pages/page.ts';
import { isPlace, type Places, type Tag } from '../../pages/places.ts';
import type { ByteRange, Position } from '../../trace/provenance.ts';
import type { ShownGlyph } from '../layout/shown-glyphs.ts';

type ByteSpan = Pick<ByteRange, 'start' | 'end'>;

/** For each value, the bytes that an edit has changed or that differ from the other side. */
export type Changed = ReadonlyMap<string, readonly ByteSpan[]>;

export interface Look {
  readonly places: Places;
  readonly changed: Changed;
  readonly position: Position | null;
}

export const PLAIN: Style = { meaning: 'words', hue: null, ground: 'page' };
export const PLAIN_LOOK: Look = { places: { all: [], runsOf: () => [] }, changed: new Map(), position: null };

export const styleText = (text: string, meaning: Style['meaning']): StyledText => ({
  text,
  width: text.length,
  style: { ...PLAIN, meaning },
});

export function styleGlyphs(glyphs: readonly ShownGlyph[], { places, changed, position }: Look): StyledText[] {
  return uniteTexts(
    glyphs.map(({ text, width, meaning, at, opens }) => {
      if (!at) return { text, width, style: { ...PLAIN, meaning }, ...(opens === undefined ? {} : { opens }) };
      const ground = isAt(at, position) ? 'selection' : 'page';
      const look = isIn(changed, at) ? CHANGED : byteStyle(meaning, tagOf(places, at));
      return { text, width, style: { ...look, ground } };
    }),
  );
}

const CHANGED = { meaning: 'changed', hue: null } as const;

export const isAt = (at: ByteRange, position: Position | null): boolean =>
  position !== null && at.value === position.value && at.start <= position.byte && position.byte < at.end;

export const isIn = (changed: Changed, { value, start, end }: ByteRange): boolean =>
  changed.get(value)?.some((range) => range.start < end && range.end > start) ?? false;

export function tagOf(places: Places, { value, start }: ByteRange): Tag {
  const runs = places.runsOf(value);
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return runs[low]?.tag ?? 'unknown';
}

/** Colors bytes only by their place. Bytes that a rule adds are faint, and bytes from several places have no color. */
function byteStyle(meaning: Meaning, tag: Tag): Pick<Style, 'meaning' | 'hue'> {
  if (MARKED.has(meaning)) return { meaning, hue: null };
  return { meaning: tag === 'fixed' ? 'aside' : 'words', hue: isPlace(tag) ? tag.hue : null };
}

const MARKED: ReadonlySet<Meaning> = new Set(['masked', 'differs']);

/** Joins neighbors that look alike, so that a row has few changes of color. */
export function uniteTexts(texts: readonly StyledText[]): StyledText[] {
  const one: StyledText[] = [];
  for (const next of texts) {
    const { text, width, style } = next;
    const last = one.at(-1);
    const isAlike =
      last &&
      last.style.meaning === style.meaning &&
      last.style.hue === style.hue &&
      last.style.ground === style.ground &&
      last.opens === next.opens;
    if (isAlike) one[one.length - 1] = { ...last, text: last.text + text, width: last.width + width };
    else one.push(next);
  }
  return one;
}

/** Parts of the screen, in addition to the meanings of text. */
export type Role = 'title' | 'changed';

export interface Style {
  readonly meaning: Meaning | Role;
  /**
   * The hue of the place that the bytes come from. It takes precedence over the meaning; `null` if there is no such
   * place.
   */
  readonly hue: number | null;
  /** `cursor-line` is the cursor's row, and `selection` is the byte under the cursor. */
  readonly ground: 'page' | 'cursor-line' | 'selection' | 'chip' | 'reverse';
}

export interface StyledText {
  readonly text: string;
  readonly width: number;
  readonly style: Style;
  /** The address that a click opens, in terminals that support links. */
  readonly opens?: string;
}

export type ScreenRow = readonly StyledText[];
