/**
 * Divides a screen into regions: the first row and the steps; the text; the inspector and the hex view, which are below
 * the text or to its right; the map; and the keys. Sizes are in cells. The keys that move by pages and the
 * component of a walk use the same numbers.
 */
import type { Room } from '../../layout/wrapping.ts';
import { GUTTER } from './frame/gutter.ts';
import { hexWidth, type OffsetDigits } from './page/hex-rows.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST: ScreenSize = { width: 40, height: 12 };
/** The maximum width of the rows. A wider window has margins, because long rows are hard to follow. */
const WIDEST = 172;
/** The width of a column of text. At this width, `x-amz-content-sha256:` and its digits fit on one row. */
export const COLUMN = 95;

/** The layout. With `heard`, rows are not broken, because a screen reader would read a broken word as two words. */
export type Layout = 'usual' | 'heard';

/** Returns the width of the rows. */
export const widthIn = ({ width }: Pick<ScreenSize, 'width'>): number => Math.min(width, WIDEST);

/** A pane of the screen: either the page, or the bytes or second text beside it. */
export type Pane = 'page' | 'beside';

/** Two texts, side by side or, in a narrow window, one below the other. */
export interface TwoPanes {
  readonly placement: 'beside' | 'below';
  /** The width of a row of a text, not including the gutter. */
  readonly width: number;
  /** The rows of each text below its title. */
  readonly heights: Readonly<Record<Pane, number>>;
}

/** The room for the hex view. The height is 0 if the hex view is not shown. */
export interface HexRoom {
  readonly bytesInRow: 8 | 16;
  readonly digits: OffsetDigits;
  readonly height: number;
  /** The rows at the end of the text that the hex view takes, including its title. */
  readonly covers: number;
}

export interface Regions extends ScreenSize {
  readonly layout: Layout;
  /** The columns to the left of everything. */
  readonly margin: number;
  /**
   * The position of the explanation: in two rows (`narrow`), below the text (`usual`), or in a separate column
   * (`wide`).
   */
  readonly form: 'narrow' | 'usual' | 'wide';
  /** The width of the column with the text, including its gutter. */
  readonly leftWidth: number;
  /**
   * The width of the column to the right of the text, not including the dividing line; 0 if there is no such column.
   */
  readonly rightWidth: number;
  /** The room of a page with one text, not including the gutter. */
  readonly text: Room;
  readonly texts: TwoPanes;
  /** The rows of the inspector below its title. */
  readonly inspectorHeight: number;
  readonly hex: HexRoom;
}

/** The number of rows for the first row, the steps, and the rule below the steps. */
export const TOP = 3;
const RULE = 1;
const USUAL: ScreenSize = { width: 80, height: 24 };
const WIDE = 120;
/** The minimum size of a window with a wider column of text. */
const LARGE: ScreenSize = { width: 140, height: 36 };
/** The width for the gutter, 64 digits, a space, and the names of the parts. */
const WIDE_TEXT = 80;
/** The number of empty columns between the text and the dividing line. */
const AIR = 1;
/** The part of a wide window's right column that the inspector takes. Few explanations need more than ten rows. */
const INSPECTOR = 0.38;
/** The minimum height of a window with more rows for the inspector. */
const HIGH = 32;
const HEX_BELOW = 4;
const NARROW_SIDE = 45;
/** The number of columns between two texts that are side by side. */
const SEPARATOR = 3;

type Form = Regions['form'];

/** Returns the rows of the keys and of the rule or message above the keys. A narrow window has no such rule. */
export const bottomOf = (form: Form): number => (form === 'narrow' ? 1 : 2);

/** Returns the number of rows between the rule below the steps and the rows of keys, without a message. */
export const bodyRoom = ({ height, form }: Pick<Regions, 'height' | 'form'>): number => height - TOP - bottomOf(form);

export function regionsOf({ width: whole, height }: ScreenSize, layout: Layout, isHexOpen: boolean): Regions {
  const width = widthIn({ width: whole });
  const form = formOf({ width, height }, layout);
  const body = bodyRoom({ height, form });
  const isWide = form === 'wide';
  const isLarge = isWide && width >= LARGE.width && height >= LARGE.height;
  const column = isLarge ? COLUMN : isWide ? WIDE_TEXT : width;
  const leftWidth = column + (isWide ? AIR : 0);
  const rightWidth = isWide ? width - leftWidth - 1 : 0;
  const inspectorHeight = inspectorIn(form, layout, height);
  const below = isWide ? 0 : inspectorHeight + RULE;
  const hexBelow = isHexOpen && !isWide ? Math.min(HEX_BELOW, Math.max(body - below - 2 * RULE - 1, 0)) : 0;
  const covers = hexBelow > 0 ? hexBelow + RULE : 0;
  const common = { layout, width, height, margin: Math.floor((whole - width) / 2), form, leftWidth, rightWidth };
  const others = { inspectorHeight, hex: hexIn(rightWidth || width, isWide ? 4 : 8, hexBelow, covers) };
  if (layout === 'heard') {
    const text = { width: Number.POSITIVE_INFINITY, height };
    const texts = { placement: 'below', width: text.width, heights: { page: height, beside: height } } as const;
    return { ...common, ...others, text, texts };
  }
  const text = { width: column - GUTTER, height: body - below - covers };
  const hex = isWide ? { ...others.hex, height: body - inspectorHeight - RULE } : others.hex;
  return { ...common, ...others, hex, text, texts: twoPanes(column, text.height) };
}

function formOf({ width, height }: ScreenSize, layout: Layout): Form {
  if (layout === 'heard') return 'usual';
  if (width < USUAL.width || height < USUAL.height) return 'narrow';
  return width < WIDE ? 'usual' : 'wide';
}

function inspectorIn(form: Form, layout: Layout, height: number): number {
  if (form === 'narrow') return 2;
  if (form === 'wide') return Math.max(Math.floor((bodyRoom({ height, form }) - RULE) * INSPECTOR), 8);
  return layout === 'usual' && height >= HIGH ? 7 : 4;
}

/** `fewest` is the number of digits of an offset that must fit for rows of 16 bytes. */
function hexIn(width: number, fewest: OffsetDigits, height: number, covers: number): HexRoom {
  const bytesInRow = width >= hexWidth(16, fewest) ? 16 : 8;
  return { bytesInRow, digits: width >= hexWidth(bytesInRow, 8) ? 8 : 4, height, covers };
}

/** Divides the room between two texts. Each text has a row for its title, unless both titles fit next to each other. */
function twoPanes(width: number, whole: number): TwoPanes {
  const room = whole - RULE;
  const half = Math.floor((width - SEPARATOR) / 2) - GUTTER;
  if (half >= NARROW_SIDE) return { placement: 'beside', width: half, heights: { page: room, beside: room } };
  const beside = Math.floor((room - 1) / 2);
  return { placement: 'below', width: width - GUTTER, heights: { page: room - 1 - beside, beside } };
}

/** Returns the width of a list in the place of the text. */
export const listWidth = ({ leftWidth, rightWidth }: Regions): number => (rightWidth > 0 ? leftWidth - AIR : leftWidth);
