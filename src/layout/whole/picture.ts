/**
 * Lays out the picture of a whole signature in rows. What is asked comes down on the left and who asks on the right;
 * they meet in one signature. The way of the cursor's line is heavy.
 */

import type { ByteRange, Position } from '../../trace/provenance.ts';
import { hueOf, kindOfInput, type RowLetter } from '../../views/map/letters.ts';
import type { Places } from '../../views/map/places.ts';
import { letterOfLine, tagsIn } from '../../views/map/tags.ts';
import type { Run } from '../../views/page.ts';
import type { Way } from '../../views/whole/way.ts';
import type { PartName, Whole, WholeLine } from '../../views/whole/whole.ts';
import { cutMiddle } from '../shortening.ts';
import { type BytesOf, glyphsOfRuns, glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../shown-glyphs.ts';
import type { Room } from '../wrapping.ts';
import { compactPicture } from './compact.ts';
import type { DrawnLine, DrawnWhole, Picture } from './drawn.ts';
import { widePicture } from './wide.ts';

export interface PictureOf {
  readonly whole: Whole;
  readonly places: Places;
  readonly bytesOf: BytesOf;
  /** The index of the cursor's line among the lines of all parts; `null` without a cursor. */
  readonly here: number | null;
  /** The byte of the cursor, which is never cut off. */
  readonly byte: Position | null;
  /** The way of the cursor's line; `null` without a cursor. */
  readonly way: Way | null;
  /** Returns the glyphs of the cursor's line with a field in it, in at most `width` cells; omitted if no field is open. */
  readonly field?: (glyphs: readonly ShownGlyph[], width: number) => readonly ShownGlyph[];
  /** Returns whether an edit has changed any of these bytes. */
  readonly isChanged: (range: ByteRange) => boolean;
  /** Returns the number of the step with the ID of its stage, as the screen shows it; empty if there is none. */
  readonly stepOf: (stage: string) => string;
}

/** The least room for two sides. */
const WIDE: Room = { width: 120, height: 31 };

/** Returns whether a picture in a room has two columns. */
export const hasTwoSides = ({ width, height }: Room): boolean => width >= WIDE.width && height >= WIDE.height;

/** Lays out the picture in at most `height` rows. `width` is in cells, and at least 80. */
export function pictureOf(of: PictureOf, room: Room): Picture {
  const drawn = drawnWhole(of);
  return hasTwoSides(room) ? widePicture(drawn, room) : compactPicture(drawn, room);
}

/** The parts that have one row in a picture of one column. */
const IN_ONE_ROW: readonly (readonly PartName[])[] = [['asked', 'asking'], ['key']];

/** Returns the indexes of the lines that share a row with a line, among all lines of the picture. */
export function sharedRow({ parts }: Whole, index: number, room: Room): readonly number[] {
  const names = parts.flatMap(({ name, lines }) => lines.map(() => name));
  const row = hasTwoSides(room) ? undefined : IN_ONE_ROW.find((own) => own.some((name) => name === names[index]));
  return row ? names.flatMap((name, at) => (row.includes(name) ? [at] : [])) : [index];
}

function drawnWhole({ whole, places, bytesOf, here, byte, way, field, isChanged, stepOf }: PictureOf): DrawnWhole {
  let index = 0;
  const drawnLine = (line: WholeLine): DrawnLine => {
    const glyphs = glyphsOfRuns(line.runs, bytesOf);
    const isHere = index === here;
    const kept = isHere
      ? glyphs.findIndex(({ at }) => at !== null && contains(at, byte))
      : line.number === null
        ? -1
        : onWay(glyphs, way);
    return {
      ...line,
      index: index++,
      letter: letterOfLine(tagsIn(places, line.range), line.number) ?? letterOfEmpty(line.range),
      isOnWay: way?.goesThrough(line.range) ?? false,
      isHere,
      isTyped: isHere && field !== undefined,
      isChanged: isChanged(line.range),
      glyphs,
      fitted: (width) => {
        if (field && isHere) return field(glyphs, width);
        const keep = kept < 0 ? null : kept;
        if (line.arrives) return withOther(glyphs, ARRIVES, line.arrives, { width, keep });
        return line.was ? withOther(glyphs, WAS, line.was, { width, keep }) : cutMiddle(glyphs, width, keep);
      },
    };
  };
  const numbered: DrawnWhole['numbered'] = ({ stage, title }) => `${stepOf(stage)} ${title}`.trim();
  const parts = new Map(
    whole.parts.map((part) => [part.name, { ...part, heading: numbered(part), lines: part.lines.map(drawnLine) }]),
  );
  return { part: (name) => parts.get(name), joins: whole.joins, next: whole.next, numbered };
}

/** Returns the letter of an input without bytes, which have no tag; `null` for other lines. */
function letterOfEmpty({ value, start, end }: ByteRange): RowLetter | null {
  const kind = start === end ? kindOfInput(value) : null;
  return kind && { text: kind, hue: hueOf(kind) };
}

const ARRIVES = wordGlyphs('  ≠ arrives ', 'differs');
const WAS = wordGlyphs('  was ', 'aside');

/** Puts what arrives, or what was there before, after a line. Where both have no room, the line keeps half of it. */
function withOther(
  glyphs: readonly ShownGlyph[],
  says: readonly ShownGlyph[],
  runs: readonly Run[],
  { width, keep }: { readonly width: number; readonly keep: number | null },
): readonly ShownGlyph[] {
  const other = glyphsOfWords(runs);
  const room = width - widthOf(says);
  const own = cutMiddle(glyphs, Math.max(room - widthOf(other), Math.floor(room / 2)), keep);
  return [...own, ...says, ...cutMiddle(other, room - widthOf(own))];
}

const contains = ({ value, start, end }: ByteRange, byte: Position | null): boolean =>
  byte !== null && value === byte.value && start <= byte.byte && byte.byte < end;

/** Returns the index of the first glyph on the way, if it is not the way of the whole line. */
function onWay(glyphs: readonly ShownGlyph[], way: Way | null): number {
  const first = glyphs.findIndex(({ at }) => at !== null && way?.goesThrough(at));
  return first <= 0 ? -1 : first;
}
